/**
 * scripts - an esbuild plugin: markdown-it without what an answer never needs. Its maker of HTML and its finder of bare addresses
 * are not used (ours finds those of GFM), its tables of Unicode classes are in every browser's regular expressions, and its table
 * of 2,125 entities is fetched by the few answers that have one that is not among the usual ones.
 */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Plugin} from 'esbuild';
import {shortenNames} from './shorten-names.ts';
import {coreAsModule, slimmed, slimParser} from './slim-modules.mjs';

const root = join(import.meta.dirname, '..');

/** What the rules of the parser tell each other, and nobody else asks for: shorter names will do. */
const betweenRules = 'blkIndent bMarks eMarks tShift sCount bsCount parentType posMax lineMax tokens_meta backticksScanned listIndent linkLevel getLines skipSpaces skipSpacesBack skipChars skipCharsBack pushPending pendingLevel scanDelims validateLink can_open can_close can_continue maxNesting tokenize getRules skipEmptyLines skipToken normalizeLink postProcess parseLinkDestination parseLinkLabel parseLinkTitle attrGet delimiters unescapeAll isEmpty ruler2 normalizeLinkText'.split(' ');

export const slimMarkdown: Plugin = {
  name: 'slim-markdown',
  setup(build) {
    shortenNames(build.initialOptions, betweenRules);
    build.onResolve({filter: /^[a-z]/}, ({path, importer}) => {
      const instead = /[\\/]node_modules[\\/]markdown-it[\\/]/.test(importer) ? slimmed[path] : undefined;
      return instead === undefined ? undefined : {path: join(root, instead)};
    });
    build.onLoad({filter: /[\\/]markdown-it[\\/]dist[\\/]markdown-it\.mjs$/}, async ({path}) => ({contents: slimParser(await readFile(path, 'utf8')), loader: 'js'}));
    build.onLoad({filter: /[\\/]highlight\.js[\\/]lib[\\/]core\.js$/}, async ({path}) => ({contents: coreAsModule(await readFile(path, 'utf8')), loader: 'js'}));
  },
};
