/** test/support - what the element's stand-in server says, by the first word of the question. */
import type {Said} from '../../shared/session-event.ts';
import type {SearchHit} from '../../shared/search-hit.ts';
import type {Source} from '../../shared/source.ts';

/** One event, and how long after the last one it is said, in milliseconds. */
export type Step = readonly [afterMs: number, said: Said];

const page = (n: number, url: string, title: string): SearchHit => ({id: `p${n}`, url, title, snippet: `A passage of ${title}.`, rank: n});

const hits: readonly SearchHit[] = [
  page(1, 'https://oceanservice.noaa.gov/education/tutorial_tides/', 'Tides and water levels: what causes tides?'),
  page(2, 'https://en.wikipedia.org/wiki/Tide', 'Tide'),
  page(3, '/v1/corpus/handbook', 'The harbour master’s handbook: reading a tide table'),
  page(4, 'https://science.nasa.gov/moon/tides/', 'Moon tides: how the Moon pulls on Earth’s oceans'),
  page(5, 'https://www.metoffice.example/learn/spring-and-neap-tides-explained-in-great-detail-for-everyone', 'Spring and neap tides explained in great detail for everyone who has ever stood on a beach and wondered'),
  page(6, 'https://slow.example/tidal-locking', 'Tidal locking'),
  page(7, 'https://www.britannica.example/science/tide', 'Tide, physics'),
  page(8, 'https://blocked.example/paywall', 'Tidal energy today'),
];

const sources: Source[] = hits.slice(0, 7).map(({id, url, title}, index) => ({
  n: index + 1,
  id,
  url,
  title,
  used: index < 6,
  how: index === 2 ? 'corpus' : index === 5 ? 'snippet' : 'page',
}));

const start = (question: string, models: string[]): Step => [5, {type: 'session-start', question, models, providers: ['brave', 'corpus'], startedAt: '2026-11-23T18:00:00.000Z'}];

const analysis: readonly Step[] = [
  [5, {type: 'analysis-start'}],
  [60, {type: 'analysis-end', queries: ['why two high tides a day', 'tidal bulge moon sun', 'spring and neap tides'], language: 'en', terms: ['tides', 'moon'], intent: 'answer', ms: 62}],
];

const search: readonly Step[] = [
  [5, {type: 'search-start', queries: ['why two high tides a day', 'tidal bulge moon sun', 'spring and neap tides'], providers: ['brave', 'corpus']}],
  [30, {type: 'search-wait', provider: 'brave', query: 'spring and neap tides', waitMs: 840, reason: 'rate-limit'}],
  ...hits.map((hit): Step => [30, {type: 'search-result', query: 'why two high tides a day', provider: hit.url.startsWith('/') ? 'corpus' : 'brave', hit}]),
  [20, {type: 'search-error', provider: 'brave', query: 'tidal bulge moon sun', code: 'rate-limited', message: 'It asks us to come back later.', next: 'corpus'}],
  [20, {type: 'search-end', found: hits.length, ms: 412}],
];

const read = (n: number, words: number, done: number, failed: number): Step[] => {
  const {id = '', url = '', title = ''} = hits[n - 1] ?? {};
  return [
    [40, {type: 'page-extract', id, url, title, words, passages: 3, ms: 180}],
    [0, {type: 'enrichment-progress', done, failed, total: 8, bytes: done * 84_200, ms: done * 90, url}],
  ];
};

const fail = (n: number, code: string, message: string, done: number, failed: number, snippet: boolean): Step[] => {
  const {id = '', url = ''} = hits[n - 1] ?? {};
  return [
    [40, {type: 'page-error', id, url, code, message, ...(snippet && {fallback: 'snippet' as const})}],
    [0, {type: 'enrichment-progress', done, failed, total: 8, bytes: done * 84_200, ms: done * 90, url}],
  ];
};

const reading: readonly Step[] = [
  [5, {type: 'enrichment-start', total: 8}],
  ...read(1, 1_240, 1, 0),
  ...read(2, 9_812, 2, 0),
  ...read(3, 640, 3, 0),
  ...fail(6, 'timeout', 'It did not answer in time.', 3, 1, true),
];

