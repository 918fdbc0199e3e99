/** server/http - counts a reader in, and ends the run with it where nobody else knows of the session. */
import type {Session} from '../session/session.ts';

/** Who reads. */
export interface ReaderKind {
  /** Whether the run is worth nothing once its one reader has gone: it was asked in one call. @defaultValue false */
  readonly onlyReader?: boolean;
}

/** @returns Counts the reader out, once. */
export function attachReader(session: Session, {onlyReader = false}: ReaderKind = {}): () => void {
  const detach = session.attach();
  return () => {
    detach();
    if (onlyReader) session.stop('abandoned');
  };
}
