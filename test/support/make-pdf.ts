/** test/support - writes small PDFs, whole, locked or without text. */

/** What {@link makePdf} writes. */
export interface PdfParts {
  /** The lines of each page; one that begins with `# ` is set larger. */
  readonly pages: readonly (readonly string[])[];
  readonly title?: string;
  readonly author?: string;
  /** Asks for a password that nobody has. */
  readonly locked?: boolean;
}

/** A PDF of simple text in Latin letters. A page without lines has a drawing on it. */
export function makePdf({pages, title, author, locked = false}: PdfParts): Uint8Array<ArrayBuffer> {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add('<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>');
  const tree = add('');
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  const kids = pages.map((lines) => {
    const content = add(streamOf(lines.length > 0 ? textOf(lines) : '10 10 200 200 re f'));
    return add(`<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${content} 0 R >>`);
  });
  objects[tree - 1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;
  const info = add(`<< ${title === undefined ? '' : `/Title (${escape(title)}) `}${author === undefined ? '' : `/Author (${escape(author)}) `}/ModDate (D:20260301120000Z) >>`);
  const lock = locked ? ` /Encrypt ${add(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`)} 0 R /ID [<00> <00>]` : '';

  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const streamOf = (content: string): string => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
const escape = (text: string): string => text.replace(/[\\()]/g, '\\$&');

/** Lines from the top of the page, 14 points apart; an empty line leaves a gap. */
const textOf = (lines: readonly string[]): string =>
  lines
    .map((line, index) => {
      const isHeading = line.startsWith('# ');
      return `BT /F1 ${isHeading ? 18 : 11} Tf 50 ${760 - index * 14} Td (${escape(isHeading ? line.slice(2) : line)}) Tj ET`;
    })
    .join('\n');
