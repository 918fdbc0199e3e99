/** Every state that a reader can meet, asked about by axe (target sizes too), light and dark, from left to right and from right to left, wide and at 320 pixels; and that nothing hangs out, with letters of twice the size either. */
import {expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import type {AxeResults} from 'axe-core';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, inColours, inside, within, withMarkdown} from '../support/elements.ts';
import {json, noContent, problem} from '../support/fake-server.ts';
import {analyzed, answered, answerFailed, answerStarted, delta, ended, enriched, extracted, found, oneAnswer, pageFailed, source, started, synthesisDelta, synthesisStarted, synthesized} from '../support/session-events.ts';
import {WindowStage} from '../support/window-stage.ts';

interface Scene {
  readonly stage: WindowStage;
  readonly element: LlmWindow;
}
type Play = (scene: Scene) => unknown;

/** What is rich in an answer: all that Markdown draws. */
const rich = '## Why\n\nThe **moon** pulls [1], and the *sun* [2] too.\n\n1. near\n2. far\n\n- [x] seen\n\n> quoted\n\n```js\nconst tides = 2;\n```\n\n| Body | Share |\n|:--|--:|\n| Moon | 68 % |\n\n[link](https://moon.example) ~~gone~~ ![map](https://moon.example/map.png)\n\n[^1]\n\n[^1]: note';
const begin: readonly Said[] = [started(['m1', 'm2']), {type: 'analysis-start'}];
const limits = {freshness: 'week', sites: ['moon.example'], ambiguity: {term: 'Mercury', senses: ['planet', 'metal']}};
const analysed: readonly Said[] = [...begin, {...analyzed('why tides', 'two bulges'), ...limits}, {type: 'search-start', queries: ['why tides', 'two bulges'], providers: ['brave']}];
const searching: readonly Said[] = [
  ...analysed,
  found(1),
  {type: 'search-wait', provider: 'brave', query: 'why tides', waitMs: 900, reason: 'rate-limit'},
  {type: 'search-retry', provider: 'brave', query: 'why tides', attempt: 2, inMs: 1_000, code: 'timeout'},
  {type: 'search-error', provider: 'brave', query: 'two bulges', code: 'quota-exhausted', message: 'Its quota is used up.', next: 'corpus'},
];
const reading: readonly Said[] = [
  ...searching,
  ...[2, 3, 4, 5, 6, 7, 8].map((n) => found(n)),
  {type: 'search-end', found: 8, ms: 20},
  {type: 'enrichment-start', total: 8},
  extracted(1),
  pageFailed(2, 'snippet'),
  pageFailed(3),
  {type: 'enrichment-progress', done: 1, failed: 2, total: 8, bytes: 48_000, ms: 9, url: 'https://site4.example/page'},
];
const ready: readonly Said[] = [
  ...reading,
  enriched(source(1, {age: '2026-01-02', language: 'en', words: 100, usedWords: 40, author: 'Ada', siteName: 'Moon'}), source(2, {how: 'snippet'}), source(4, {how: 'cache', used: false}), source(5, {how: 'corpus'})),
  {type: 'source-late', source: source(6, {used: false, late: true})},
];
const thinking: readonly Said[] = [...ready, answerStarted('m1'), {type: 'answer-reasoning-delta', model: 'm1', text: 'Let me think.'}];
const streaming: readonly Said[] = [...thinking, delta(rich.slice(0, 300), 'm1')];
const several: readonly Said[] = [...streaming, answerStarted('m2'), delta('Two [1] pulls', 'm2')];
const cite = (model: string): Said => ({...answered(model), citations: [{n: 1, start: 26, end: 29, supported: false, quote: 'The sun rises.'}, {n: 2, start: 40, end: 43, supported: true, quote: 'The sun pulls.'}]} as Said);
const both: readonly Said[] = [...several, delta(rich.slice(300), 'm1'), cite('m1')];
const done: readonly Said[] = [...both, answered('m2'), synthesisStarted('m1', 'm2'), synthesisDelta(rich), synthesized(['m1'], ['m2'])];
const afterwards: readonly Said[] = [{type: 'related-questions', questions: ['And on the Moon?', 'And in lakes?']}, {type: 'session-warning', code: 'text-capped', message: 'A page was too long.'}, ended()];

const ask: Play = async ({stage, element}) => {
  element.ask('Why two tides?');
  await stage.streaming(element, stage.sources.opened.length + 1);
};
const told =
  (...said: readonly Said[]): Play =>
  async (scene) => {
    await ask(scene);
    await scene.stage.say(scene.element, said);
  };
const then =
  (first: Play, next: Play): Play =>
  async (scene) => {
    await first(scene);
    await next(scene);
    await scene.stage.drawn(scene.element);
  };
