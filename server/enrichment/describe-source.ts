/** server/enrichment - what a reader can judge a source by: its age, language, author and site, as far as somebody says. */
import {textLanguage} from '../analysis/text-language.ts';
import type {RankedHit} from '../pipeline/handoff.ts';
import {detach} from './detach.ts';
import type {SourceAbout} from './number-sources.ts';
import type {PageText} from './page-reader.ts';

/** Longer words about a page are cut, in UTF-16 units. */
const MAX_DETAIL = 200;
/** Text that is looked at for its language, in UTF-16 units. */
const SAMPLE = 1_200;
/** `en`, `pt-BR`, `zh-Hant-TW` */
const TAG = /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i;

/** Of a page that was read: what it says itself, else what the search said and the text shows. */
export function aboutPage(hit: RankedHit, {blocks, author, published, language, siteName}: PageText): SourceAbout {
  const stated = language !== undefined && TAG.test(language) ? language : undefined;
  return compact({age: published ?? hit.age, language: stated ?? textLanguage(sampleOf(blocks)), siteName: siteName ?? hit.siteName, author});
}

/** Of a page of which only the snippet is known. */
export const aboutSnippet = ({age, siteName, snippet}: RankedHit): SourceAbout => compact({age, language: textLanguage(snippet), siteName});

function sampleOf(blocks: PageText['blocks']): string {
  let sample = '';
  for (const {kind, text} of blocks) {
    if (kind === 'code') continue;
    sample += `${text.slice(0, SAMPLE)}\n`;
    if (sample.length >= SAMPLE) break;
  }
  return sample;
}

/** Without what nobody says; what is said no longer holds on to its page. */
function compact(given: {readonly [Key in keyof SourceAbout]: SourceAbout[Key] | undefined}): SourceAbout {
  const said = Object.entries(given).flatMap(([key, value]) => {
    const text = (value ?? '').slice(0, MAX_DETAIL).replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [[key, detach(text)] as const];
  });
  return Object.fromEntries(said);
}
