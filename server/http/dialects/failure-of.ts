/** server/http - why a session failed, in words: for formats that have one place for them. */
import type {SessionState} from '../../../shared/session-state.ts';

export const failureOf = ({answers}: SessionState): string => answers.find(({message}) => message !== undefined)?.message ?? 'The question could not be answered.';
