/** client/elements - a button on each code block of a finished answer, to copy its code. */
import type {Words} from '../words/words.ts';
import {copyText} from './copy-text.ts';

/** How long a button says what it did, in milliseconds. */
const SHOWN_MS = 2_000;

/** Puts a button on each block that has none, on one with each step. A finished answer is not written to any more, so it may have them. */
export function* addCopyButtons(body: Element, words: Words): Generator<undefined> {
  for (const pre of body.querySelectorAll('pre')) {
    yield;
    if (pre.querySelector('.copy-code')) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy-code';
    button.part.add('copy-code');
    button.ariaLabel = words.answer.copyCode;
    button.textContent = words.answer.copy;
    button.addEventListener('click', () => void copy(pre, button, words));
    pre.append(button);
  }
}

async function copy(pre: Element, button: HTMLButtonElement, {answer}: Words): Promise<void> {
  button.textContent = (await copyText(pre.querySelector('code')?.textContent ?? '')) ? answer.copied : answer.notCopied;
  setTimeout(() => (button.textContent = answer.copy), SHOWN_MS);
}
