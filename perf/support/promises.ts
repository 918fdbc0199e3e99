/** perf/support - what was promised, held against what was measured. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {figuresOf} from './figures.ts';

/** One bound of `perf/budgets.json`. */
export interface Budget {
  /** Such as `<= 25`; `<`, `<=`, `>`, `>=`. */
  readonly bound: string;
  /** What is bounded, with its unit. */
  readonly about: string;
}

/** Bounds by scenario, then by the figure's path in its result. */
export type Budgets = Readonly<Record<string, Readonly<Record<string, Budget>>>>;

/** A bound and what came of it. */
export interface Promised extends Budget {
  readonly figure: string;
  /** What was measured, if it was. */
  readonly value?: number;
  /** Only what was measured holds or is broken. */
  readonly verdict: 'holds' | 'broken' | 'not measured';
}

/** The bounds of all scenarios. */
export const readBudgets = (): Budgets => JSON.parse(readFileSync(join(import.meta.dirname, '../budgets.json'), 'utf8')) as Budgets;

/** Judges each bound of one scenario by its result; without a result nothing was measured. */
export function judge(bounds: Readonly<Record<string, Budget>> = {}, result: object = {}): Promised[] {
  const figures = figuresOf(result);
  return Object.entries(bounds).map(([figure, budget]): Promised => {
    const value = figures.get(figure);
    if (value === undefined || Number.isNaN(value)) return {...budget, figure, verdict: 'not measured'};
    return {...budget, figure, value, verdict: isWithin(value, budget.bound) ? 'holds' : 'broken'};
  });
}

/** Whether a number keeps a bound. A bound that cannot be read is an error: it would hold for ever. */
export function isWithin(value: number, bound: string): boolean {
  const [, operator, limit = ''] = /^(<=|>=|<|>) (-?\d+(?:\.\d+)?)$/.exec(bound) ?? [];
  const number = Number(limit);
  switch (operator) {
    case '<':
      return value < number;
    case '<=':
      return value <= number;
    case '>':
      return value > number;
    case '>=':
      return value >= number;
    default:
      throw new Error(`perf/budgets.json: "${bound}" is not a bound such as "<= 25"`);
  }
}
