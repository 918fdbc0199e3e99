/** client/words - the reasons that have words of their own in each language. */
import type {UpstreamCode} from '../../shared/upstream-code.ts';

/** Codes that a session's events tell, and that are no upstream's. */
type OwnCode = 'unknown-provider' | 'restarted' | 'shutdown' | 'internal' | 'ambiguous' | 'corpus-indexing' | 'ranker-failed' | 'text-capped';

/** A sentence for each code. The server itself says English, and more exactly: English has none. */
export type Reasons = Readonly<Record<UpstreamCode | OwnCode, string>>;
