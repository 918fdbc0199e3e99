import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {IncrementalMarkdown, warmUp} from '../../../client/markdown/incremental-markdown.ts';
import {documents, longBlocks} from './support/documents.ts';
import {outline} from './support/dom-outline.ts';
import {expectedOutline} from './support/expected-outline.ts';
import {cut, render} from './support/render.ts';
import {cuttings, seed} from './support/seeded.ts';

describe('IncrementalMarkdown', () => {
  describe('whole text', () => {
    for (const text of [...documents, ...longBlocks]) {
      it(`is what the parser makes of ${title(text)}`, () => {
        expect(outline(render([text]))).to.equal(expectedOutline(text));
      });
    }
  });

  describe('cut text', () => {
    it('ends in the same DOM for every document, however it was cut', () => {
      for (const text of documents) {
        const whole = outline(render([text]));
        const sameWhenCut = fc.property(cuttings, (lengths) => outline(render(cut(text, lengths))) === whole);
        fc.assert(sameWhenCut, {seed, numRuns: 20});
      }
    });

    it('ends in the same DOM when text follows a long block', () => {
      const texts = fc.tuple(fc.constantFrom(...longBlocks), fc.constantFrom('', '\n'), fc.constantFrom(...documents)).map((parts) => parts.join(''));
      const sameWhenCut = fc.property(texts, cuttings, (text, lengths) => {
        expect(outline(render(cut(text, lengths)))).to.equal(expectedOutline(text));
      });
      fc.assert(sameWhenCut, {seed, numRuns: 100});
    });
  });

  describe('while text arrives', () => {
    it('keeps the nodes that are there, in the open block and in frozen ones', () => {
      const {element, markdown} = start();
      markdown.write('First.\n\nSecond is **bo');
      const [first, second] = element.children;
      const bold = element.querySelector('strong')!.firstChild;
      markdown.write('ld** and goes on.\n\nThird.\n\nFourth');
      expect([...element.children].slice(0, 2)).to.deep.equal([first, second]);
      expect(element.querySelector('strong')!.firstChild).to.equal(bold);
      expect(second!.textContent).to.equal('Second is bold and goes on.');
    });

    it('keeps a selection inside the paragraph that grows', () => {
      const {element, markdown} = start();
      document.body.append(element);
      markdown.write('Tides are pulled');
      const text = element.querySelector('p')!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 0, text, 5);
      markdown.write(' by the moon.\n\nAnd by the sun.');
      expect(String(getSelection())).to.equal('Tides');
      element.remove();
    });

    it('freezes the finished rows of a long table and the finished items of a long list', () => {
      for (const [long, tag] of [[longBlocks[0]!, 'li'], [longBlocks[4]!, 'td']] as const) {
        const {element, markdown} = start();
        markdown.write(long);
        const before = [...element.querySelectorAll(tag)].slice(0, 6);
        const records = new MutationObserver(() => undefined);
        for (const node of before) records.observe(node, {subtree: true, childList: true, characterData: true, attributes: true});
        for (const delta of cut(longBlocks[0]!.repeat(2), [5])) markdown.write(delta);
        expect(records.takeRecords()).to.have.length(0);
        expect(before.every((node) => element.contains(node))).to.equal(true);
        records.disconnect();
      }
    });

    it('shows new blocks together where more is said to come, and goes on in the open one meanwhile', () => {
      const {element, markdown} = start();
      const shown = () => [...element.children].map(({textContent}) => textContent);
      markdown.write('First.\n\nSecond');
      const [, second] = element.children;
      markdown.write(' goes on.\n\nThird.\n\nFour', true);
      expect(shown()).to.deep.equal(['First.', 'Second goes on.']);
      markdown.write('th.\n\n- one\n- two\n\nFifth', true);
      expect(shown()).to.deep.equal(['First.', 'Second goes on.']);
      markdown.write('');
      expect(shown()).to.deep.equal(['First.', 'Second goes on.', 'Third.', 'Fourth.', 'onetwo', 'Fifth']);
      expect(element.children[1]).to.equal(second);
      const fifth = element.lastElementChild;
      markdown.write(' ends.\n\nSixth.', true);
      markdown.end();
      expect(shown().slice(-2)).to.deep.equal(['Fifth ends.', 'Sixth.']);
      expect(element.children[5]).to.equal(fifth);
    });

    it('shows what is held back before it asks anew where citations lead', () => {
      const element = document.createElement('div');
      const markdown = new IncrementalMarkdown(element, {citation: (n) => (href === '' ? undefined : {href, label: String(n)})});
      let href = '';
      markdown.write('First.\n\nSecond [1].\n\nThird', true);
      expect(element.querySelector('.citation')).to.be.null;
      href = 'https://a.example/';
      markdown.refresh();
      expect(element.querySelector<HTMLAnchorElement>('a.citation')?.href).to.equal(href);
    });

    it('starts again after a reset, also of what is held back', () => {
      const {element, markdown} = start();
      markdown.write('One.\n\nTwo.\n\nThree', true);
      markdown.reset();
      markdown.write('Other');
      markdown.end();
      expect(element.textContent).to.equal('Other');
    });

    it('starts again after a reset', () => {
      const {element, markdown} = start();
      markdown.write('- old\n- list\n\n[foo]: https://old.org\n\ntext');
      markdown.reset();
      expect(element.childNodes).to.have.length(0);
      markdown.write('[foo] is new');
      markdown.end();
      expect(outline(element)).to.equal(expectedOutline('[foo] is new'));
    });

    it('takes empty deltas, and an end without any text', () => {
      const {element, markdown} = start();
      markdown.write('');
      markdown.end();
      expect(element.childNodes).to.have.length(0);
    });
  });

  it('draws nothing on the page when it warms up', () => {
    const before = document.body.childElementCount;
    warmUp();
    warmUp();
    expect(document.body.childElementCount).to.equal(before);
  });
});

function start() {
  const element = document.createElement('div');
  return {element, markdown: new IncrementalMarkdown(element)};
}

function title(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
