/** test/client/support - something that grows, its end so many screens down, and a host for what controls it. */
import {fixture, html} from '@open-wc/testing';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** The page's part, and the calls that Lit would make. */
export interface GrowingText {
  readonly host: HTMLElement & ReactiveControllerHost;
  readonly end: Element;
  /** Puts the end so many screens down. */
  readonly move: (screens: number) => void;
  readonly update: () => void;
  readonly remove: () => void;
}

export async function growingText(screens: number): Promise<GrowingText> {
  const root = await fixture<HTMLElement>(html`<div><div class="above"></div><i class="end"></i></div>`);
  const controllers: ReactiveController[] = [];
  const host = Object.assign(root, {
    addController: (controller: ReactiveController) => controllers.push(controller),
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  });
  const move = (to: number): void => {
    root.querySelector<HTMLElement>('.above')!.style.blockSize = `${to * 100}vh`;
  };
  move(screens);
  return {
    host,
    end: root.querySelector('.end')!,
    move,
    update: () => controllers.forEach((controller) => controller.hostUpdated?.()),
    remove: () => controllers.forEach((controller) => controller.hostDisconnected?.()),
  };
}
