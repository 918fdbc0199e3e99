/**
 * client/markdown - takes a reader from a reference to its note and back. Not by `#…` addresses: in a shadow tree they lead nowhere, and
 * in the page's address they would be the page's business.
 */
import {normalizeLabel} from './parser.ts';

/** Hears clicks on an answer. */
export function followFootnote({target, currentTarget}: Event): void {
  const button = target instanceof Element ? target.closest('button') : null;
  if (!button || !(currentTarget instanceof Element)) return;
  const find = (selector: string, name = ''): HTMLElement[] =>
    [...currentTarget.querySelectorAll<HTMLElement>(selector)].filter(({dataset}) => normalizeLabel(dataset['note'] ?? '') === normalizeLabel(name));
  if (button.parentElement?.matches('.footnote')) {
    show(find('.footnotes > ol > li', button.parentElement.dataset['note'])[0]);
  } else if (button.matches('.footnote-back')) {
    show(find('.footnote', button.closest('li')?.dataset['note'])[Number(button.dataset['way'])]?.querySelector('button'));
  }
}

function show(element: HTMLElement | null | undefined): void {
  element?.scrollIntoView({block: 'nearest'});
  element?.focus({preventScroll: true});
}
