/** test/support - search hits to read. */
import type {RankedHit} from '../../server/pipeline/handoff.ts';

/** A hit with this address; whatever else matters is given. */
export const hitOf = (url: string, given: Partial<RankedHit> = {}): RankedHit => ({
  id: url,
  url,
  title: `About ${url}`,
  snippet: '',
  rank: 1,
  provider: 'fake',
  score: 1,
  ...given,
});
