import {expect} from 'chai';
import fc from 'fast-check';
import {cutPassages} from '../../../server/enrichment/cut-passages.ts';
import {estimateTokens} from '../../../server/enrichment/estimate-tokens.ts';
import type {TextBlock} from '../../../server/enrichment/page-reader.ts';

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

  it('cuts no more than 400 passages', () => {
    expect(cutPassages([paragraph('x '.repeat(1_000_000))])).to.have.length(400);
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
      {numRuns: 60},
    );
  });
});
