/** client/elements - the button that a popup stands behind. */
import {html, type TemplateResult} from 'lit';
import {chatIcon} from './icons.ts';

export const renderLauncher = (name: string, isOpen: boolean, toggle: () => void): TemplateResult =>
  html`<button class="launcher" part="launcher" type="button" popover="manual" aria-expanded=${isOpen} aria-label=${name} @click=${toggle}>
    <slot name="launcher">${chatIcon}</slot>
  </button>`;
