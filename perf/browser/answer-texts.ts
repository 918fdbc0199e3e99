/** perf/browser - the answers that are drawn: made from a seed, so that every run and every technique gets the same text. */

const words =
  'tide moon water gravity coast harbour current bulge orbit spring neap range high low sea level ocean basin friction rotation phase estuary chart standard port difference hour minute measure station record model harmonic forecast'.split(' ');

/** Numbers from 0 to 1 that look random and are the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

class Writer {
  readonly #next = numbers(7);

  word(): string {
    return words[Math.floor(this.#next() * words.length)]!;
  }

  words(count: number): string {
    return Array.from({length: count}, () => this.word()).join(' ');
  }

  /** About 30 words with the markup that answers have. */
  sentence(): string {
    const n = 1 + Math.floor(this.#next() * 6);
    return `The ${this.words(6)} of **${this.words(2)}** and *${this.word()}* gives \`${this.word()}_${this.word()}\` at the ${this.words(8)} [${n}], as [${this.words(2)}](https://example.org/${this.word()}) shows ${this.words(5)}.`;
  }

  section(index: number): string {
    return [
      `## ${index}. ${this.words(4)}`,
      `${this.sentence()} ${this.sentence()} ${this.sentence()}`,
      Array.from({length: 5}, () => `- **${this.word()}**: ${this.words(9)} [${1 + (index % 6)}]`).join('\n'),
      `${this.sentence()}\n${this.sentence()}`,
      `| ${this.word()} | ${this.word()} | ${this.word()} |\n| --- | :---: | ---: |\n${Array.from({length: 5}, (_, row) => `| ${this.words(2)} | *${this.word()}* | ${row * 17} m |`).join('\n')}`,
      `1. ${this.words(8)}\n2. ${this.words(7)}\n   - ${this.words(5)}\n3. ${this.words(9)}`,
      `> ${this.words(16)} [2][3]`,
      `\`\`\`js\n${Array.from({length: 9}, () => `const ${this.word()} = ${this.word()}(${this.word()}, '${this.word()}');`).join('\n')}\n\`\`\``,
    ].join('\n\n');
  }

  answer(length: number): string {
    let text = '';
    for (let index = 1; text.length < length; index++) text += `${this.section(index)}\n\n`;
    return text.slice(0, length);
  }

  footnoted(length: number): string {
    let text = '';
    for (let index = 1; text.length < length; index++) text += `${this.section(index)}\n\nThe ${this.words(9)}.[^${index}]\n\n[^${index}]: As ${this.words(8)}.\n\n`;
    return text.slice(0, length);
  }

  fence(length: number): string {
    let text = '```js\n';
    while (text.length < length) text += `const ${this.word()} = ${this.word()}(${this.word()}, '${this.words(3)}');\n`;
    return `${text}\`\`\`\n`;
  }

  list(items: number): string {
    return Array.from({length: items}, () => `- **${this.word()}** ${this.words(8)} [${1 + Math.floor(this.#next() * 6)}]\n`).join('');
  }

  table(rows: number): string {
    return `| ${this.word()} | ${this.word()} | ${this.word()} | ${this.word()} |\n| --- | --- | :---: | ---: |\n${Array.from({length: rows}, (_, row) => `| ${this.words(5)} | \`${this.word()}\` ${this.words(6)} | ${this.words(4)} [1] | ${row} m |\n`).join('')}`;
  }
}

/** A mixed answer of so many characters: headings, paragraphs, lists, tables, quotes and code. */
export const mixedAnswer = (length: number): string => new Writer().answer(length);
/** The same with a footnote in each of its sections. */
export const footnotedAnswer = (length: number): string => new Writer().footnoted(length);
/** One code block of about so many characters. */
export const oneFence = (length: number): string => new Writer().fence(length);
/** One list of so many items, 65 characters each. */
export const oneList = (items: number): string => new Writer().list(items);
/** One table of so many rows, 110 characters each. */
export const oneTable = (rows: number): string => new Writer().table(rows);
