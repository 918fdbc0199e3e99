/** client/elements - the questions of a conversation, one below the other. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Conversation} from '../store/conversation.ts';
import {repeat} from './repeat.ts';
import {renderTurn, type TurnView} from './turn-view.ts';

/** Draws those that show something else than when they were drawn last: while text streams into the last one, that one. */
export function renderTurns({past, current, forgotten}: Conversation, view: TurnView): TemplateResult | typeof nothing {
  const turns = current.phase === 'empty' ? past : [...past, current];
  const last = turns.at(-1);
  if (!last) return nothing;
  const {words, server, share, pointedAt} = view;
  return html`<div class="turns">
    ${forgotten ? html`<p class="forgotten">${words.conversation.forgotten}</p>` : nothing}${repeat(
      turns,
      ({key}) => key,
      (turn) => renderTurn(turn, turn === last, view),
      (turn) => [turn, turn === last, pointedAt?.key === turn.key && pointedAt, words, server, share],
    )}
  </div>`;
}
