// scripts - markdown-it without what an answer never needs: for the bundle and for the browser tests alike.

/** What stands in for markdown-it's own dependencies, and for parts of it. @type {Readonly<Record<string, string>>} */
export const slimmed = {
  entities: 'client/markdown/slim/entities.ts',
  'linkify-it': 'client/markdown/slim/linkify-it.ts',
  'uc.micro': 'client/markdown/slim/uc-micro.ts',
  mdurl: 'client/markdown/slim/mdurl.ts',
  'punycode.js': 'client/markdown/slim/punycode.ts',
  ...Object.fromEntries(['characters', 'core-parser', 'entity-rule', 'inline-state', 'link-rules', 'ruler', 'text-rules', 'token'].map((name) => [`slim/${name}`, `client/markdown/slim/${name}.ts`])),
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

/**
 * What stands in for its parts. Some are switched off here: answers become DOM, not HTML, and raw HTML is text. Others are written anew
 * for browsers of today: shorter, and the same to the last token.
 */
const instead = new Map([
  ['src/common/utils.ts', "import {asciiTrim, isSpace, normalizeReference} from 'slim/characters';\nimport {unescapeAll} from 'slim/entity-rule';"],
  ['src/helpers/index.ts', ''],
  ['src/renderer.ts', ''],
  ['src/token.ts', "import {Token} from 'slim/token';"],
  ['src/ruler.ts', "import {Ruler} from 'slim/ruler';"],
  ['src/rules_core/state_core.ts', ''],
  ['src/rules_core/normalize.ts', ''],
  ['src/rules_core/block.ts', ''],
  ['src/rules_core/strip_references.ts', ''],
  ['src/rules_core/inline.ts', ''],
  ['src/rules_core/linkify.ts', ''],
  ['src/rules_core/replacements.ts', ''],
  ['src/rules_core/smartquotes.ts', ''],
  ['src/rules_core/text_join.ts', ''],
  ['src/parser_core.ts', "import {fragments_join, ParserCore} from 'slim/core-parser';"],
  ['src/common/html_blocks.ts', ''],
  ['src/common/html_re.ts', ''],
  ['src/rules_block/html_block.ts', ''],
  ['src/rules_inline/state_inline.ts', "import {StateInline} from 'slim/inline-state';"],
  ['src/rules_inline/text.ts', "import {escape, text} from 'slim/text-rules';"],
  ['src/rules_inline/linkify.ts', ''],
  ['src/rules_inline/escape.ts', ''],
  ['src/rules_inline/link.ts', "import {autolink, image, link} from 'slim/link-rules';"],
  ['src/rules_inline/image.ts', ''],
  ['src/rules_inline/autolink.ts', ''],
  ['src/rules_inline/html_inline.ts', ''],
  ['src/rules_inline/entity.ts', "import {entity} from 'slim/entity-rule';"],
  ['src/rules_inline/fragments_join.ts', ''],
  ['src/markdownit.ts', parserClass],
  ['src/index.ts', 'var MarkdownItCallable = MarkdownIt;'],
]);

/** Rules that are gone, where the parsers list theirs. */
const goneRules = /\[\s*"(?:linkify|html_block|html_inline)",\s*\w+(?:,\s*\[[^\]]*\])?\s*\],?/g;

/** What its compiler made of class fields and of `?.` for engines without them. */
const field = /_defineProperty\(\s*this,\s*(?:\/\*\*[^]*?\*\/\s*)?"(\w+)",\s*([^]*?)\s*\);/g;
const optional = /\((_\w+\$\w+) = ([^()]+)\) === null \|\| \1 === void 0 \? void 0 : \1\./g;

/** What is shorter in browsers of today. */
const ended = /let terminate = false;\s*for \(let i = 0, l = terminatorRules\.length; i < l; i\+\+\) if \(terminatorRules\[i\]\((.*?)\)\) \{\s*terminate = true;\s*break;\s*\}/g;
const first = /if \(!openersBottom\.hasOwnProperty\(closer\.marker\)\) openersBottom\[closer\.marker\] = \[[^\]]*\];/;
const defined = /if \(typeof state\.env\.references === "undefined"\) state\.env\.references = \{\};\s*if \(typeof state\.env\.references\[label\] === "undefined"\) state\.env\.references\[label\] = (\{[^}]*\});/;
const labelled = /const meta = Object\.create\(null\);\s*meta\.label = label;\s*token\.meta = meta;/;
const counted = /(?<=function countCodePoints\(str\) )\{[^]*?\n\}/;

/** What stops a rule of somebody else's that reads nothing: there are none. */
const stuck = /if \([^()]*\) throw new Error\("[^"]*(?:rule didn't increment|rules? matched)[^"]*"\);/g;

/** @param {string} source - markdown-it's one file. */
export function slimParser(source) {
  let slim = source;
  for (const [region, code] of instead) {
    const start = slim.indexOf(`//#region ${region}\n`);
    const end = slim.indexOf('//#endregion', start);
    if (start < 0 || end < 0) throw new Error(`markdown-it has no part ${region} any more: see scripts/slim-modules.mjs`);
    slim = slim.slice(0, start) + code + slim.slice(end);
  }
  return slim
    .replaceAll(/\/\/#region \\0@oxc-project[^]*?\/\/#endregion/g, '')
    .replaceAll(field, (_, name, value) => `this.${name} = ${value};`)
    .replaceAll(optional, (_, name, value) => `${value}?.`)
    .replaceAll(ended, (_, given) => `const terminate = terminatorRules.some((rule) => rule(${given}));`)
    .replace(first, 'openersBottom[closer.marker] ??= Array(6).fill(-1);')
    .replace(defined, '(state.env.references ??= {})[label] ??= $1;')
    .replace(labelled, 'token.meta = {label};')
    .replace(counted, '{ return Array.from(str).length; }')
    .replaceAll(stuck, '')
    .replaceAll('state.md.helpers.', '')
    .replaceAll(goneRules, '');
}

/** highlight.js has its core as CommonJS only: as a module it needs no helpers in the bundle, and browsers can load it. @param {string} source */
export const coreAsModule = (source) => `const module = {exports: {}};\n${source}\nexport default module.exports;`;
