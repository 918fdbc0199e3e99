import {expect} from '@open-wc/testing';
import {IncrementalMarkdown} from '../../../client/markdown/incremental-markdown.ts';
import {longAnswer} from './support/long-answer.ts';
import {cut} from './support/render.ts';

describe('IncrementalMarkdown: stability', () => {
  it('hardly ever takes back what a reader has seen, character by character', () => {
    expect(longAnswer.length).to.be.greaterThan(4_500);
    const {retractions, removedElements} = stream(longAnswer, [1]);
    expect(retractions).to.have.length.at.most(2, retractions.join('\n'));
    expect(removedElements).to.be.at.most(20);
  });

  it('nor in deltas as models send them', () => {
    const {retractions, removedElements} = stream(longAnswer, [4, 1, 7, 3, 5, 2, 8, 6]);
    expect(retractions).to.have.length.at.most(2, retractions.join('\n'));
    expect(removedElements).to.be.at.most(20);
  });

  const neverTakesBack = {
    emphasis: 'a **bold** and *em* and ***both*** and __bold__ and ~~gone~~ end',
    'emphasis in emphasis': '**bold with *em* in it** and *em with **bold** in it*',
    code: 'some `code` and ``more `ticks` here`` end',
    link: 'a [link](https://example.org/a_b "title") and [another **bold** one](https://x.org) end',
    'plain brackets': 'so [sic] he said and [this is a long remark in brackets] end',
    'address in angle brackets': 'see <https://example.org/long/path> end',
    citations: 'one [1], two [2][3], three [4, 5] end',
    image: 'an ![image](https://example.org/a.png) end',
    list: 'list\n\n- one\n- **two**\n  - three\n\n1. one\n2. two\n',
    rule: 'text\n\n---\n\n***\n\nend',
    heading: '# One\n\n## **Two**\n\ntext',
    table: 'text\n\n| a | **b** |\n| --- | :-: |\n| 1 | 2 |\n\nend',
    fence: 'text\n\n```js\nconst a = `b`;\n\n```\n\nend',
    entities: 'AT&amp;T &copy; 2024 end',
    'link definition': 'text\n\n[a]: https://x.org "title"\n\n[a] end',
    footnotes: 'one[^1], two[^2] and [^1].\n\n[^1]: First **note**.\n[^2]: Second.\n',
    quote: '> quote\n> **more**\n\nend',
    escape: 'a \\* b \\[c\\] end',
  };
  for (const [name, text] of Object.entries(neverTakesBack)) {
    it(`takes nothing back: ${name}`, () => {
      expect(stream(text, [1]).retractions).to.deep.equal([]);
    });
  }
});

/** Streams a text; tells each step after which something visible was gone or changed, and counts elements that were removed. */
function stream(text: string, lengths: readonly number[]): {retractions: string[]; removedElements: number} {
  const element = document.createElement('div');
  const markdown = new IncrementalMarkdown(element);
  const observer = new MutationObserver(() => undefined);
  observer.observe(element, {subtree: true, childList: true});
  const retractions: string[] = [];
  let shown = '';
  const look = (): void => {
    const now = element.textContent.replaceAll(/\s/g, '');
    if (!now.startsWith(shown)) retractions.push(`${shown.slice(-60)} -> ${now.slice(-60)}`);
    shown = now;
  };
  for (const delta of cut(text, lengths)) {
    markdown.write(delta);
    look();
  }
  markdown.end();
  look();
  const removed = observer.takeRecords().flatMap(({removedNodes}) => [...removedNodes]);
  return {retractions, removedElements: removed.filter((node) => node instanceof Element).length};
}
