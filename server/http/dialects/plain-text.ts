/** server/http - an answer as text for a terminal, and with its sources as Markdown. */
import {absoluteUrl} from '../base-of.ts';
import {followMainText, mainWriting} from './main-text.ts';
import type {Rendering} from './rendering.ts';

/** Just the text. What went wrong is said where the text would be. */
export function plainText(): Rendering {
  const step = followMainText();
  return (frame) => {
    const {text, state} = step(frame);
    if (frame.type !== 'session-end') return text;
    const failure = state.outcome === 'done' ? '' : `\n(${state.outcome ?? ''}: ${mainWriting(state)?.message ?? state.code ?? 'unknown'})`;
    return `${text}${failure}\n`;
  };
}

/**
 * The text, then the numbered sources that it cites, or those that were used.
 * @param base - Where this server is: corpus sources are addresses of it.
 */
export function markdownText(base: string): Rendering {
  const step = followMainText();
  const plain = plainText();
  return (frame) => {
    const text = plain(frame);
    const {state} = step(frame);
    if (frame.type !== 'session-end') return text;
    const cited = new Set(mainWriting(state)?.citations.map(({n}) => n));
    const listed = state.sources.filter(({n, used}) => cited.size === 0 ? used : cited.has(n));
    const related = state.relatedQuestions.map((question) => `- ${question}\n`).join('');
    const sources = listed.map(({n, title, url}) => `${n}. [${title.replace(/[[\]\\]/g, String.raw`\$&`)}](<${absoluteUrl(base, url).replace(/[<>\s]/g, encodeURIComponent)}>)\n`).join('');
    return `${text}${sources && `\n## Sources\n\n${sources}`}${related && `\n## Related\n\n${related}`}`;
  };
}
