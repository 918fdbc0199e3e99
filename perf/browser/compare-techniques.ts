/** perf/browser - techniques in turn, and what one took: medians of fresh browsers, less what feeding alone costs. */
import {median, round} from '../support/percentiles.ts';
import type {TechniqueName} from './bundle-page.ts';
import {type PageCost, type PageRun, runPage} from './run-page.ts';

/** What one technique took, on the main thread, in milliseconds, less what feeding alone took. */
export interface Cost {
  readonly taskMs: number;
  readonly scriptMs: number;
  readonly layoutMs: number;
  readonly styleMs: number;
  readonly longestTaskMs: number;
  readonly framesPerSecond: number;
}

/** The element beside streaming-markdown. */
export interface Beside {
  readonly element: Cost;
  readonly streamingMarkdown: Cost;
  /** The element's main-thread time over the peer's. */
  readonly over: number;
}

/** A run of any technique. */
export type Run = Omit<PageRun, 'technique'>;
/** The runs of each technique. */
export type Costs<Name extends TechniqueName> = Readonly<Record<Name, readonly PageCost[]>>;

/** Each technique once, then each again, so that a busy moment of the machine falls on all. */
export async function runInTurn<Name extends TechniqueName>(techniques: readonly Name[], run: Run, rounds: number): Promise<Costs<Name>> {
  const costs = Object.fromEntries(techniques.map((name) => [name, [] as PageCost[]])) as Record<Name, PageCost[]>;
  for (let index = 0; index < rounds; index++) for (const technique of techniques) costs[technique].push(await runPage({technique, ...run}));
  return costs;
}

/** The runs of several rounds. */
export const together = <Name extends TechniqueName>(rounds: readonly Costs<Name>[]): Costs<Name> => {
  const names = Object.keys(rounds[0] ?? {}) as Name[];
  return Object.fromEntries(names.map((name) => [name, rounds.flatMap((costs) => costs[name])])) as unknown as Costs<Name>;
};

/** What one took, less what `without` took: its feeding. */
export function costOf<Name extends TechniqueName, Without extends TechniqueName>(costs: Costs<Name | Without>, name: Name, without: Without): Cost {
  const net = (key: 'taskMs' | 'scriptMs' | 'layoutMs' | 'styleMs') => round(median(costs[name].map((cost) => cost[key])) - median(costs[without].map((cost) => cost[key])));
  return {
    taskMs: net('taskMs'),
    scriptMs: net('scriptMs'),
    layoutMs: net('layoutMs'),
    styleMs: net('styleMs'),
    longestTaskMs: round(median(costs[name].map(({longestTaskMs}) => longestTaskMs))),
    framesPerSecond: round(median(costs[name].map(perSecond))),
  };
}

/** The element and streaming-markdown in turn. */
export async function beside(run: Run, rounds: number): Promise<Beside> {
  const costs = await runInTurn(['element', 'nothing', 'streaming-markdown'], run, rounds);
  const [element, streamingMarkdown] = [costOf(costs, 'element', 'nothing'), costOf(costs, 'streaming-markdown', 'nothing')];
  return {element, streamingMarkdown, over: ratio(element.taskMs, streamingMarkdown.taskMs)};
}

export const perSecond = ({frames: count, ms}: PageCost): number => (count * 1_000) / ms;

/** To three decimals. */
export const ratio = (value: number, other: number): number => Math.round((value / other) * 1_000) / 1_000;
