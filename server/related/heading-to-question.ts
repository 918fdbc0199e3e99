/** server/related - an English heading as the question that it answers. Pure. */

/** Verbs with which headings tell readers what to do. */
const DO = new Set(
  'add apply avoid build cancel change check choose combine configure control convert create customize customise debug decide define deploy disable emit enable extend filter find generate get handle implement improve limit load log make manage measure merge migrate mock optimize optimise override parse pass prevent publish query read receive reduce register remove render replace reset retry return run scale schedule secure send serve set share show simulate specify start stop store stream style support subscribe test track transform trigger understand update upgrade use validate wait watch work wrap write'.split(' '),
);

/** After these a verb is a noun, or its object is missing. */
const NO_OBJECT = /^(?:is|are|was|can|and|or|vs|with|without|from|for|in|on|at|by|to|of|as|via)$/iu;

const FORMS: readonly (readonly [pattern: RegExp, question: (...parts: string[]) => string])[] = [
  [/^how to (.{4,})$/iu, (rest) => `How do I ${rest}?`],
  [/^how (.{3,}) works$/iu, (what) => `How does ${what} work?`],
  [/^when to (.{4,})$/iu, (rest) => `When should I ${rest}?`],
  [/^why use (.{2,})$/iu, (what) => `Why use ${what}?`],
  [/^(what happens .{4,})$/iu, (whole) => `${whole}?`],
  [/^(?:the )?differences? between (.{2,} and .{2,})$/iu, (both) => `What is the difference between ${both}?`],
  [/^([^,]{2,30}) (?:vs\.?|versus) ([^,]{2,30})$/iu, (one, other) => `What is the difference between ${one} and ${other}?`],
];

/**
 * `Handle Errors Consistently` → `How do I handle errors consistently?`
 * @param heading - Without marks at its end.
 * @param text - What stands under it: a word that is written small there is no name.
 * @returns Undefined for a heading that only names a topic.
 */
export function headingToQuestion(heading: string, text: string): string | undefined {
  const small = withoutCapitals(heading, text);
  for (const [pattern, question] of FORMS) {
    const parts = pattern.exec(small)?.slice(1);
    if (parts) return upperFirst(question(...parts));
  }
  const [first = '', ...rest] = small.split(' ');
  if (rest.length === 0) return undefined;
  if (DO.has(first.toLowerCase()) && !NO_OBJECT.test(rest[0] ?? '')) return `How do I ${[first.toLowerCase(), ...rest].join(' ')}?`;
  return /^\p{L}{3,}ing$/u.test(first) && !/^(?:string|thing|nothing|something|everything|spring)$/iu.test(first) ? `How does ${[first.toLowerCase(), ...rest].join(' ')} work?` : undefined;
}

/** A heading's words as they stand in a sentence: small, but for names, which the text has with a capital wherever they stand. */
export function withoutCapitals(heading: string, text: string): string {
  const written = new Set(text.match(/[\p{L}\d]+/gu));
  const names = new Set(text.match(/(?<=[\p{Ll}\d,] )\p{Lu}\p{Ll}+/gu));
  return heading.replace(/[\p{L}\d]+/gu, (word) => {
    const isCommon = /^\p{Lu}\p{Ll}+$/u.test(word) && !names.has(word) && (written.has(word.toLowerCase()) || !written.has(word));
    return isCommon ? word.toLowerCase() : word;
  });
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
