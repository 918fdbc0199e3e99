/** client/elements - an answer's finished paragraphs, for readers who want to hear them as they come. Pure but for where it is. */
import type {Spoken} from '../controllers/announcer.ts';
import type {Turn} from '../store/turn.ts';
import type {Words} from '../words/words.ts';

type Say = Words['announce'];

/** Knows how far it has read. Of several answers it reads the combined one, or the first until that comes. */
export class SpokenText {
  #key = 0;
  #model = '';
  #at = 0;
  #said = 0;

  /** What has been finished since the last call. */
  next({key, state: {answers, synthesis}, phase}: Turn, say: Say): readonly Spoken[] {
    const writing = synthesis?.text ? synthesis : answers[0];
    if (!writing) return [];
    const model = writing === synthesis ? 'synthesis' : writing.model;
    if (key !== this.#key || model !== this.#model || writing.text.length < this.#at) {
      this.#key = key;
      this.#model = model;
      this.#at = 0;
    }
    const rest = writing.text.slice(this.#at);
    const isOver = writing.status !== 'running' || phase !== 'running';
    const end = isOver ? rest.length : finishedLength(rest);
    if (end === 0) return [];
    this.#at += end;
    return blocksOf(rest.slice(0, end)).map((block) => ({topic: `text ${(this.#said += 1)}`, text: spokenBlock(block, say), urgent: false}));
  }
}

/** How much of a text later text can't change: up to its last blank line that is in no open fence. */
function finishedLength(text: string): number {
  const end = text.lastIndexOf('\n\n') + 2;
  if (end < 2) return 0;
  const fences = text.slice(0, end).match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0;
  return fences % 2 === 0 ? end : Math.max(0, text.search(/^ {0,3}(?:```|~~~)/m));
}

/** Fenced code, and lines that follow each other; line by line, since each is looked at once. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[][] = [];
  let fence: string | undefined;
  let isNew = true;
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (fence === undefined && line.trim() === '') isNew = true;
    else {
      if (isNew || (fence === undefined && mark !== undefined)) blocks.push([line]);
      else blocks.at(-1)?.push(line);
      isNew = fence !== undefined && mark === fence;
      if (fence === undefined) fence = mark;
      else if (isNew) fence = undefined;
    }
  }
  return blocks.map((lines) => lines.join('\n').trim());
}

/** A block as one says it: code and tables by their size, the rest without its markup. */
function spokenBlock(block: string, say: Say): string {
  const lines = block.split('\n');
  if (/^ {0,3}(?:```|~~~)/.test(block)) return say.code(Math.max(0, lines.length - 2));
  if (/^\s*\|/.test(block)) return say.table(Math.max(0, lines.length - 2));
  return lines
    .map((line) => line.replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)/, ''))
    .join(' ')
    .replaceAll(/!?\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
    .replaceAll(/(?<!\s)\s*\[\d+(?:, ?\d+)*\]/g, '')
    .replaceAll(/[*_`~]{1,3}/g, '')
    .trim();
}
