import {expect} from '@open-wc/testing';
import {sourceCards} from '../../../client/elements/source-cards.ts';
import type {Said} from '../../../shared/session-event.ts';
import {enriched, extracted, found, pageFailed, source, stateAfter} from '../support/session-events.ts';
import {englishWords} from '../../../client/words/words.ts';

const cards = (...said: Said[]) => {
  const {pages, sources} = stateAfter(...said);
  return sourceCards(pages, sources, englishWords).map(({n, title, from, status, note}) => `${n ?? '-'} ${title} | ${from} | ${status} | ${note}`);
};

describe('sourceCards', () => {
  it('has none before anything is found', () => {
    expect(cards()).to.deep.equal([]);
  });

  it('shows pages as they were found, and what became of them', () => {
    expect(cards(found(1), found(2), found(3), extracted(2, 1_240), pageFailed(3))).to.deep.equal([
      '- Page 1 | site1.example | found | Found',
      '- Page 2 | site2.example | read | 1,240 words read',
      '- Page 3 | site3.example | failed | Not read: It did not answer in time.',
    ]);
  });

  it('shows numbered sources, those used first, then what could not be read', () => {
    const pages = [found(1), found(2), found(3), found(4), found(5), extracted(1), extracted(2), pageFailed(3, 'snippet'), pageFailed(4)];
    expect(cards(...pages, enriched(source(1, {used: false}), source(2), source(3, {how: 'snippet'})))).to.deep.equal([
      '2 Page 2 | site2.example · Page | read | 100 words read',
      '3 Page 3 | site3.example · Snippet | partly | Not read: It did not answer in time. Using the search snippet.',
      '1 Page 1 | site1.example · Page | unused | Not used in the answer',
      '- Page 4 | site4.example | failed | Not read: It did not answer in time.',
    ]);
  });

  it('says what came too late, once where its snippet had stood in for it', () => {
    const late = (n: number, id: string): Said => ({type: 'source-late', source: source(n, {id, used: false, late: true})});
    expect(cards(found(1), found(2), extracted(1), enriched(source(1, {how: 'snippet'})), late(3, 'p2'), late(4, 'p1'))).to.deep.equal([
      '1 Page 1 | site1.example · Snippet | partly | Using the search snippet',
      '3 Page 3 | site3.example · Page | unused | Came after the answer had begun, so it was not used',
    ]);
  });

  it('knows the server’s own documents, and shows the address of what has no title', () => {
    const own = {url: '/v1/corpus/x', title: ''};
    expect(cards(found(1, own))).to.deep.equal(['- /v1/corpus/x | Document | found | Found']);
    expect(cards(found(1, own), extracted(1), enriched(source(1, {...own, how: 'corpus'})))).to.deep.equal(['1 /v1/corpus/x | Document | read | 100 words read']);
  });
});
