/**
 * scripts - an esbuild plugin: Lit's style sheets as all browsers of today adopt them. Its way for those before them, and what it says
 * to who puts a sheet together of something else than types allow, take four times as much. And it leaves the page's global names alone:
 * it looks for no polyfill and does not list its version.
 */
import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

const contents = `
export class CSSResult {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
  get styleSheet() {
    if (!this.made) (this.made = new CSSStyleSheet()).replaceSync(this.text);
    return this.made;
  }
}
export const css = (strings, ...parts) => new CSSResult(String.raw({raw: strings}, ...parts));
export const unsafeCSS = (text) => new CSSResult(String(text));
export const supportsAdoptingStyleSheets = true;
export const getCompatibleStyle = (style) => style;
export const adoptStyles = (root, styles) => {
  root.adoptedStyleSheets = styles.map(({styleSheet}) => styleSheet);
};`;

/** What each part of Lit asks the page's globals for, and tells them. */
const asked = /\w+\.\w+(?:Polyfill|Hydrate)Support\b/g;
const told = /\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[^"]*"\)|\b\w+\?\.\((?:\{\w+:\w+\}|\w+,\w+)\)/g;

export const modernLit: Plugin = {
  name: 'modern-lit',
  setup(build) {
    build.onLoad({filter: /[\\/]@lit[\\/]reactive-element[\\/]css-tag\.js$/}, () => ({contents, loader: 'js'}));
    build.onLoad({filter: /[\\/](?:lit-html|lit-element|reactive-element)\.js$/}, async ({path}) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(asked, 'void 0').replaceAll(told, 'void 0'),
      loader: 'js',
    }));
  },
};
