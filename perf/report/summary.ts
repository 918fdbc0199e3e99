/** perf/report - the README's table: what was promised and measured, out of result files and nothing else. */
import type {Budgets} from '../support/promises.ts';
import type {ResultFile} from '../support/results.ts';
import {machinesOf, promisesOf} from './page.ts';

const [BEGIN, END] = ['<!-- Measured: written by `npm run perf:report -- --publish`. -->', '<!-- /Measured -->'];

/** Markdown; what was not measured is left out. */
export function summaryTable(files: readonly ResultFile[], budgets: Budgets): string {
  const byAge = files.toSorted((one, other) => other.at.localeCompare(one.at));
  const [latest] = byAge;
  const commits = [...new Set(byAge.map(({machine: {commit}}) => commit))];
  const rows = promisesOf(files, budgets).flatMap(({about, value, bound, verdict}) => (value === undefined ? [] : [`| ${about} | ${value} | ${bound.replace('<=', '≤').replace('>=', '≥')} | ${verdict === 'holds' ? '✔' : '✘'} |`]));
  const machine = latest ? `${machinesOf(byAge)}, Node ${latest.machine.node}, ${commits.length > 1 ? 'commits' : 'commit'} ${commits.join(', ')}${commits.length > 1 ? ' (latest first)' : ''}, ${latest.at.slice(0, 10)}; stand-in upstreams on the same machine, peers in the same runs. All figures, with charts: [docs/performance/report.html](docs/performance/report.html).` : '';
  return [machine, '', '| What | Measured | Bound | |', '| --- | --: | --: | --- |', ...rows].join('\n');
}

/** The text with the table between its marks. A text without marks is an error. */
export function withSummary(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`There is no "${BEGIN} … ${END}" to write between`);
  return `${readme.slice(0, from + BEGIN.length)}\n${table}\n${readme.slice(to)}`;
}
