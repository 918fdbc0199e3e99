// scripts - markdown-it without what an answer never needs: for the bundle and for the browser tests alike.

/** What stands in for markdown-it's own dependencies. @type {Readonly<Record<string, string>>} */
export const slimmed = {
  entities: 'client/markdown/slim/entities.ts',
  'linkify-it': 'client/markdown/slim/linkify-it.ts',
  'uc.micro': 'client/markdown/slim/uc-micro.ts',
  mdurl: 'client/markdown/slim/mdurl.ts',
  'punycode.js': 'client/markdown/slim/punycode.ts',
};

/** The parser itself with its two phases and one setting: no presets, no HTML. */
const parserClass = `class MarkdownIt {
  options = {maxNesting: 100};
  inline = new ParserInline();
  block = new ParserBlock();
  core = new ParserCore();
  utils = {normalizeReference, unescapeAll};
  helpers = {parseLinkDestination, parseLinkLabel, parseLinkTitle};
  normalizeLink = mdurl.encode;
  normalizeLinkText = mdurl.decode;
  validateLink(url) {
    return !/^(?:vbscript|javascript|file):|^data:(?!image\\/(?:gif|png|jpeg|webp);)/i.test(url.trim());
  }
}`;

/** What stands in for parts of markdown-it that are switched off here: answers become DOM, not HTML, and raw HTML is text. */
const instead = new Map([
  ['src/markdownit.ts', parserClass],
  ['src/index.ts', 'var MarkdownItCallable = MarkdownIt;'],
  ['src/renderer.ts', ''],
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
  // What its compiler put in for engines without class fields.
  slim = slim.replaceAll(/\/\/#region \\0@oxc-project\S+\/(\w+)\.js\n[\s\S]*?\/\/#endregion/g, (_, name) => (name === 'defineProperty' ? 'function _defineProperty(object, key, value) { object[key] = value; }' : ''));
  for (const [region, code] of instead) {
    const start = slim.indexOf(`//#region ${region}\n`);
    const end = slim.indexOf('//#endregion', start);
    if (start < 0 || end < 0) throw new Error(`markdown-it has no part ${region} any more: see scripts/slim-modules.mjs`);
    slim = slim.slice(0, start) + code + slim.slice(end);
  }
  return slim;
}

/** highlight.js has its core as CommonJS only: as a module it needs no helpers in the bundle, and browsers can load it. @param {string} source */
export const coreAsModule = (source) => `const module = {exports: {}};\n${source}\nexport default module.exports;`;
