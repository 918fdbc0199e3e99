/** test/client/support - the elements, defined, and what their tests share. */
import {expect} from '@open-wc/testing';
import {defineAll} from '../../../client/elements/define-all.ts';
import {defineElements} from '../../../client/elements/define-elements.ts';
import type {LlmAnswers} from '../../../client/elements/llm-answers.ts';
import {LlmModelMenu} from '../../../client/elements/llm-model-menu.ts';
import {defineResultElements} from '../../../client/elements/result-elements.ts';
import {loadAnswering} from '../../../client/store/answering-module.ts';

defineElements();
defineResultElements();
defineAll(customElements, [['llm-model-menu', LlmModelMenu]]);

/** The text that a reader sees, white space joined. */
export const textOf = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The first match inside an element's shadow. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a selector finds, only the test knows
export function inside<Found extends Element = HTMLElement>(element: Element, selector: string): Found | null {
  return element.shadowRoot?.querySelector<Found>(selector) ?? null;
}

/** The first match inside an element's shadow, which must be there. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a selector finds, only the test knows
export function within<Found extends Element = HTMLElement>(element: Element, selector: string): Found {
  const found = inside<Found>(element, selector);
  if (!found) throw new Error(`There is no ${selector} in ${element.localName}`);
  return found;
}

/** Every match inside an element's shadow. */
export function allInside<Found extends Element = HTMLElement>(element: Element, selector: string): Found[] {
  return [...(element.shadowRoot?.querySelectorAll<Found>(selector) ?? [])];
}

/** Waits until a window's answers have drawn their text: they may take turns. */
export async function textDrawn(element: Element): Promise<void> {
  for (const answers of allInside<LlmAnswers>(element, 'llm-answers')) await answers.updateComplete;
}

/** Asks axe about an element on a light and on a dark page. */
export async function expectAccessible(element: Element): Promise<void> {
  await inColours(element, async () => {
    await expect(element).to.be.accessible();
  });
}

/** Looks at an element on a light and on a dark page. */
export async function inColours(element: Element, look: (scheme: string) => Promise<unknown>): Promise<void> {
  const {style} = document.documentElement;
  style.background = 'Canvas'; // axe takes a page without background for white
  try {
    for (const scheme of ['light', 'dark']) {
      style.colorScheme = scheme;
      finishTransitions(element);
      await look(scheme);
    }
  } finally {
    style.colorScheme = '';
    style.background = '';
  }
}

/** Colours change over a moment; contrast is asked about when they have. One that ends may begin another, in what inherits it. */
function finishTransitions(element: Element): void {
  const {shadowRoot} = element;
  const running = () => [...element.getAnimations(), ...(shadowRoot?.getAnimations() ?? [])].filter(({effect, playState}) => playState !== 'finished' && effect?.getComputedTiming().endTime !== Infinity);
  for (let animations = running(); animations.length > 0; animations = running()) for (const animation of animations) animation.finish();
  for (const child of shadowRoot?.querySelectorAll('*') ?? []) if (child.shadowRoot) finishTransitions(child);
}

/** Fetches what comes with the first question, for tests that look at what it draws. */
export async function withMarkdown(): Promise<void> {
  await loadAnswering();
}

/** Fails when a text or address from outside has run as a script. */
export function expectUnharmed(): void {
  expect(window).not.to.have.property('harmed');
}
