/** client/elements - whether a window can ask the server that its page names. */
import {Api} from '../store/api.ts';
import {AskError} from '../store/ask-error.ts';

/** What is wrong with an address; nothing with an empty one, which stands for the server that the module came from. */
export function serverProblem(server: string): AskError | undefined {
  if (server === '') return undefined;
  try {
    new Api({server});
    return undefined;
  } catch (error) {
    return error instanceof AskError ? error : new AskError('bad-server', {cause: error});
  }
}
