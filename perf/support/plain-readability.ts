/** perf/support - Readability as it is usually run, to compare with. */
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {Readability} from '@mozilla/readability';
import {parseHTML} from 'linkedom';

const textOf = (document: Document): string => {
  try {
    return new Readability(document).parse()?.textContent ?? '';
  } catch {
    return '';
  }
};

/** Its text content, on linkedom: the same text as on jsdom, sooner. */
// linkedom's types are a browser's window.
export const plainReadability = (html: string): string => textOf((parseHTML(html) as unknown as {readonly document: Document}).document);

type JsdomModule = {readonly JSDOM: new (html: string) => {readonly window: {readonly document: Document; close(): void}}};

/** Readability on jsdom, where that is installed; says so and gives `undefined` when it is not. */
export function loadJsdomReader(): ((html: string) => string) | undefined {
  const peers = join(import.meta.dirname, '../peers');
  if (!existsSync(join(peers, 'node_modules/jsdom'))) {
    console.log('  jsdom is not installed (npm install --prefix perf/peers): speed is not measured');
    return undefined;
  }
  const {JSDOM} = createRequire(join(peers, 'package.json'))('jsdom') as JsdomModule;
  return (html) => {
    const {window} = new JSDOM(html);
    const text = textOf(window.document);
    window.close();
    return text;
  };
}
