/** perf/support - real pages with the text that is their content, from outside this repository. */
import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gunzipSync} from 'node:zlib';

/** One page. */
export interface DevelopmentPage {
  readonly id: string;
  readonly url: string;
  /** What kind of page it is: `article`, `forum`, `listing` … */
  readonly pageType: string;
  readonly html: string;
  /** Its content, in plain text. */
  readonly mainContent: string;
}

/** Pages, and how a text is compared with the content. */
export interface DevelopmentPages {
  readonly pages: readonly DevelopmentPage[];
  /** Mean of precision and recall over words, 0 to 1. */
  readonly f1: (mainContent: string, text: string) => number;
}

/** Loads the pages; says so and gives `undefined` when they are not there. */
export async function loadDevelopmentPages(folder: string): Promise<DevelopmentPages | undefined> {
  const path = resolve(folder);
  const truth = join(path, 'ground-truth.json.gz');
  if (!existsSync(truth)) {
    console.log(`  no development pages in ${folder} (--data=<folder>): quality, speed and the main thread's delay are not measured`);
    return undefined;
  }
  // Both are files of a data set that is described there.
  const known = JSON.parse(gunzipSync(readFileSync(truth)).toString()) as Readonly<Record<string, Omit<DevelopmentPage, 'id' | 'html'>>>;
  const {comparePageBag} = (await import(pathToFileURL(join(path, 'evaluate.mjs')).href)) as {readonly comparePageBag: (truth: string, got: string) => {readonly f1: number}};
  const pages = Object.entries(known).map(([id, page]) => ({...page, id, html: gunzipSync(readFileSync(join(path, 'html', `${id}.html.gz`))).toString()}));
  return {pages, f1: (mainContent, text) => comparePageBag(mainContent, text).f1};
}
