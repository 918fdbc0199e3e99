/** client/elements - whether a window can ask the server that its page names. */
import {Api, type Protocol} from '../store/api.ts';
import {AskError} from '../store/ask-error.ts';

/** What is wrong with an address, or with what is spoken there; nothing with an empty one, which stands for the server that the module came from. */
export function serverProblem(server: string, protocol?: Protocol): AskError | undefined {
  if (protocol && !['ai-sdk', 'openai'].includes(protocol)) return new AskError('bad-protocol', {detail: `The protocol “${protocol}” is not known: it is ai-sdk or openai.`});
  if (server === '') return undefined;
  try {
    new Api({server});
    return undefined;
  } catch (error) {
    return error instanceof AskError ? error : new AskError('bad-server', {cause: error});
  }
}
