/**
 * client/elements - links to this page that open an answer of one of its windows. The id stands in the fragment, which goes to no server.
 * Fetched where a page shares answers.
 */
import type {SessionState} from '../../shared/session-state.ts';
import type {Api} from '../store/api.ts';

const start = (place: string): string => `#llm-window-${encodeURIComponent(place)}=`;

/** Makes a link. @param place - Which of the page's windows opens it. @throws AskError - When the session can't be shared. */
export async function linkTo(sessionId: string, place: string, api: Api): Promise<string> {
  return new URL(start(place) + (await api.share(sessionId)), location.href).href;
}

/** What the link by which this page was opened leads to; nothing when it is for another window, or is no such link. @throws AskError - When it is gone. */
export async function linkedAnswer(place: string, api: Api): Promise<SessionState | undefined> {
  const {hash} = location;
  return hash.startsWith(start(place)) ? await api.snapshot(hash.slice(start(place).length)) : undefined;
}