const refused =
  (status: number, code: string): Play =>
  async ({stage, element}) => {
    stage.server.answer({'POST /v1/sessions': () => problem(status, code)});
    element.ask('Why?');
    await waitUntil(() => element.matches(':state(error)'));
  };
const click =
  (selector: string, ...path: readonly string[]): Play =>
  ({element}) => {
    path.reduce<Element>((within_, name) => within(within_, name), element).shadowRoot?.querySelector<HTMLElement>(selector)?.click();
  };
const gone: Play = async (scene) => {
  await told(...streaming)(scene);
  scene.stage.server.answer({'GET /v1/sessions/:id': () => problem(410, 'session-expired')});
  scene.stage.sources.last.giveUp();
  await waitUntil(() => scene.element.matches(':state(error)'), 'it never noticed', {timeout: 3_000});
};
const offline = (isOffline: boolean): void => {
  if (isOffline) Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => false});
  else Reflect.deleteProperty(navigator, 'onLine');
  dispatchEvent(new Event(isOffline ? 'offline' : 'online'));
};

const states: Readonly<Record<string, Play>> = {
  empty: () => undefined,
  'with models to choose': async ({stage, element}) => {
    stage.server.answer({'GET /v1/models': () => json({data: [{id: 'm1', default: true}, {id: 'm2'}]})});
    element.server = `${stage.address}/`;
    await waitUntil(() => inside(within(within(element, 'llm-question-form'), 'llm-model-menu'), 'button') !== null);
    click('button', 'llm-question-form', 'llm-model-menu')({stage, element});
  },
  'offline before a question': () => offline(true),
  'on the way to the server': ({stage, element}) => {
    stage.server.answer({'POST /v1/sessions': () => new Promise<Response>(() => undefined)});
    element.ask('Why?');
  },
  analysing: told(...begin),
  'searching, with waits, retries and errors': told(...searching),
  'reading, with failures': told(...reading),
  'ready to answer': told(...ready),
  thinking: then(told(...thinking), click('summary', 'llm-answers', 'llm-answer')),
  streaming: told(...streaming),
  'several models': told(...several),
  'one of several stopped': told(...several, {type: 'answer-end', model: 'm2', finishReason: 'stopped', stopped: true, citations: [], ttftMs: 1, ms: 2}),
  'one of several failed': told(...both, answerFailed('m2', true)),
  'one retried, one reset': told(...several, {type: 'answer-reset', model: 'm2', reason: 'It broke off.', code: 'truncated', next: 'm3'}, {type: 'answer-retry', model: 'm2', attempt: 2, inMs: 900, code: 'timeout'}),
  'a synthesis that streams': told(...done.slice(0, -1)),
  'a synthesis that failed': told(...done.slice(0, -1), {type: 'synthesis-error', model: 'm1', code: 'timeout', message: 'It fell silent.', partial: true, best: 'm1'}, ...afterwards),
  'several done': told(...done, ...afterwards),
  'progress open': then(told(...oneAnswer), click('summary', 'llm-progress')),
  'a source open, all shown': then(then(told(...done, ...afterwards), click('.top button', 'llm-sources')), ({element}) => {
    for (const details of allInside(within(element, 'llm-sources'), 'details')) details.setAttribute('open', '');
  }),
  'a citation’s card': then(told(...oneAnswer), async ({element}) => {
    const answer = within(within(element, 'llm-answers'), 'llm-answer');
    const citation = within(answer, '.citation');
    citation.scrollIntoView(); // what scrolls puts a card away
    await nextFrame();
    await nextFrame();
    await waitUntil(
      () => {
        citation.blur();
        citation.focus({preventScroll: true});
        return inside(answer, '#card:popover-open') !== null;
      },
      'the card opens once nothing scrolls any more',
      {interval: 300, timeout: 5_000},
    );
  }),
  'a comment': then(then(told(...oneAnswer), ({stage}) => stage.server.answer({'POST /v1/sessions/:id/feedback': noContent})), async ({element}) => {
    allInside(within(element, 'llm-turn-actions'), '.rate button')[0]?.click();
    await waitUntil(() => inside(within(element, 'llm-turn-actions'), 'textarea') !== null);
  }),
  'editing a question': then(told(...oneAnswer), click('.edit')),
  'a follow-up': then(told(...oneAnswer), async ({stage, element}) => {
    element.ask('And on the Moon?');
    await stage.streaming(element, 2);
    await stage.say(element, [started(['m1'], 'And on the Moon?'), answerStarted(), delta('There [1]')]);
  }),
  'earlier conversations': then(told(...oneAnswer), async ({element}) => {
    await waitUntil(() => localStorage.length === 1);
    allInside(element, '.bar button')[0]?.click();
    await waitUntil(() => element.shadowRoot?.querySelector('llm-history')?.shadowRoot?.querySelector('.open') !== null);
  }),
  'no earlier conversations': ({element}) => allInside(element, '.bar button')[0]?.click(),
  stopped: told(...streaming, {type: 'answer-error', model: 'm1', code: 'stopped', message: 'It was stopped.', partial: true}, ended('stopped', 'stopped')),
  'stopped before an answer': told(...reading, ended('stopped', 'stopped')),
  reconnecting: then(told(...streaming), ({stage}) => stage.sources.last.lose()),
  'offline within an answer': then(told(...streaming), ({stage}) => {
    offline(true);
    stage.sources.last.lose();
  }),
  'no answer': told(...reading, answerStarted('m1'), answerFailed('m1'), ended('failed', 'no-answer')),
  'cut off by a restart': told(...streaming, {type: 'answer-error', model: 'm1', code: 'restarted', message: 'The server was restarted.', partial: true}, ended('failed', 'restarted')),
  'a session that is gone': gone,
  'too many questions': refused(429, 'rate-limited'),
  'a server that is busy': refused(503, 'too-many-sessions'),
  'an expired sign-in': refused(401, 'unauthorized'),
  'a page that may not ask': refused(403, 'origin-not-allowed'),
  'an error that is new': refused(400, 'moon-phase'),
  'a server out of reach': async ({stage, element}) => {
    const unreached = () => Promise.reject(new TypeError('Failed to fetch'));
    stage.server.answer({'POST /v1/sessions': unreached, 'HEAD /llm-window.js': unreached});
    element.ask('Why?');
    await waitUntil(() => element.matches(':state(error)'), 'after an “offline” before it, it is tried again for a while', {timeout: 5_000});
  },
  'a bad address': ({element}) => (element.server = 'ftp://nowhere'),
  'a popup, closed': async ({element}) => {
    element.mode = 'popup';
    await element.updateComplete;
  },
  'a popup, open': async (scene) => {
    scene.element.mode = 'popup';
    scene.element.open = true;
    await scene.element.updateComplete;
    await told(...done, ...afterwards)(scene);
  },
  'a page of its own': async (scene) => {
    scene.element.mode = 'page';
    await scene.element.updateComplete;
    await told(...done, ...afterwards)(scene);
  },
};

