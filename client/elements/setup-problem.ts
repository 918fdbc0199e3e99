/** client/elements - whether a window can work as its page has set it up. */
import {Api} from '../store/api.ts';
import {AskError} from '../store/ask-error.ts';

/** What a page has set. Scripts may set anything. */
export interface Setup {
  /** As an address; empty for the server that the module came from. */
  readonly server: string;
  readonly protocol: unknown;
  readonly mode: unknown;
  readonly verbosity: unknown;
  readonly models: unknown;
}

/** Settings that are one of a few words; none is the default. */
const choices = {protocol: ['ai-sdk', 'openai'], mode: ['inline', 'popup', 'page'], verbosity: ['off', 'boundaries', 'paragraphs']} as const;

/** The first thing that is wrong: `bad-protocol`, `bad-mode`, `bad-verbosity`, `bad-models` with what was set and what may be, `bad-server`. */
export function setupProblem(setup: Setup): AskError | undefined {
  for (const [name, words] of Object.entries(choices) as readonly (readonly [keyof typeof choices, readonly unknown[]])[]) {
    const {[name]: value} = setup;
    if (value && !words.includes(value)) return new AskError(`bad-${name}`, {detail: `${name}="${typeof value === 'string' ? value : typeof value}" (${words.join(', ')})`});
  }
  const {server, models} = setup;
  if (models && typeof models !== 'string' && !Array.isArray(models)) return new AskError('bad-models', {detail: 'models ("a, b")'});
  try {
    if (server || setup.protocol) new Api({server});
    return undefined;
  } catch (error) {
    return error instanceof AskError ? error : new AskError('bad-server', {cause: error});
  }
}
