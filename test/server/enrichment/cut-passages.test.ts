import {expect} from 'chai';
import fc from 'fast-check';
import {estimateTokens} from '../../../server/enrichment/estimate-tokens.ts';
import type {TextBlock} from '../../../server/enrichment/page-reader.ts';
import {toTerms} from '../../../server/enrichment/score-passages.ts';
import {cutPassages as cutPage} from '../../support/cut-passages.ts';
import {atLeast} from '../../support/at-least.ts';

const cutPassages = (blocks: readonly TextBlock[]) => cutPage(blocks, new Set()).passages;
const paragraph = (text: string): TextBlock => ({kind: 'paragraph', text});
const heading = (text: string): TextBlock => ({kind: 'heading', text});
const sentences = (count: number): string => Array.from({length: count}, (_, i) => `This is sentence number ${i} of the text.`).join(' ');

describe('cutPassages', () => {
  it('joins short paragraphs and keeps their heading', () => {
    const [first, second, ...rest] = cutPassages([heading('Tides'), paragraph('High.'), paragraph('Low.'), heading('Moons'), paragraph('Full.')]);
    expect(first).to.include({text: 'High.\nLow.', heading: 'Tides', position: 0});
    expect(second).to.include({text: 'Full.', heading: 'Moons', position: 1});
    expect(rest).to.be.empty;
  });

  it('cuts a long paragraph at its sentences', () => {
    const passages = cutPassages([paragraph(sentences(60))]);
    expect(passages.length).to.be.greaterThan(1);
    for (const {text} of passages) expect(text).to.match(/^This .*text\.$/);
    expect(passages.map(({text}) => text).join(' ')).to.equal(sentences(60));
  });

  it('keeps code whole, up to a limit', () => {
    const code: TextBlock = {kind: 'code', text: 'line();\n'.repeat(150).trimEnd()};
    expect(cutPassages([paragraph('Thus:'), code]).at(-1)!.text).to.include(code.text);
    const [long] = cutPassages([{kind: 'code', text: 'line();\n'.repeat(1_000).trimEnd()}]);
    expect(long!.text).to.match(/^(?:line\(\);\n)+…$/);
  });

  it('says nothing of headings without text', () => {
    expect(cutPassages([heading('A'), heading('B')])).to.deep.equal([]);
  });

  it('keeps a table whole, up to a limit, and repeats its head in each part of a longer one', () => {
    const row = (text: string): TextBlock => ({kind: 'row', text});
    const rows = (count: number) => Array.from({length: count}, (_, at) => row(`Harbour ${at} | ${at} m | high water at noon`));
    const [whole] = cutPassages([row('Harbour | Range | When'), ...rows(20), paragraph('After.')]);
    expect(whole!.text.split('\n')).to.have.length(21);
    const parts = cutPassages([paragraph('Before.'), row('Harbour | Range | When'), ...rows(200), paragraph('After.')]).map(({text}) => text);
    expect(parts.length).to.be.greaterThan(5);
    for (const part of parts.filter((text) => text.includes('noon'))) expect(part).to.match(/^(?:Before\.\n)?Harbour \| Range \| When\n/);
    expect(parts.join('\n').match(/noon/g)).to.have.length(200);
  });

  it('takes a row that is too long apart at its sentences', () => {
    const long: TextBlock = {kind: 'row', text: sentences(60)};
    const passages = cutPassages([{kind: 'row', text: 'Head'}, long]);
    expect(passages.map(({text}) => text).join(' ')).to.equal(sentences(60));
  });

  it('keeps so much of a page and says that the rest is left out', () => {
    const page = [paragraph(sentences(30)), paragraph(sentences(30))];
    const {passages, isCut} = cutPage(page, new Set(), 2_000);
    expect(isCut).to.be.true;
    expect(passages.reduce((sum, {text}) => sum + text.length, 0)).to.be.within(1_000, 2_000);
    expect(cutPage(page, new Set(), 10_000).isCut).to.be.false;
  });

  it('counts words, and the terms of the question in text and heading', () => {
    const [passage] = cutPage([heading('Neap tides'), paragraph('The tide is low at a neap tide.')], toTerms(['tide', 'neap', 'moon'])).passages;
    expect(passage).to.include({length: 8});
    expect([...passage!.counts].toSorted()).to.deep.equal([['neap', 3], ['tid', 4]]);
  });

  it('loses no word, repeats none, and keeps passages small', () => {
    const text = fc.lorem({maxCount: 80, mode: 'sentences'});
    const block = fc.oneof(text.map(paragraph), text.map(paragraph), fc.constant(heading('Heading')), fc.stringMatching(/^[潮汐月球的。]{1,500}$/).map(paragraph));
    fc.assert(
      fc.property(fc.array(block, {maxLength: 12}), (blocks) => {
        const passages = cutPassages(blocks);
        const told = blocks.filter(({kind}) => kind === 'paragraph').map(({text: told}) => told);
        expect(passages.map(({text: cut}) => cut).join('').replace(/\s/g, '')).to.equal(told.join('').replace(/\s/g, ''));
        for (const [at, passage] of passages.entries()) {
          expect(passage.position).to.equal(at);
          expect(estimateTokens(passage.text)).to.be.at.most(210);
        }
      }),
      atLeast(60),
    );
  });
});
