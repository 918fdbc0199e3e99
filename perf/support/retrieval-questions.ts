/**
 * perf/support - questions whose answering documents are known, and a corpus that does not give them away: the Markdown of the installed packages.
 *
 * Two kinds, made by rule, without looking at what any search finds: a package's `description` asks for its readme; a telling heading
 * asks for the document it stands in. Whatever says the same as the question is then left out of that package's documents: the heading
 * itself, its line in a table of contents, the readme's first sentence.
 */
import {hash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {walkFolder} from '../../server/adapters/corpus/walk-folder.ts';
import {keyTerms} from '../../server/analysis/key-terms.ts';
import {wordsOf} from '../../server/analysis/words.ts';

/** A question, and the documents that answer it. */
export interface RetrievalQuestion {
  readonly text: string;
  readonly kind: 'description' | 'heading';
  /** The document's path in its package, with the package's name, in lower case. */
  readonly answer: string;
  /** Which half it belongs to: the ranking was tuned on one. */
  readonly half: 'tuned' | 'held-out';
}

interface Draft extends RetrievalQuestion {
  readonly terms: ReadonlySet<string>;
  readonly order: string;
}

const EACH_KIND = 200;
const MOST_OF_A_PACKAGE = 3;
const LEAST_TERMS = 4;
const MOST_TERMS = 14;
/** A line that has this share of a question's terms says the same. */
const SAYS_THE_SAME = 0.6;
const isNews = (path: string): boolean => /(?:^|[/_-])(?:change|history|release|news|upgrad|migrat|licen|security|contribut|code.of.conduct)/i.test(path);

/** Writes the documents without what gives the answers away, to a folder to be indexed, and tells the questions. */
export function writeRetrievalCorpus(nodeModules: string, folder: string): RetrievalQuestion[] {
  const files = [...walkFolder({path: nodeModules, include: 'markdown', label: 'packages'})].map(({file, path}) => ({path, package: inPackage(path), raw: readFileSync(file, 'utf8')}));
  const drafts = new Map<string, Draft>();
  for (const {path, package: name, raw} of files) {
    if (isNews(name) || raw.length < 1_000) continue;
    for (const draft of [...ofDescription(nodeModules, path, name), ...ofHeadings(raw, name)]) if (!drafts.has(draft.text)) drafts.set(draft.text, draft);
  }
  const ordered = [...drafts.values()].sort((a, b) => (a.order < b.order ? -1 : 1));
  const chosen = (['description', 'heading'] as const).flatMap((kind) => fewOfEach(ordered.filter((draft) => draft.kind === kind)).slice(0, EACH_KIND));

  const byPackage = Map.groupBy(chosen, ({answer}) => packageName(answer));
  for (const {path, package: name, raw} of files) {
    const asked = byPackage.get(packageName(name)) ?? [];
    const file = join(folder, path);
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, withoutWhatSaysTheSame(raw, asked));
  }
  return chosen.map(({text, kind, answer, half}) => ({text, kind, answer, half}));
}

/** So that no package with much to read has all the questions. */
function fewOfEach(drafts: readonly Draft[]): Draft[] {
  const times = new Map<string, number>();
  return drafts.filter(({answer}) => {
    const before = times.get(packageName(answer)) ?? 0;
    times.set(packageName(answer), before + 1);
    return before < MOST_OF_A_PACKAGE;
  });
}

/** A document's path in its package, with the package's name: the same however deep the package is installed. */
export const inPackage = (path: string): string => (/.*(?:^|\/)node_modules\/(.+)/.exec(path)?.[1] ?? path).toLowerCase();

const packageName = (path: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

function ofDescription(nodeModules: string, path: string, name: string): Draft[] {
  if (!/^readme\.(?:md|markdown)$/i.test(basename(path)) || name !== `${packageName(name)}/${basename(name)}`) return [];
  const {description = ''} = readJson(join(nodeModules, dirname(path), 'package.json'));
  return toDraft(description, 'description', name);
}

const ofHeadings = (raw: string, name: string): Draft[] =>
  Array.from(raw.matchAll(/^#{2,4} +([^\n#`<[\]|(]{20,90})$/gm), ([, heading = '']) => toDraft(heading, 'heading', name)).flat();

function toDraft(text: string, kind: Draft['kind'], answer: string): Draft[] {
  const plain = text.replace(/https?:\S+|[`*_]/g, ' ').replace(/\s+/g, ' ').trim();
  const isEnglish = /^[\x20-\x7e]+$/.test(plain);
  // The package's name would give it away.
  const named = packageName(answer).split(/[^a-z0-9]+/).filter((part) => part.length > 1);
  const asked = plain
    .split(' ')
    .filter((word) => !named.some((part) => word.toLowerCase().includes(part)))
    .join(' ');
  const terms = new Set(keyTerms(asked, 'en').map((term) => term.toLowerCase()));
  if (!isEnglish || terms.size < LEAST_TERMS || terms.size > MOST_TERMS) return [];
  const order = hash('sha256', `${kind} ${asked}`);
  return [{text: asked, kind, answer, half: parseInt(order.at(-1) ?? '', 16) % 2 === 0 ? 'tuned' : 'held-out', terms, order}];
}

/** Drops such lines, also where the words are spread over two of them. */
function withoutWhatSaysTheSame(raw: string, asked: readonly Draft[]): string {
  if (asked.length === 0) return raw;
  const lines = raw.split('\n').map((text) => ({text, words: new Set(wordsOf(text).map((word) => word.text.toLowerCase()))}));
  return lines
    .filter(({words}, place) => {
      const around = [new Set<string>(), lines[place - 1]?.words ?? new Set(), lines[place + 1]?.words ?? new Set()];
      return !asked.some(({terms}) => around.some((other) => saysTheSame(words, other, terms)));
    })
    .map(({text}) => text)
    .join('\n');
}

function saysTheSame(words: ReadonlySet<string>, others: ReadonlySet<string>, terms: ReadonlySet<string>): boolean {
  const has = [...terms].filter((term) => words.has(term)).length;
  const both = [...terms].filter((term) => words.has(term) || others.has(term)).length;
  return has > 0 && both >= SAYS_THE_SAME * terms.size;
}

function readJson(file: string): {readonly description?: string} {
  try {
    const {description} = JSON.parse(readFileSync(file, 'utf8')) as {description?: unknown};
    return typeof description === 'string' ? {description} : {};
  } catch {
    return {};
  }
}
