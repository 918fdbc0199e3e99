/** client/elements - a question with all that was answered, as one Markdown text to take along. Pure. */
import type {SessionState, WritingState} from '../../shared/session-state.ts';
import {references} from './answer-markdown.ts';

/** The question as heading; the combined answer first; each text under its model's name where there are several; the references last. */
export function turnMarkdown({question, answers, synthesis, sources}: SessionState, server: string): string {
  const writings: readonly WritingState[] = [...(synthesis?.text ? [synthesis] : []), ...answers.filter(({text}) => text !== '')];
  const texts = writings.map((writing) => (writings.length > 1 ? `## ${writing.by ?? writing.model}\n\n${writing.text.trim()}` : writing.text.trim()));
  const cited = references(writings.flatMap(({citations}) => citations), sources, server);
  return `${[`# ${question.replaceAll(/\s+/g, ' ')}`, ...texts, ...(cited === '' ? [] : [cited])].join('\n\n')}\n`;
}