/** What axe objects to, each with what it objects to; empty is good. */
async function objections(element: Element): Promise<readonly string[]> {
  const {axe} = globalThis as unknown as {axe: {run(element: Element, options: object): Promise<AxeResults>}};
  const {violations} = await axe.run(element, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}});
  return violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => `${id}: ${target.flat().join(' > ')}: ${failureSummary ?? ''}`));
}

/** As a reader has it who has scrolled to each place and waited: nothing lies over it, is left out for now, or is on its way to another colour. */
const settled = new CSSStyleSheet();
settled.replaceSync('* {content-visibility: visible !important; transition: none !important} .foot {position: static !important}');

function settle(element: Element): void {
  const {shadowRoot} = element;
  if (!shadowRoot) return;
  shadowRoot.adoptedStyleSheets.push(settled);
  for (const child of shadowRoot.querySelectorAll('*')) settle(child);
}

const looks = [
  {name: 'wide', lang: 'en', dir: 'ltr', width: 1_000},
  {name: 'narrow, from right to left', lang: 'ar', dir: 'rtl', width: 320},
  {name: 'with letters of twice the size', lang: 'en', dir: 'ltr', width: 640, size: '200%'},
] as const;

describe('every state of a window', () => {
  let stage: WindowStage;
  before(async () => {
    await withMarkdown();
    await expect(await fixture(html`<p>axe is fetched with the first question to it</p>`)).to.be.accessible();
  });
  beforeEach(() => {
    localStorage.clear();
    stage = new WindowStage();
  });
  afterEach(() => {
    stage.close();
    localStorage.clear();
    offline(false);
  });

  for (const {name: look, lang, dir, width, ...rest} of looks) {
    describe(look, () => {
      const size = 'size' in rest ? rest.size : '';
      before(() => (document.documentElement.style.fontSize = size));
      after(() => (document.documentElement.style.fontSize = ''));
      for (const [name, play] of Object.entries(states)) {
        it(name, async () => {
          const box = await fixture(html`<div lang=${lang} dir=${dir}><llm-window share history server=${stage.address}><p slot="empty">Try this</p></llm-window></div>`);
          box.setAttribute('style', `width: ${width}px`);
          const element = box.querySelector('llm-window');
          if (!element) throw new Error('There is no window');
          if (lang !== 'en') await waitUntil(() => inside(within(element, 'llm-question-form'), '.ask')?.textContent.includes('اسأل') === true);
          await play({stage, element});
          await stage.drawn(element);
          settle(element);
          await nextFrame();
          if (size === '') await inColours(element, async (scheme) => expect(await objections(element), scheme).to.deep.equal([]));
          expect(element.scrollWidth, 'nothing hangs out').to.be.at.most(width);
        });
      }
    });
  }
});
