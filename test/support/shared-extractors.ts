/** test/support - one pair of workers for all tests that read pages; they start when the first page comes. */
import type {Extractors} from '../../server/adapters/http-page/extract-page.ts';
import {PageExtractor} from '../../server/extraction/page-extractor.ts';
import {PdfReader} from '../../server/extraction/pdf-reader.ts';

/** Not to be closed: an idle worker keeps no process alive. Has patience, so that no test depends on how busy the machine is. */
export const sharedExtractors: Extractors = {pages: new PageExtractor({killMs: 20_000}), pdfs: new PdfReader()};
