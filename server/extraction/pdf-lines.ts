/** server/extraction - the lines of text of one page of a PDF, with their places. */
import type {getDocumentProxy} from 'unpdf';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** A line of text. Places are in points, from the page's lower left corner. */
export interface PdfLine {
  readonly text: string;
  /** Where it begins. */
  readonly x: number;
  /** Its base line. */
  readonly y: number;
  /** The height of its letters. */
  readonly size: number;
}

/** A page with more pieces of text is a drawing. */
const maxItems = 20_000;

/**
 * Reads the lines of a page.
 * @param pageNumber - From 1.
 */
export async function pdfLines(pdf: Pdf, pageNumber: number): Promise<PdfLine[]> {
  const page = await pdf.getPage(pageNumber);
  try {
    const {items} = await page.getTextContent();
    const lines: PdfLine[] = [];
    let open: {text: string; x: number; y: number; size: number} | undefined;
    const end = () => {
      const text = open && tidy(open.text);
      if (open && text) lines.push({...open, text});
      open = undefined;
    };
    for (const item of items.slice(0, maxItems)) {
      if (!('str' in item)) continue;
      const [, , , height = 0, x = 0, y = 0] = item.transform as readonly number[];
      const size = Math.abs(height) || item.height;
      if (open && item.str !== '' && Math.abs(open.y - y) > Math.max(open.size, size) * 0.6) end();
      open ??= {text: '', x, y, size};
      open.text += item.str;
      if (item.str.trim() !== '') open.size = Math.max(open.size, size);
      if (item.hasEOL) end();
    }
    end();
    return lines;
  } finally {
    page.cleanup();
  }
}

/** Without control characters, soft hyphens and the dots that lead to a page number. */
const tidy = (text: string): string =>
  text
    .replace(/[\p{Cc}\s\u00ad\u200b]+/gu, ' ')
    .replace(/(?:\. ?){5,}/gu, '… ')
    .trim()
    .toWellFormed();
