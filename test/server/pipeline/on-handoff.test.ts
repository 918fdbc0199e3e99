import {map, of} from 'rxjs';
import type {Handoff} from '../../../server/pipeline/handoff.ts';
import {keepPublic} from '../../../server/pipeline/keep-public.ts';
import {onHandoff} from '../../../server/pipeline/on-handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {marbles} from '../../support/marbles.ts';

const items: Record<string, PipelineItem> = {
  q: {type: 'question-asked', question: 'q', models: [], synthesis: true, search: {}, ref: 'r'},
  l: {type: 'answer-lost', model: 'm', code: 'timeout'},
  s: {type: 'analysis-start'},
  w: {type: 'session-warning', code: 'c', message: 'm'},
};

describe('onHandoff', () => {
  it(
    'acts on its handoff, uses it up, and lets everything else pass while it works',
    marbles(({hot, cold, expectObservable}) => {
      const input$ = hot('  -w-q-l-w---|', items);
      const act$ = cold('      s--(w|)', items);
      const types$ = input$.pipe(
        onHandoff('question-asked', () => act$),
        map(({type}) => type),
      );
      expectObservable(types$).toBe('-w-s-lww---|', {w: 'session-warning', s: 'analysis-start', l: 'answer-lost'});
    }),
  );

  it(
    'leaves the work when it is left',
    marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
      const act$ = cold('---s---', items);
      expectObservable(hot('-q---', items).pipe(onHandoff('question-asked', () => act$)), '^---!').toBe('----');
      expectSubscriptions(act$.subscriptions).toBe('-^--!');
    }),
  );

  it(
    'passes an error of its input on, and is empty for an empty one',
    marbles(({cold, expectObservable}) => {
      const stage = onHandoff('question-asked', () => of());
      expectObservable(cold<PipelineItem>('-#').pipe(stage)).toBe('-#');
      expectObservable(cold<PipelineItem>('-|').pipe(stage)).toBe('-|');
    }),
  );
});

describe('keepPublic', () => {
  const evidence = {question: 'q', analysis: {queries: [], language: 'en', terms: [], intent: ''}, sources: []};
  const asked = items['q'] as Extract<Handoff, {type: 'question-asked'}>;
  const handoffs: {readonly [Type in Handoff['type']]: Extract<Handoff, {type: Type}>} = {
    'question-asked': asked,
    'queries-ready': {type: 'queries-ready', asked, ...evidence.analysis},
    'hits-ready': {type: 'hits-ready', asked, analysis: evidence.analysis, hits: []},
    'evidence-ready': {type: 'evidence-ready', asked, evidence},
    'answers-begun': {type: 'answers-begun', asked, evidence, models: []},
    'answer-ready': {type: 'answer-ready', answer: {model: 'm', text: '', citations: []}},
    'answer-lost': {type: 'answer-lost', model: 'm', code: 'timeout'},
  };

  it(
    'lets events pass and no handoff of any kind',
    marbles(({cold, expectObservable}) => {
      const all = Object.fromEntries(Object.values(handoffs).map((handoff, index) => [String(index), handoff]));
      expectObservable(cold<PipelineItem>('0123456s|', {...all, ...items}).pipe(keepPublic())).toBe('-------s|', items);
    }),
  );
});
