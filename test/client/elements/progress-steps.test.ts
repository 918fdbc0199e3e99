import {expect} from '@open-wc/testing';
import {progressSteps, progressSummary} from '../../../client/elements/progress-steps.ts';
import type {Said} from '../../../shared/session-event.ts';
import {analyzed, answered, answerFailed, answerStarted, ended, found, oneAnswer, started, stateAfter} from '../support/session-events.ts';
import {englishWords} from '../../../client/words/words.ts';

const read = (...said: Said[]) => progressSteps(stateAfter(...said), englishWords.progress).map(({activity, label, facts}) => [activity, label, ...facts].join(' | '));

const searchFailed: Said = {type: 'search-error', provider: 'brave', query: 'q', code: 'x', message: 'No.'};
const reading = (done: number, failed: number): Said => ({type: 'enrichment-progress', done, failed, total: 4, bytes: 48_000, ms: 1});

describe('progressSteps', () => {
  it('begins with everything to come', () => {
    expect(read()).to.deep.equal(['waiting | Understand the question', 'waiting | Search', 'waiting | Read the pages', 'waiting | Answer']);
    expect(progressSummary(stateAfter(), englishWords.progress)).to.equal('Starting');
  });

  it('says each stage with its counts and times', () => {
    expect(read(...oneAnswer)).to.deep.equal([
      'done | Understood the question | 2 queries | 12 ms',
      'done | Searched | 2 pages found | 20 ms',
      'done | Read pages | 2 of 2 read | 2 KB | 30 ms',
      'done | Answered | 2 s',
    ]);
    expect(progressSummary(stateAfter(...oneAnswer), englishWords.progress)).to.equal('2 queries · 2 pages found · 2 of 2 read · 62 ms');
  });

  it('says what is under way in one line', () => {
    const state = stateAfter(started(), {type: 'analysis-start'}, analyzed('q'), {type: 'search-start', queries: ['q'], providers: ['corpus']}, found(1));
    expect(progressSummary(state, englishWords.progress)).to.equal('Searching · 1 page found');
  });

  it('takes a stage in which nothing worked for failed', () => {
    expect(read(searchFailed, {type: 'search-end', found: 0, ms: 1})[1]).to.match(/^failed \| Searched \| 0 pages found/);
    expect(read(found(1), searchFailed, {type: 'search-end', found: 1, ms: 1})[1]).to.match(/^done/);
    expect(read({type: 'enrichment-start', total: 4}, reading(0, 4), {type: 'enrichment-end', sources: [], ms: 1})[2]).to.match(/^failed \| Read pages \| 0 of 4 read \| 4 failed/);
  });

  it('does not leave a stage turning when the run has ended', () => {
    expect(read({type: 'search-start', queries: [], providers: []}, ended('stopped'))[1]).to.equal('stopped | Searching | not finished');
  });

  it('counts models', () => {
    expect(read(answerStarted('a'), answerStarted('b'), answered('a')).at(-1)).to.equal('running | Writing | 1 of 2 models done');
    expect(read(answerStarted('a'), answerFailed('a')).at(-1)).to.equal('failed | Not answered');
    expect(read(answerStarted('a'), ended('stopped')).at(-1)).to.equal('stopped | Answer not finished');
  });
});
