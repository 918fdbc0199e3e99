/** perf/report - the page: promises first, then each question with its charts. One file, light and dark, nothing fetched. */
import type {Percentiles} from '../support/percentiles.ts';
import {type Budgets, judge, type Promised} from '../support/promises.ts';
import type {ResultFile} from '../support/results.ts';
import {bars, escapeText, lineChart, type Series, short} from './chart.ts';

type Tree = {readonly [name: string]: unknown};

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is at a path, if it is there. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (isTree(inner) ? inner[name] : undefined), value);
}

const numberAt = (value: unknown, path: string): number | undefined => {
  const found = at(value, path);
  return typeof found === 'number' ? found : undefined;
};
const isPercentiles = (value: unknown): value is Percentiles => isTree(value) && ['p50', 'p95', 'p99'].every((key) => typeof value[key] === 'number');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : `<div class="wide"><table><thead><tr>${head.map((cell) => `<th scope="col">${escapeText(cell)}</th>`).join('')}</tr></thead><tbody>${rows.map(([first = '', ...cells]) => `<tr><th scope="row">${escapeText(first)}</th>${cells.map((cell) => `<td>${escapeText(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`;

/** Results by the number in a key such as `at300`. */
const byCount = (result: unknown): [count: number, value: Tree][] =>
  isTree(result)
    ? Object.entries(result).flatMap(([key, value]): [number, Tree][] => (/^at\d+$/.test(key) && isTree(value) ? [[Number(key.slice(2)), value]] : [])).sort(([one], [other]) => one - other)
    : [];

/** One line for each server, of one figure over the number of sessions or readers. */
function overCount(result: unknown, path: string): Series[] {
  const counts = byCount(result);
  const names = [...new Set(counts.flatMap(([, servers]) => Object.keys(servers).filter((name) => numberAt(servers[name], path) !== undefined)))];
  return names.map((name) => ({name, points: counts.flatMap(([count, servers]): [number, number][] => (numberAt(servers[name], path) === undefined ? [] : [[count, numberAt(servers[name], path) ?? 0]]))}));
}

function relay(result: object): string {
  const over = {xLabel: 'sessions, 50 tokens/s each', logX: true} as const;
  const [count, servers] = byCount(result).findLast(([sessions]) => sessions <= 300) ?? [];
  const ages = Object.entries(servers ?? {}).flatMap(([name, server]): Series[] => {
    const curve = at(server, 'ageDistribution');
    return Array.isArray(curve) ? [{name, points: (curve as [number, number][]).map(([share, age]): [number, number] => [Math.max(age, 0.1), 100 * share])}] : [];
  });
  return [
    lineChart({title: 'CPU per relayed token', yLabel: 'microseconds', ...over, series: overCount(result, 'cpuUsPerToken')}),
    lineChart({title: 'Memory', yLabel: 'MiB resident, at its highest', ...over, series: overCount(result, 'peakRssMb')}),
    lineChart({title: `Age of a token at ${count ?? 0} sessions`, yLabel: '% of tokens that are younger', xLabel: 'milliseconds', series: clipped(ages)}),
    lineChart({title: 'Age of a token, p99', yLabel: 'milliseconds', ...over, logY: true, series: overCount(result, 'age.p99')}),
    lineChart({title: 'Bytes on the wire per token of 15 bytes', yLabel: 'bytes', ...over, series: overCount(result, 'bytesPerToken')}),
  ].join('');
}

/** A few very old tokens would leave no room for the rest: the axis ends at twice the highest 95th percentile. */
function clipped(ages: readonly Series[]): Series[] {
  const end = 2 * Math.max(...ages.flatMap(({points}) => points.find(([, share]) => share >= 95)?.[0] ?? 0), 1);
  return ages.map(({name, points}) => ({name, points: points.filter(([age]) => age <= end)}));
}

function first(result: object): string {
  const rows = ['corpus', 'web'].flatMap((over) =>
    Object.entries(isTree(at(result, over)) ? (at(result, over) as Tree) : {}).flatMap(([when, times]) =>
      ['status', 'source', 'asked', 'token', 'done'].flatMap((what): string[][] => {
        const found = at(times, what);
        return isPercentiles(found) ? [[`${over}, ${when.replace('at', '')} ${when === 'burst' ? 'of 100' : 'in flight'}: ${what}`, short(found.p50), short(found.p95), short(found.p99)]] : [];
      }),
    ),
  );
  const overheads = ['web', 'corpus'].flatMap((over): string[][] => {
    const found = at(result, `overhead.${over}`);
    return isPercentiles(found) ? [[`before the model is asked, no outside delay: ${over}`, short(found.p50), short(found.p95), short(found.p99)]] : [];
  });
  return table(['milliseconds from sending the question', 'p50', 'p95', 'p99'], [...rows, ...overheads]);
}

const readers = (result: object): string =>
  lineChart({title: 'CPU for each frame and reader', yLabel: 'microseconds', xLabel: 'readers of one session', logX: true, logY: true, series: overCount(result, 'cpuUsPerFrame')}) +
  lineChart({title: 'Memory with all readers', yLabel: 'MiB resident', xLabel: 'readers of one session', logX: true, series: overCount(result, 'rssMb')});

const soakTitles: Readonly<Record<string, string>> = {
  heapMb: 'Heap, MiB',
  codeMb: 'Compiled code, MiB',
  rssMb: 'Resident set, MiB',
  handles: 'Handles',
  openFiles: 'Open files',
  resources: 'Timers and other resources',
  readers: 'Readers',
  pageHeapMb: 'Heap of a page that asks on and on, MiB',
  pageCodeMb: 'Compiled code of that page, MiB',
  pageObjectsMb: 'Objects of that page, MiB',
  pageNodes: 'DOM nodes of that page',
  pageListeners: 'Listeners of that page',
};

function soak(result: object): string {
  const [rises, tooShort] = [at(result, 'rises'), at(result, 'tooShortToTell')];
  return Object.entries({...(isTree(rises) && rises), ...(isTree(tooShort) && tooShort)})
    .map(([name, rise]) => {
      const [low, high] = [numberAt(rise, 'lowPerHour'), numberAt(rise, 'highPerHour')];
      const said = low === undefined || high === undefined ? '' : `slope between ${short(low)} and ${short(high)} an hour (95 %)`;
      return lineChart({title: soakTitles[name] ?? name, yLabel: said, xLabel: 'hours of traffic', series: [{name, points: (at(rise, 'curve') ?? []) as [number, number][]}]});
    })
    .join('');
}

function browser(result: object): string {
  const sizes = [['kb5', 5], ['kb25', 25], ['kb100', 100]] as const;
  const names = [...new Set(sizes.flatMap(([key]) => Object.keys(isTree(at(result, `burst.${key}`)) ? (at(result, `burst.${key}`) as Tree) : {})))];
  const growth = (figure: string): Series[] =>
    names.map((name) => ({name: name === 'element' ? 'llm-window' : name, points: sizes.flatMap(([key, kb]): [number, number][] => (numberAt(result, `burst.${key}.${name}.${figure}`) === undefined ? [] : [[kb, numberAt(result, `burst.${key}.${name}.${figure}`) ?? 0]]))}));
  const over = {xLabel: 'KB of answer, in a burst', logX: true, logY: true, yLabel: 'milliseconds'} as const;
  return lineChart({title: 'Main thread over the length of an answer', ...over, series: growth('taskMs')}) + lineChart({title: 'Script over the length of an answer', ...over, series: growth('scriptMs')});
}

function profile(result: object): string {
  const own = (path: string, count: number) => ((at(result, path) ?? []) as {readonly name: string; readonly percent: number}[]).slice(0, count).map(({name, percent}) => ({name, value: percent}));
  return bars('Where the CPU of a relayed token goes: own time by part', '%', own('parts', 14)) + bars('The same by function', '%', own('functions', 20));
}

/** Scenarios with charts of their own; the others are shown by their figures. */
const drawings: Readonly<Record<string, (result: object) => string>> = {first, relay, readers, soak, browser, profile};
const order = ['first', 'relay', 'memory', 'readers', 'resume', 'browser', 'soak', 'faults', 'errors', 'http', 'extract', 'evidence', 'profile'];

/** Figures as rows; percentiles take one. */
function figureRows(value: Tree, path = ''): string[][] {
  return Object.entries(value).flatMap(([key, inner]): string[][] => {
    const name = path ? `${path} ${key}` : key;
    if (isPercentiles(inner)) return [[name, `p50 ${short(inner.p50)}, p95 ${short(inner.p95)}, p99 ${short(inner.p99)}`]];
    if (typeof inner === 'number') return [[name, short(inner)]];
    return isTree(inner) ? figureRows(inner, name) : [];
  });
}

function section(file: ResultFile): string {
  const {scenario, asks, at: when, seconds, result, short: isShort, machine} = file;
  const charts = drawings[scenario]?.(result) ?? '';
  const figures = table(['figure', 'value'], figureRows(result as Tree));
  return `<section id="${escapeText(scenario)}"><h2>${escapeText(asks)}</h2><p class="when">npm run perf ${escapeText(scenario)}, ${escapeText(when.slice(0, 16).replace('T', ' '))} UTC, ${seconds} s, commit ${escapeText(machine.commit)}, ${escapeText(machinesOf([file]))}${isShort ? ', a short run' : ''}</p><div class="charts">${charts}</div>${
    charts ? `<details><summary>All figures</summary>${figures}</details>` : figures
  }</section>`;
}

const marks: Readonly<Record<Promised['verdict'], string>> = {holds: '✔ holds', broken: '✘ broken', 'not measured': '○ not measured'};

/** What was promised, of all scenarios that have bounds. */
export const promisesOf = (files: readonly ResultFile[], budgets: Budgets): Promised[] => Object.entries(budgets).flatMap(([scenario, bounds]) => judge(bounds, files.find((file) => file.scenario === scenario)?.result));

/** What they were measured on, each machine once. */
export const machinesOf = (files: readonly ResultFile[]): string => [...new Set(files.map(({machine: {cores, cpu}}) => `${cores} × ${cpu}`))].join(', ');

/** The whole page. */
export function renderPage(files: readonly ResultFile[], budgets: Budgets): string {
  const place = ({scenario}: ResultFile) => (order.includes(scenario) ? order.indexOf(scenario) : order.length);
  const sorted = files.toSorted((one, other) => place(one) - place(other) || one.scenario.localeCompare(other.scenario, 'en'));
  const byAge = files.toSorted((one, other) => other.at.localeCompare(one.at));
  const [latest] = byAge;
  const promises = promisesOf(files, budgets);
  const count = (verdict: Promised['verdict']) => promises.filter((promise) => promise.verdict === verdict).length;
  const machine = latest?.machine;
  const versions = Object.entries(machine?.versions ?? {}).map(([name, version]) => `${name} ${version}`);
  const rows = promises.map(({about, value, bound, verdict}) => `<tr class="${verdict.replace(' ', '-')}"><th scope="row">${escapeText(about)}</th><td>${value === undefined ? '' : short(value)}</td><td>${escapeText(bound)}</td><td>${marks[verdict]}</td></tr>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>llm-window: performance</title>
<style>${styles}</style>
<main>
<h1>llm-window: performance</h1>
<p>${machine ? `${escapeText(machinesOf(byAge))}, ${Math.round(machine.memoryMb / 1_024)} GiB, ${escapeText(machine.system)}, Node ${escapeText(machine.node)}. ` : ''}Upstreams are stand-ins on the same machine; peers ran in the same runs, in turn. ${versions.length > 0 ? `Beside: ${escapeText(versions.join(', '))}.` : ''}</p>
<h2>Promises</h2>
<p>${count('holds')} hold, ${count('broken')} are broken, ${count('not measured')} were not measured.</p>
<div class="wide"><table class="promises"><thead><tr><th scope="col">What</th><th scope="col">Measured</th><th scope="col">Bound</th><th scope="col"></th></tr></thead><tbody>${rows.join('')}</tbody></table></div>
${sorted.map(section).join('\n')}
</main>
</html>
`;
}

const styles = `
:root{color-scheme:light dark;--back:#fff;--panel:#f7f7f9;--text:#1c1d21;--soft:#5c5f69;--line:#d9dae0;--good:#156c3a;--bad:#b3261e;--k0:#0b57d0;--k1:#5c5f69;--k2:#b3261e;--k3:#a15c00;--k4:#156c3a;--k5:#7b3fbf}
@media (prefers-color-scheme:dark){:root{--back:#131417;--panel:#1c1e23;--text:#e8e9ed;--soft:#a3a6b1;--line:#383b44;--good:#6fd08f;--bad:#ff8a80;--k0:#8ab4ff;--k1:#a3a6b1;--k2:#ff8a80;--k3:#ffb95c;--k4:#6fd08f;--k5:#c8a2ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-inline-size:72rem;margin-inline:auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem}h2{font-size:1.2rem;margin-block:2.5rem .25rem}
.when,small,figcaption small{color:var(--soft)}
.when{margin-block:0 1rem;font-size:.875rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem}
figure{margin:0;padding:.75rem;background:var(--panel);border:1px solid var(--line);border-radius:.5rem;min-inline-size:0}
figcaption{font-weight:600}figcaption small{font-weight:400;display:block}
svg{inline-size:100%;block-size:auto}
svg text{fill:var(--soft);font-size:13px}
.grid{stroke:var(--line)}
polyline{fill:none;stroke:currentColor;stroke-width:2}
circle{fill:currentColor}
${[0, 1, 2, 3, 4, 5].map((place) => `.c${place}{color:var(--k${place})}`).join('')}
.c0 polyline{stroke-width:3}.c1 polyline{stroke-dasharray:6 4}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;list-style:none;font-size:.875rem}
.legend li::before{content:"● "}
.wide{overflow-x:auto}
table{border-collapse:collapse;inline-size:100%;font-size:.9rem}
th,td{text-align:start;padding:.25rem .75rem .25rem 0;border-block-end:1px solid var(--line);vertical-align:top}
th{font-weight:400}thead th{color:var(--soft)}td{font-variant-numeric:tabular-nums;white-space:nowrap}
.holds td:last-child{color:var(--good)}.broken td:last-child{color:var(--bad);font-weight:600}.not-measured td{color:var(--soft)}
.bars th{max-inline-size:22rem;overflow-wrap:anywhere}
.bar{inline-size:40%}.bar span{display:block;block-size:.9rem;margin-block-start:.3rem;background:var(--k0);border-radius:2px}
details{margin-block:1rem}summary{cursor:pointer;color:var(--soft)}
`;
