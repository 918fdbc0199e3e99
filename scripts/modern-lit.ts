/**
 * scripts - an esbuild plugin: Lit's style sheets as all browsers of today adopt them. Its way for those before them, and what it says
 * to who puts a sheet together of something else than types allow, take four times as much. And it leaves the page's global names alone:
 * it looks for no polyfill, and lists neither its version nor what its other kind of decorators would note.
 */
import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
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

/** What each part of Lit asks the page's globals for, what it tells them, and how often it does. */
const asked = /\w+\.\w+(?:Polyfill|Hydrate)Support\b|\w+\.litPropertyMetadata\?\?=new WeakMap\b|\blitPropertyMetadata\.get\(\w+\)/g;
const told = /\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[^"]*"\)|\b\w+\?\.\((?:\{\w+:\w+\}|\w+,\w+)\)/g;
const times: Readonly<Record<string, number>> = {'lit-html.js': 3, 'lit-element.js': 5, 'reactive-element.js': 5};

export const modernLit: Plugin = {
  name: 'modern-lit',
  setup(build) {
    build.onLoad({filter: /[\\/]@lit[\\/]reactive-element[\\/]css-tag\.js$/}, () => ({contents, loader: 'js'}));
    build.onLoad({filter: /[\\/](?:lit-html|lit-element|reactive-element)\.js$/}, async ({path}) => ({contents: withoutGlobals(basename(path), await readFile(path, 'utf8')), loader: 'js'}));
  },
};

function withoutGlobals(name: string, source: string): string {
  let left = times[name] ?? 0;
  const nothing = (): string => {
    left -= 1;
    return 'void 0';
  };
  const without = source.replaceAll(asked, nothing).replaceAll(told, nothing);
  if (left !== 0) throw new Error(`${name} of Lit deals with the page in another way than it did: see scripts/modern-lit.ts`);
  return without;
}
