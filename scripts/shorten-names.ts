/** scripts - names of properties that only one library knows, each file of it: esbuild makes them shorter. */
import type {BuildOptions} from 'esbuild';

/** Adds names to those that a build shortens. They must mean nothing to anybody else in it. */
export function shortenNames(options: BuildOptions, names: readonly string[]): void {
  const more = `^(?:${names.join('|')})$`;
  options.mangleProps = new RegExp(options.mangleProps ? `${options.mangleProps.source}|${more}` : more);
}