const readAll: readonly Step[] = [
  ...reading,
  ...read(4, 812, 4, 1),
  ...read(5, 1_466, 5, 1),
  ...read(7, 2_004, 6, 1),
  ...fail(8, 'http-403', 'It refused us.', 6, 2, false),
  [10, {type: 'enrichment-end', sources, ms: 941}],
];

const answer = `The Moon’s gravity pulls harder on the near side of Earth than on the far side, and that **difference** stretches the oceans into two bulges [1][4]. Earth turns through both in a day, so most coasts see **two high tides about 12 hours 25 minutes apart** [2].

### Why two, and not one

- On the near side, water is pulled towards the Moon more than the solid Earth is.
- On the far side, the solid Earth is pulled more than the water, which is left behind [1].
- The Sun does the same at a little under half the strength [2, 5].

| Tide | When | Range |
| --- | --- | ---: |
| Spring | new and full moon | largest |
| Neap | first and last quarter | smallest |

To read a table, find the port’s *standard times* and add the local difference [3]:

\`\`\`text
high water = standard time + difference
18:42      = 17:55         + 0:47
\`\`\`

> Coastlines bend all this: some bays see one tide a day, some see four [2].
`;

/** An answer with what few have. */
const rich = `The pull falls with the cube of the distance[^cube], so the tide-raising force is

$$
F_{\\text{tide}} \\approx \\frac{2 G M m r}{d^3}
$$

with $G$ the constant of gravity and \\(d\\) the distance [1]. In code:

\`\`\`js
// Difference of the pull between centre and surface, in m/s²
function tidalAcceleration(mass, distance) {
  return (2 * G * mass * EARTH_RADIUS) / distance ** 3;
}
console.log(\`Moon to Sun: \${tidalAcceleration(7.35e22, 3.84e8)}\`, "ratio", 2.18);
\`\`\`

\`\`\`mermaid
flowchart LR
  Moon -->|most| Pull
  Sun -->|less than half| Pull
  Pull --> Bulges --> Tides
\`\`\`

A picture: ![the two bulges of water](https://images.example/bulges.png) and a table of ports[^ports].

[^cube]: Gravity itself falls with the square; its *difference* across the Earth with the cube [2].
[^ports]: Each port has its own, made from measurements.
`;

const second = 'Two bulges of water, one facing the Moon and one opposite, pass every coast once a day as Earth turns [1]. That makes two high tides, 12 h 25 min apart, because the Moon moves on while Earth turns [2].\n\n1. The near bulge is pulled.\n2. The far bulge is left behind [4].\n';

const combined = 'All answers agree: there are **two high tides a day** because the Moon’s pull differs across Earth, which raises one bulge on the near side and one on the far side [1][4]. They differ on the Sun: one leaves it out, the other puts its share at *a little under half* [2, 5].\n';

const cut = (text: string): string[] => text.match(/\S+\s*/g) ?? [];

const write = (model: string, text: string, everyMs = 12): Step[] => cut(text).map((delta) => [everyMs, {type: 'answer-delta', model, text: delta}]);

