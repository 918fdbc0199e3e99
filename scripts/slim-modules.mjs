// scripts - markdown-it without what an answer never needs: for the bundle and for the browser tests alike.

/** What stands in for markdown-it's own dependencies. @type {Readonly<Record<string, string>>} */
export const slimmed = {
  entities: 'client/markdown/slim/entities.ts',
  'linkify-it': 'client/markdown/slim/linkify-it.ts',
  'uc.micro': 'client/markdown/slim/uc-micro.ts',
  mdurl: 'client/markdown/slim/mdurl.ts',
  'punycode.js': 'client/markdown/slim/punycode.ts',
};

/** What stands in for parts of markdown-it that are switched off here: answers become DOM, not HTML, and raw HTML is text. */
const instead = new Map([
  ['src/renderer.ts', 'class Renderer {}'],
  ['src/rules_core/normalize.ts', 'function normalize() {}'],
  ['src/rules_core/linkify.ts', 'function linkify$1() {}'],
  ['src/rules_core/replacements.ts', 'function replace() {}'],
  ['src/rules_core/smartquotes.ts', 'function smartquotes() {}'],
  ['src/common/html_blocks.ts', ''],
  ['src/common/html_re.ts', ''],
  ['src/rules_block/html_block.ts', 'function html_block() { return false; }'],
  ['src/rules_inline/linkify.ts', 'function linkify() { return false; }'],
  ['src/rules_inline/html_inline.ts', 'function html_inline() { return false; }'],
]);

/** @param {string} source - markdown-it's one file. */
export function slimParser(source) {
  let slim = source;
  for (const [region, code] of instead) {
    const start = slim.indexOf(`//#region ${region}\n`);
    const end = slim.indexOf('//#endregion', start);
    if (start < 0 || end < 0) throw new Error(`markdown-it has no part ${region} any more: see scripts/slim-modules.mjs`);
    slim = slim.slice(0, start) + code + slim.slice(end);
  }
  return slim;
}
