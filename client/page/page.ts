/** client/page - the little that the demo page does itself: colours, example questions, the tag to copy. */
import {copyText} from '../elements/copy-text.ts';
import {startTheme} from './theme.ts';

/** How long a button says what it did, in milliseconds. */
const SHOWN_MS = 2_000;

startTheme(document);

const answerWindow = document.querySelector('llm-window');
for (const chip of document.querySelectorAll('.chip')) {
  chip.addEventListener('click', () => {
    answerWindow?.ask(chip.textContent);
    // The chip is about to go. On a phone the box would bring up the keyboard, over the answer.
    if (matchMedia('(pointer: fine)').matches) answerWindow?.focus();
  });
}

const tag = document.querySelector('#tag');
if (tag) tag.textContent = tag.textContent.replace('src="/', `src="${location.origin}/`);

const copy = document.querySelector('#copy');
copy?.addEventListener('click', () => {
  void copyText(tag?.textContent ?? '').then((copied) => {
    copy.textContent = copied ? 'Copied' : 'Could not copy';
    setTimeout(() => (copy.textContent = 'Copy'), SHOWN_MS);
  });
});
