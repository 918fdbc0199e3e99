import {expect} from 'chai';
import {from, toArray} from 'rxjs';
import {citeSources, type CitedWriting, HOLD_MS} from '../../../server/citations/cite-sources.ts';
import type {Writing, Written} from '../../../server/models/write-text.ts';
import {evidence} from '../../support/evidence.ts';
import {marbles} from '../../support/marbles.ts';

const text = (said: string): Writing => ({type: 'text', text: said});
const written: Written = {type: 'written', finishReason: 'stop', ttftMs: 0, ms: 0, retries: 0};
const allOf = (...writings: readonly Writing[]): CitedWriting[] => {
  let seen: CitedWriting[] = [];
  from(writings)
    .pipe(citeSources(evidence()), toArray())
    .subscribe((all) => (seen = all));
  return seen;
};

describe('citeSources', () => {
  it('passes text at once and holds back what may be a citation until its next piece', marbles(({cold, expectObservable}) => {
    const items = {a: text('Tides [1'), b: text(', 2'), c: text('] rise'), x: text('Tides '), z: text('[1][2] rise')};
    expectObservable(cold('a-b-c|', items).pipe(citeSources(evidence()))).toBe('x---z|', items);
  }));

  it('lets go of it when its wait is over, however many pieces came', marbles(({cold, expectObservable}) => {
    const items = {a: text('Tides ['), b: text('1'), c: text('] rise'), x: text('Tides '), y: text('[1'), z: text('] rise')};
    expectObservable(cold(`a-b ${HOLD_MS * 2}ms c|`, items).pipe(citeSources(evidence()))).toBe(`x ${HOLD_MS - 1}ms y ${HOLD_MS + 2}ms z|`, items);
  }));

  it('waits anew for what comes after that', marbles(({cold, expectObservable}) => {
    const items = {a: text('Tides ['), b: text('1'), x: text('Tides '), y: text('['), z: text('1')};
    expectObservable(cold(`a ${HOLD_MS + 9}ms b ${HOLD_MS * 2}ms |`, items).pipe(citeSources(evidence()))).toBe(`x ${HOLD_MS - 1}ms y 9ms ${HOLD_MS}ms z ${HOLD_MS}ms |`, items);
  }));

  it('says at the end where the citations stand in the text that was let out', () => {
    const said = ['Tides are caused by the Moon and the Sun【1】. The pulls', ' add up at spring tides [1', ', 2]'];
    const seen = allOf(...said.map(text), written);
    const shown = seen.map((item) => (item.type === 'text' ? item.text : '')).join('');
    const end = seen.at(-1);
    if (end?.type !== 'written') return expect.fail('it has no end');
    expect(shown).to.equal('Tides are caused by the Moon and the Sun[1]. The pulls add up at spring tides [1][2]');
    expect(end.text).to.equal(shown);
    expect(end.citations.map(({n, start, end: to}) => [n, shown.slice(start, to)])).to.deep.equal([[1, '[1]'], [1, '[1]'], [2, '[2]']]);
    expect(end.citations[0]).to.include({supported: true});
    return undefined;
  });

  it('starts afresh after a reset: what was held is void, and places are those in the new text', () => {
    const reset: Writing = {type: 'reset', reason: 'It broke off.', code: 'truncated', next: 'b'};
    const seen = allOf(text('`code and [1'), text(', '), reset, text('2] Tides rise【'), text('1】'), written);
    const at = seen.indexOf(reset);
    const after = seen.slice(at + 1).map((item) => (item.type === 'text' ? item.text : '')).join('');
    const end = seen.at(-1);
    if (end?.type !== 'written') return expect.fail('it has no end');
    expect(after).to.equal('2] Tides rise[1]');
    expect(end.text).to.equal(after);
    expect(end.citations.map(({n, start, end: to}) => [n, start, to])).to.deep.equal([[1, 13, 16]]);
    return undefined;
  });

  it('lets the rest go when the text fails, and passes all else', () => {
    const failed: Writing = {type: 'failed', code: 'truncated', message: 'It broke.', partial: true, ms: 0, retries: 0};
    const retry: Writing = {type: 'retry', attempt: 2, inMs: 0, code: 'timeout'};
    const reasoning: Writing = {type: 'reasoning', text: 'hm [1, 2]'};
    expect(allOf(retry, reasoning, text('Tides [1, '), failed)).to.deep.equal([retry, reasoning, text('Tides '), text('[1, '), failed]);
  });

  it('leaves its source when it is left', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const items = {a: text('Tides [1'), x: text('Tides ')};
    const writing$ = cold('a----', items);
    expectObservable(writing$.pipe(citeSources(evidence())), '^--!').toBe('x---', items);
    expectSubscriptions(writing$.subscriptions).toBe('^--!');
  }));
});
