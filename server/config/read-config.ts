/** server/config - from the environment and the command line to a checked configuration. */
import {parseArgs} from 'node:util';
import {type Config, type Setting, settings, type SettingName} from './settings.ts';

/** A setting is wrong. The message is one line for whoever started the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What the command line asked for; `ignored` names variables that are set and mean nothing to this version. */
export type ConfigRequest = {readonly kind: 'help'} | {readonly kind: 'run'; readonly config: Config; readonly ignored: readonly string[]};

/** Settings of the design that this version does not know yet: whoever sets one is told, since some of them guard the server. */
const notYet = ['REDIS_URL'];

const names = Object.keys(settings) as SettingName[];

/** A setting's flag: `LLM_BASE_URL` is `llm-base-url`. */
export const toFlag = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/**
 * Reads and checks every setting. Flags win over the environment, an empty environment variable counts as unset.
 * @param args - The command line without program and script.
 * @throws ConfigError - On the first bad value or an unknown flag.
 */
export function readConfig(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): ConfigRequest {
  const flags = readFlags(args);
  if (flags['help'] === true) return {kind: 'help'};
  const values = names.map((name): [SettingName, unknown] => {
    const flag = flags[toFlag(name)];
    return [name, readSetting(name, typeof flag === 'string' ? flag : environment[name] || undefined)];
  });
  const config = Object.fromEntries(values) as unknown as Config; // keys and values come from the one table
  checkTogether(config);
  return {kind: 'run', config, ignored: notYet.filter((name) => environment[name])};
}

function readFlags(args: readonly string[]): Record<string, string | boolean | undefined> {
  const texts = Object.fromEntries(names.map((name) => [toFlag(name), {type: 'string' as const}]));
  try {
    return parseArgs({args: [...args], options: {help: {type: 'boolean', short: 'h'}, ...texts}, strict: true, allowPositionals: false}).values;
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? (error.message.split(/\. |\.?\n/)[0] ?? '') : String(error)}; --help lists the settings`);
  }
}

function readSetting(name: SettingName, given: string | undefined): unknown {
  const {parse, default: fallback}: Setting<unknown> = settings[name];
  try {
    return parse(given ?? fallback);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(`${name} ${error.message}`); // parsers of secrets never repeat the value
  }
}

function checkTogether({SEARCH, BRAVE_API_KEY, SEARXNG_URL, LLM_BASE_URL, LLM_MODELS, LLM_FALLBACKS, LLM_SYNTHESIS_MODEL}: Config): void {
  if (SEARCH.includes('brave') && !BRAVE_API_KEY) throw new ConfigError('SEARCH names "brave", which needs BRAVE_API_KEY');
  if (SEARCH.includes('searxng') && !SEARXNG_URL) throw new ConfigError('SEARCH names "searxng", which needs SEARXNG_URL');
  if (LLM_BASE_URL) return;
  if (LLM_MODELS.some((model) => model !== 'extractive')) throw new ConfigError('LLM_MODELS needs LLM_BASE_URL');
  if (LLM_FALLBACKS.length > 0) throw new ConfigError('LLM_FALLBACKS needs LLM_BASE_URL');
  if (LLM_SYNTHESIS_MODEL) throw new ConfigError('LLM_SYNTHESIS_MODEL needs LLM_BASE_URL');
}
