/** client/elements - the models of each server, asked for once per page however many windows there are. */
import {Api, type ModelChoice} from '../store/api.ts';

const byServer = new Map<string, Promise<readonly ModelChoice[]>>();

/** The models that may be asked; none when the server can't be reached or asked, which is asked again by the next window. */
export function modelChoices(server: string): Promise<readonly ModelChoice[]> {
  const known = byServer.get(server);
  if (known) return known;
  const asked = (async () => await new Api({server}).models())().catch(() => {
    byServer.delete(server);
    return [];
  });
  byServer.set(server, asked);
  return asked;
}
