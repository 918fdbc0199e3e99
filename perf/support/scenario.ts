/** perf/support - what a scenario is: one question about speed or size, and how it is answered. */

/** How a run was asked for. */
export interface RunOptions {
  /** Fewer rounds and shorter streams: to see that all is well, not to publish. */
  readonly short: boolean;
  /** The value of `--<name>=…`; `undefined` where it was not given. */
  readonly option: (name: string) => string | undefined;
  /** The same as a number; a value that is none is an error. */
  readonly number: (name: string, otherwise: number) => number;
}

/** A file of `perf/scenarios/` exports one, as `scenario`; its bounds are in `perf/budgets.json` under its name. */
export interface Scenario {
  /** The file's name. */
  readonly name: string;
  /** The question, as a sentence. */
  readonly asks: string;
  /** Whether `perf:all` leaves it out, since it takes minutes or needs data of its own. @defaultValue false */
  readonly onlyByName?: boolean;
  /** After so long it counts as hanging and is ended, in minutes. @defaultValue 6 */
  readonly limitMinutes?: number;
  /** Measures. Numbers of the result are figures, named by their path; lists are for charts. What could not be measured is left out. */
  readonly run: (options: RunOptions) => Promise<object>;
}

/** Reads `--short` and `--name=value`. */
export function readOptions(args: readonly string[]): RunOptions {
  const option = (name: string) => args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  return {
    short: args.includes('--short'),
    option,
    number(name, otherwise) {
      const given = option(name);
      if (given === undefined) return otherwise;
      const value = Number(given);
      if (given === '' || !Number.isFinite(value)) throw new Error(`--${name}=${given} is not a number`);
      return value;
    },
  };
}
