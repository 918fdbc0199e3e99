/** server/conversation - the conversation so far as a part of a prompt: fenced as data, within a budget. Pure. */
import {estimateTokens} from '../enrichment/estimate-tokens.ts';
import {fenceText} from '../models/fence-sources.ts';
import type {Turn} from '../pipeline/handoff.ts';

/** What the conversation may take of a prompt that answers, in tokens. */
export const ANSWER_BUDGET = 1_200;
/** What it may take of the analysis' prompt, in tokens: enough to know what "it" is. */
export const ANALYSIS_BUDGET = 500;
/** An answer that would be cut to fewer tokens than this is left out. */
const WORTHWHILE = 20;

/**
 * The turns, oldest first, each in its fence. The latest ones get in first; an answer is cut where the budget ends, and what is older
 * than that is left out.
 * @param budget - In tokens, for all of it but the fences themselves.
 */
export function fenceTurns(turns: readonly Turn[], fence: string, budget: number): string {
  const written: string[] = [];
  let left = budget;
  for (const [index, turn] of [...turns.entries()].reverse()) {
    const text = writeTurn(turn, left);
    if (text === undefined) break;
    left -= estimateTokens(text);
    written.unshift(fenceText(`earlier ${index + 1}`, text, fence));
  }
  return written.join('\n\n');
}

/** A turn in at most `budget` tokens; undefined when its question alone is too much. */
function writeTurn({question, answer, sources}: Turn, budget: number): string | undefined {
  const asked = `The reader asked: ${question}`;
  const titles = sources.map(({title}) => title.replace(/\s+/gu, ' ').trim()).filter((title) => title !== '');
  const from = titles.length > 0 ? `\nSources: ${titles.join('; ')}` : '';
  const head = estimateTokens(`${asked}${from}`) <= budget ? `${asked}${from}` : asked;
  const left = budget - estimateTokens(head) - 4;
  if (left < -4) return undefined;
  const said = left < WORTHWHILE ? '' : cutTo(answer, left);
  return said === '' ? head : `${head}\nThe answer: ${said}`;
}

/** The beginning of a text that costs at most so many tokens, with `…` where it was cut. */
function cutTo(text: string, tokens: number): string {
  if (estimateTokens(text) <= tokens) return text;
  let length = Math.min(text.length, tokens * 4);
  while (estimateTokens(text.slice(0, length)) > tokens - 1) length = Math.floor(length * 0.9);
  return `${text.slice(0, length).toWellFormed().trimEnd()}…`;
}
