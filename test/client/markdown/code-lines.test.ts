import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {CodeWriter, drawCode} from '../../../client/markdown/code-lines.ts';
import {DomPatcher} from '../../../client/markdown/dom-patcher.ts';
import {cut} from './support/render.ts';
import {cuttings, seed} from './support/seeded.ts';

const lines = (count: number) => Array.from({length: count}, (_, i) => `line ${i}\n`).join('');

function draw(code: string): HTMLElement {
  const element = document.createElement('code');
  const patcher = new DomPatcher(element, null);
  drawCode(patcher, code);
  patcher.finishAndTrim();
  return element;
}

describe('code lines', () => {
  it('stand in spans of 40', () => {
    const spans = [...draw(lines(85)).children].map(({textContent}) => textContent.split('\n').length - 1);
    expect(spans).to.deep.equal([40, 40, 5]);
  });

  it('need no span when there is no code', () => expect(draw('').childNodes).to.have.length(0));

  it('look the same when they are added piece by piece', () => {
    const codes = fc.constantFrom(lines(39), lines(40), lines(41), `${lines(80)}open`, lines(100), '\n'.repeat(90));
    const same = fc.property(codes, cuttings, (code, lengths) => {
      const element = document.createElement('code');
      const writer = new CodeWriter(element);
      for (const part of cut(code, lengths)) writer.append(part);
      expect(element.isEqualNode(draw(code))).to.equal(true);
    });
    fc.assert(same, {seed, numRuns: 60});
  });

  it('are copied without extra lines', () => {
    const pre = document.createElement('pre');
    const code = draw(lines(85));
    for (const span of code.children) span.setAttribute('style', 'display: block');
    pre.append(code);
    document.body.append(pre);
    getSelection()!.selectAllChildren(pre);
    expect(String(getSelection()).trimEnd()).to.equal(lines(85).trimEnd());
    pre.remove();
  });
});
