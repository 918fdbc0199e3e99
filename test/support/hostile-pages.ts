/** test/support - pages made to hang, crash or empty an extractor. Each holds the words `the needle`, where a text could be found at all. */

/** One hostile page. */
export interface HostilePage {
  readonly name: string;
  readonly html: string;
  /** Whether there is a text to be found. */
  readonly hasText: boolean;
}

const needle = '<p>Here is the needle, in a sentence that is long enough to be taken for the text of a page by everybody who reads it.</p>';
const page = (body: string) => `<!doctype html><html><head><title>Hostile</title></head><body>${needle}${body}</body></html>`;
const paragraph = (i: number) => `<p>Paragraph number ${i} says that the sea rises and falls twice a day, and that the moon is to blame for most of it, as everybody knows.</p>`;

/**
 * Makes them all.
 * @param scale - 1 makes them as large as they are meant to be; less makes smaller ones, for a quick test.
 */
export function hostilePages(scale = 1): readonly HostilePage[] {
  const n = (count: number) => Math.max(10, Math.floor(count * scale));
  const times = (text: string, count: number) => text.repeat(n(count));
  const megabytes = (text: string, size: number) => text.repeat(Math.max(1, Math.floor((size * 1_000_000 * scale) / text.length)));
  const list = (count: number, item: (i: number) => string) => Array.from({length: n(count)}, (_, i) => item(i)).join('');
  const nested = (open: string, count: number, close = '') => times(open, count) + needle + times(close, close ? count : 0);
  const pages: Readonly<Record<string, string>> = {
    '5 MB, 32k paragraphs': page(list(32_000, paragraph)),
    '5 MB table, 60k rows': page(`<table>${list(60_000, (i) => `<tr><td>Row ${i}</td><td>of a table</td><td>that is long</td><td>${i * 7}</td></tr>`)}</table>`),
    '100k nested div': page(nested('<div>', 100_000, '</div>')),
    '10k nested div': page(nested('<div>', 10_000, '</div>')),
    '2k nested div around text': page(nested('<div>', 2_000, '</div>')),
    '100k unclosed p': page(times('<p>word ', 100_000)),
    '20k unclosed b, i, font': page(`${times('<b><i><font>', 7_000)}${needle}`),
    '2k nested unclosed tables': page(nested('<table><tr><td>', 2_000)),
    '5 MB base64 image': page(`<img src="data:image/png;base64,${megabytes('iVBORw0KGgoAAAANSUhEUgAA', 5)}">`),
    '5 MB base64 in css': page(`<style>a{background:url(data:image/png;base64,${megabytes('iVBORw0KGgoAAAANSUhEUgAA', 5)})}</style>`),
    '1 MB single line': page(`<p>${megabytes('word after word and ', 1)}</p>`),
    '5 MB without a space': page(`<p>${megabytes('abcdefghij', 5)}</p>`),
    'unclosed comment 5 MB': page(`<!-- ${megabytes('not a word of this ', 5)}`),
    'unclosed script 5 MB': page(`<script>${megabytes('var a = "not a word";', 5)}`),
    '50k links': page(list(50_000, (i) => `<a href="/page/${i}">Link ${i}</a> `)),
    '20k attributes on one tag': page(`<div ${list(20_000, (i) => `a${i}="${i}" `)}>text</div>`),
    '1M "<"': page(times('<', 1_000_000)),
    '100k br': page(times('word<br>', 100_000)),
    '200k empty spans': page(times('<span></span>', 200_000)),
    '100k sibling divs': page(times('<div>word</div>', 100_000)),
    '1M entities': page(`<p>${times('&amp;', 1_000_000)}</p>`),
    'null bytes': page(`<p>${times('a\0b ', 50_000)}</p>`),
    'malformed JSON-LD 200 KB': page(`<script type="application/ld+json">{"@type": "Article", "author": [${times('{"name": "x",', 15_000)}</script>`),
    'deep JSON-LD': page(`<script type="application/ld+json">${times('[', 100_000)}</script>${times('<script type="application/ld+json">{"@graph":[{"@type":"Article"}]}</script>', 1_000)}`),
    '5k nested lists': page(nested('<ul><li>', 5_000, '</li></ul>')),
    '5k nested blockquotes': page(nested('<blockquote>', 5_000, '</blockquote>')),
    'stray end tags': page(`${times('</div></p></span></b>', 100_000)}${needle}`),
    '100k unclosed script tags': page(times('<script>', 100_000)),
    'an article of 15k paragraphs': page(`<article>${needle}${list(15_000, paragraph)}</article>`),
    '1 MB of text around 20k bold words': page(`<article>${needle}${list(300, (i) => paragraph(i) + '<b>bold</b> '.repeat(60))}</article>`),
    'one attribute of 5 MB': page(`<div class="${megabytes('class ', 5)}">text</div>`),
    '2 MB JSON served as HTML': `[${list(30_000, (i) => `{"id": ${i}, "text": "the needle is a text in data"},`)}{}]`,
    'a row of 100k cells': page(`<table><tr>${times('<td>x', 100_000)}</tr></table>`),
  };
  const empty: Readonly<Record<string, string>> = {empty: '', 'white space only': times(' \n\t', 10_000)};
  return [
    ...Object.entries(pages).map(([name, html]) => ({name, html, hasText: true})),
    ...Object.entries(empty).map(([name, html]) => ({name, html, hasText: false})),
  ];
}
