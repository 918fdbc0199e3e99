/** server/http - `GET /v1/corpus/:docId`: an indexed document, where corpus citations link to. Read-only, sandboxed, no path input. */
import {createHash} from 'node:crypto';
import type {CorpusDocument} from '../../search/corpus-document.ts';
import {Problem} from '../problem.ts';
import type {Route} from './route.ts';

/** Nothing runs and nothing loads: text, links and the page's one style sheet. */
const policyFor = (styleHash: string) =>
  `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The corpus, as far as readers may see it. */
export interface CorpusDocuments {
  /** The document of an id; undefined when there is none. */
  document(docId: string): Promise<CorpusDocument | undefined>;
}

export const corpusDocument =
  (corpus: CorpusDocuments): Route =>
  (router) => {
    router.get('/v1/corpus/:docId', async (ctx) => {
      const document = await corpus.document(ctx.params['docId'] ?? '');
      if (!document) throw new Problem(404, 'unknown-document', 'There is no such document in the corpus.');
      // The Markdown renderer is loaded by whoever follows a citation first.
      const {documentPage, documentStyleHash} = await import('../document-page.ts');
      const {docId, title, path, format, text} = document;
      const version = createHash('sha256').update(JSON.stringify([docId, title, path, format, documentStyleHash])).update(text).digest('base64url');
      ctx.set({'Content-Security-Policy': policyFor(documentStyleHash), 'Cache-Control': 'no-cache', ETag: `"${version}"`});
      ctx.type = 'text/html; charset=utf-8';
      ctx.status = 200;
      // A reader that has it is told so, and nothing is rendered.
      if (ctx.fresh) ctx.status = 304;
      else ctx.body = documentPage(document);
    });
  };
