/**
 * scripts - an esbuild plugin: Lit's style sheets as all browsers of today adopt them. Its way for those before them, and what it says
 * to who puts a sheet together of something else than types allow, take four times as much.
 */
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

export const modernLit: Plugin = {
  name: 'modern-lit',
  setup(build) {
    build.onLoad({filter: /[\\/]@lit[\\/]reactive-element[\\/]css-tag\.js$/}, () => ({contents, loader: 'js'}));
  },
};
