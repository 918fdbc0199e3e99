/** server/adapters/litellm-model - knows a chunk again that differs from an earlier one in its text alone, as nearly all of a completion do, without parsing it anew. */

/** What stands around the text of a chunk. */
interface Form {
  readonly before: string;
  readonly after: string;
}

/** Remembers one form. */
export interface KnownForm {
  /** The text of a chunk in this form; undefined where it has another, or where its text needs a parser. */
  textOf(data: string): string | undefined;
  /** Takes the form of a chunk that says nothing but text. */
  learn(data: string): void;
}

/** Where the text begins. */
const OPENING = /"content"\s*:\s*"/g;
/** Inside the quotes of JSON it stands for itself. */
const PLAIN = /^[^"\\\p{Cc}]+$/u;
/** A server that writes something new into each chunk has no form: it is looked for so often. */
const MAX_TRIES = 8;

/** A chunk whose one `content` is replaced by other plain text is the same JSON with another text. */
export function knownForm(): KnownForm {
  let form: Form | undefined;
  let triesLeft = MAX_TRIES;
  return {
    textOf(data) {
      if (!form) return undefined;
      const {before, after} = form;
      if (data.length <= before.length + after.length || !data.startsWith(before) || !data.endsWith(after)) return undefined;
      const text = data.slice(before.length, data.length - after.length);
      return PLAIN.test(text) ? text : undefined;
    },
    learn(data) {
      if (triesLeft === 0) return;
      triesLeft -= 1;
      const [opening, another] = data.matchAll(OPENING);
      if (!opening || another) return;
      const start = opening.index + opening[0].length;
      const end = data.indexOf('"', start);
      if (PLAIN.test(data.slice(start, end))) form = {before: data.slice(0, start), after: data.slice(end)};
    },
  };
}
