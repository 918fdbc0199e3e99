/** client/words - what went wrong and what to do next, in one language. */
import type {Words} from './words.ts';

/** An error as a reader hears it. */
export interface ErrorWords {
  /** What happened. */
  readonly title: string;
  /** What to do next. */
  readonly advice: string;
}

/** What is known of an error. */
interface Known {
  /** The stable code of a problem or an event. */
  readonly code: string;
  /** The HTTP status, for codes that have no words. */
  readonly status?: number | undefined;
  /** What the server says itself; stands in for the title of a code that has no words. */
  readonly detail?: string | undefined;
}

type Code = keyof Words['errors'];

const codeOfStatus = (status: number | undefined): Code | undefined => {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate-limited';
  if (status === 503) return 'too-many-sessions';
  return status !== undefined && status >= 500 ? 'internal' : undefined;
};

/** The words for an error. */
export function errorWords({errors}: Words, {code, status, detail}: Known): ErrorWords {
  if (/^bad-(?:protocol|mode|verbosity|models)$/.test(code)) return {title: `${errors['bad-setting'].title} ${detail ?? ''}`.trim(), advice: errors['bad-setting'].advice};
  const known = Object.hasOwn(errors, code) ? (code as Code) : codeOfStatus(status);
  if (known !== undefined) return errors[known];
  return {title: detail ?? errors.fallback.title, advice: errors.fallback.advice};
}
