import {expect} from 'chai';
import fc from 'fast-check';
import {htmlToBlocks} from '../../../../server/enrichment/html-to-blocks.ts';
import {PageDocument} from '../../../../server/extraction/article-tree/page-document.ts';
import {treeToBlocks} from '../../../../server/extraction/article-tree/tree-to-blocks.ts';
import {atLeast} from '../../../support/at-least.ts';

const piece = fc.constantFrom(
  ...['<p>', '</p>', '<div>', '</div>', '<h2>', '</h2>', '<ul>', '<ol start=4>', '<li>', '</ol>', '<table>', '<tr>', '<td>', '<th>', '</table>', '<pre>', '</pre>', '<code>', '</code>'],
  ...['<br>', '<img alt="a">', '<a href="/x">', '</a>', '<span hidden>', '</span>', '<p style="display:none">', '<svg>', '<path/>', '</svg>', '<b>', '</b>', '<dt>', '<dd>', '<time datetime="2026-01-01">'],
  ...['Tides rise. ', 'a', ' ', '\n', 'R&amp;D ', '1 &lt; 2', '&nbsp;', 'é ', ' | '],
);

describe('treeToBlocks', () => {
  it('comes to what its HTML, read again, comes to', () => {
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 40}), (pieces) => {
        const {body} = new PageDocument(pieces.join(''));
        expect(treeToBlocks(body)).to.deep.equal(htmlToBlocks(body.innerHTML).blocks);
      }),
      atLeast(500),
    );
  });

  it('leaves out what is no text of the page', () => {
    const {body} = new PageDocument('<p>Seen</p><p aria-hidden="true">Unseen</p><script>let unseen;</script><style>p {}</style>');
    expect(treeToBlocks(body)).to.deep.equal(htmlToBlocks('<p>Seen</p>').blocks);
  });
});