const cite = (text: string) => [...text.matchAll(/\[(\d)/g)].map((found) => ({n: Number(found[1]), start: found.index, end: found.index + 3}));

const ended = (model: string, text: string, ttftMs: number, ms: number): Step => [10, {type: 'answer-end', model, finishReason: 'stop', citations: cite(text), usage: {completionTokens: cut(text).length}, ttftMs, ms}];

const began = (model: string): Step => [5, {type: 'answer-start', model, sources: [1, 2, 3, 4, 5, 6]}];

const half = (text: string): string => text.slice(0, Math.floor(text.length * 0.45));

const untilAnswers = (question: string, models: string[]): readonly Step[] => [start(question, models), ...analysis, ...search, ...readAll];

const interleave = (...scripts: readonly (readonly Step[])[]): Step[] => Array.from({length: Math.max(...scripts.map(({length}) => length))}, (_, index) => scripts.flatMap((script) => script.slice(index, index + 1))).flat();

const end: Step = [20, {type: 'session-end', outcome: 'done', ms: 6_120}];
const [model, other, third] = ['gpt-5-mini', 'claude-sonnet', 'llama-4-scout'] as const;

const atOnce = ([, said]: Step): Step => [0, said];

/** Scripts that stop without an end leave the run open, as a picture of that moment. */
const scripts: Readonly<Record<string, (question: string) => readonly Step[]>> = {
  starting: (question) => [start(question, [model]), ...analysis.slice(0, 1)],
  reading: (question) => [start(question, [model]), ...analysis, ...search, ...reading],
  thinking: (question) => [...untilAnswers(question, [model]), began(model), [5, {type: 'answer-reasoning-delta', model, text: 'The question is why there are two, so begin with the difference in pull.'}]],
  slow: (question) => [...untilAnswers(question, [model]), began(model), ...write(model, half(answer), 0)],
  one: (question) => [...untilAnswers(question, [model]), began(model), ...write(model, answer), ended(model, answer, 840, 4_210), end],
  rich: (question) => [...untilAnswers(question, [model]), began(model), ...write(model, rich, 2), ended(model, rich, 840, 4_210), end],
  quick: (question) => (scripts['one']?.(question) ?? []).map(atOnce),
  begun: (question) => (scripts['slow']?.(question) ?? []).map(atOnce),
  comparing: (question) => [
    ...untilAnswers(question, [model, other, third]),
    began(model),
    began(other),
    began(third),
    ...interleave(write(model, half(answer), 0), write(other, half(second), 0)),
    [0, {type: 'answer-error', model: third, code: 'first-token-timeout', message: 'It did not begin to answer in time.', partial: false}],
  ],
  several: (question) => [
    ...untilAnswers(question, [model, other, third]),
    began(model),
    began(other),
    began(third),
    ...interleave(write(model, answer, 2), write(other, second, 2)),
    ended(model, answer, 840, 4_210),
    ended(other, second, 620, 2_950),
    [0, {type: 'answer-error', model: third, code: 'first-token-timeout', message: 'It did not begin to answer in time.', partial: false}],
    [5, {type: 'synthesis-start', model, answers: [model, other]}],
    ...cut(combined).map((delta): Step => [4, {type: 'synthesis-delta', text: delta}]),
    [10, {type: 'synthesis-end', model, finishReason: 'stop', citations: cite(combined), ttftMs: 400, ms: 1_300, included: [model, other], notIncluded: [third]}],
    end,
  ],
  failing: (question) => [
    start(question, [model]),
    ...analysis,
    ...search.slice(0, 1),
    [20, {type: 'search-error', provider: 'brave', query: 'why two high tides a day', code: 'unauthorized', message: 'It refused our key.'}],
    [20, {type: 'search-end', found: 0, ms: 60}],
    [5, {type: 'enrichment-start', total: 0}],
    [5, {type: 'enrichment-end', sources: [], ms: 1}],
    [5, {type: 'answer-start', model, sources: []}],
    [20, {type: 'answer-error', model, code: 'upstream-failed', message: 'It failed unexpectedly.', partial: false}],
    [5, {type: 'session-end', outcome: 'failed', code: 'no-answer', ms: 160}],
  ],
  breaking: (question) => [
    ...untilAnswers(question, [model]),
    began(model),
    ...write(model, half(answer), 0),
    [10, {type: 'answer-error', model, code: 'idle-timeout', message: 'It stopped in mid-sentence and did not go on.', partial: true}],
    [5, {type: 'session-warning', code: 'degraded', message: 'One of two search providers is down; the answer rests on the other.'}],
    end,
  ],
};

/** The script for a question; unknown ones are answered by one model. */
export function scriptFor(question: string): readonly Step[] {
  const word = question.split(/[\s:]/, 1)[0]?.toLowerCase() ?? '';
  return (scripts[word] ?? scripts['one'])?.(question.replace(/^\w+:\s*/, '')) ?? [];
}

/** The models that may be asked. */
export const models: readonly {readonly id: string; readonly default: boolean}[] = [
  {id: model, default: true},
  {id: other, default: true},
  {id: third, default: false},
  {id: 'extractive', default: false},
];
