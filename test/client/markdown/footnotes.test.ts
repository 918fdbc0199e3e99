import {expect} from '@open-wc/testing';
import {IncrementalMarkdown} from '../../../client/markdown/incremental-markdown.ts';
import {cut, render} from './support/render.ts';

const references = (element: Element) => [...element.querySelectorAll('.footnote')].map((reference) => `${reference.localName} ${reference.textContent}`);
const notes = (element: Element) => [...element.querySelectorAll<HTMLLIElement>('.footnotes > ol > li')].map(({value, textContent}) => `${value} ${textContent.replace(/\s+/g, ' ').trim()}`);

function start(options = {}) {
  const element = document.createElement('div');
  return {element, markdown: new IncrementalMarkdown(element, options)};
}

describe('footnotes', () => {
  it('are numbered in the order of the text, listed at the end, and lead back to each place', () => {
    const element = render(['Sun[^s] and moon[^m], sun[^s].\n\n[^m]: The **moon**.\n[^s]: The sun.\n']);
    expect(references(element)).to.deep.equal(['sup 1', 'sup 2', 'sup 1']);
    expect(notes(element)).to.deep.equal(['1 The sun.', '2 The moon.']);
    expect(element.lastElementChild!.className).to.equal('footnotes');
    expect([...element.querySelectorAll('button')].map(({ariaLabel}) => ariaLabel)).to.deep.equal([
      'Footnote 1', 'Footnote 2', 'Footnote 1', 'Back to footnote 1 in the text', 'Back to footnote 1 in the text', 'Back to footnote 2 in the text',
    ]);
  });

  it('stand beside citations of the same number', () => {
    const element = render(['Both [1][^1] and [^1][1].\n\n[^1]: Cites [1].'], {citation: (n) => ({href: 'https://a.example', label: `Source ${n}`})});
    expect([...element.querySelectorAll('p')].map(({textContent}) => textContent)).to.deep.equal(['Both [1]1 and 1[1].', 'Cites [1].']);
    expect(element.querySelectorAll('a.citation')).to.have.length(3);
    expect(element.querySelectorAll('sup.footnote')).to.have.length(2);
  });

  it('show their number before the note is there, and take nothing back when it comes', () => {
    const {element, markdown} = start();
    markdown.write('One[^1] and two[^2].\n\nMore.\n\n');
    expect(references(element)).to.deep.equal(['sup 1', 'sup 2']);
    expect(element.querySelector('button')).to.be.null;
    const [first] = element.querySelectorAll('.footnote');
    markdown.write('[^1]: Fir');
    expect(notes(element)).to.deep.equal(['1 Fir']);
    expect(element.querySelector('.footnote')).to.equal(first);
    expect(first!.querySelector('button')!.textContent).to.equal('1');
    const item = element.querySelector('li');
    markdown.write('st.\n[^2]: Second.');
    markdown.end();
    expect(element.querySelector('li')).to.equal(item);
    expect(notes(element)).to.deep.equal(['1 First.', '2 Second.']);
  });

  it('of other names show their name until the note is there', () => {
    const {element, markdown} = start();
    markdown.write('See [^moon].\n\n');
    expect(references(element)).to.deep.equal(['span [^moon]']);
    markdown.write('[^moon]: Far.\n');
    expect(references(element)).to.deep.equal(['sup 1']);
  });

  it('find their references among what is held back', () => {
    const {element, markdown} = start();
    markdown.write('Begin.\n\nSee [^moon] and [^sun].\n\nMore.\n\n', true);
    expect(references(element)).to.deep.equal([]);
    markdown.write('[^moon]: Far', true);
    expect(references(element)).to.deep.equal(['sup 1', 'span [^sun]']);
    markdown.write('.\n[^sun]: Farther.\n\nEnd');
    expect(references(element)).to.deep.equal(['sup 1', 'sup 2']);
    expect(notes(element)).to.deep.equal(['1 Far.', '2 Farther.']);
    expect([...element.children].map(({localName}) => localName)).to.deep.equal(['p', 'p', 'p', 'p', 'section']);
  });

  it('find their references among what is held back, also where they are whole at once', () => {
    const {element, markdown} = start();
    markdown.write('Begin.\n\nSee [^moon].\n\nMore.\n\n', true);
    markdown.write('[^moon]: Far.\n\nEnd.\n\nAnd more', true);
    expect(references(element)).to.deep.equal(['sup 1']);
  });

  it('without a note become text, and the others close the gap', () => {
    const element = render(['[^1] and [^2] and [^abc]\n\n[^2]: There.']);
    expect(references(element)).to.deep.equal(['span [^1]', 'sup 1', 'span [^abc]']);
    expect(notes(element)).to.deep.equal(['1 There.']);
  });

  it('that nothing refers to are not listed', () => {
    expect(render(['Text.\n\n[^1]: Alone.']).textContent).to.equal('Text.');
  });

  it('stay last while the text goes on behind them', () => {
    const {element, markdown} = start();
    for (const delta of cut('A[^1].\n\n[^1]: Note.\n\nMiddle.\n\n- list\n- goes on\n\nEnd', [3])) markdown.write(delta);
    expect([...element.children].map(({localName}) => localName)).to.deep.equal(['p', 'p', 'ul', 'p', 'section']);
  });

  it('may hold several blocks, and links that are defined later', () => {
    const element = render(cut('A[^1].\n\n[^1]: First [foo].\n\n    ```\n    code\n    ```\n\n    - item\n\nB.\n\n[foo]: https://x.example', [5]));
    expect([...element.querySelector('li')!.children].map(({localName}) => localName)).to.deep.equal(['p', 'pre', 'ul', 'button']);
    expect(element.querySelector<HTMLAnchorElement>('.footnotes a')!.href).to.equal('https://x.example/');
    expect(element.querySelector('.footnotes')!.previousElementSibling!.textContent).to.equal('B.');
  });

  it('take the reader to the note and back, and leave the page’s address alone', () => {
    const {element, markdown} = start();
    document.body.append(element);
    markdown.write('A[^1], B[^2], A[^1].\n\n[^1]: One.\n[^2]: Two.');
    markdown.end();
    const address = location.href;
    const [, two] = element.querySelectorAll<HTMLButtonElement>('.footnote button');
    two!.click();
    expect(document.activeElement).to.equal(element.querySelectorAll('li')[1]);
    element.querySelectorAll<HTMLButtonElement>('.footnote-back')[1]!.click();
    expect(document.activeElement).to.equal(element.querySelectorAll('.footnote button')[2]);
    expect(location.href).to.equal(address);
    element.remove();
  });

  it('speak the reader’s language, also when it changes', () => {
    let language = 'de';
    const words = () => ({footnotes: `notes ${language}`, footnote: (n: number) => `${language} ${n}`, footnoteBack: String, image: String, loadImage: String});
    const {element, markdown} = start({words});
    markdown.write('A[^1].\n\n[^1]: One.');
    markdown.end();
    language = 'fr';
    markdown.refresh();
    expect(element.querySelector('ol')!.ariaLabel).to.equal('notes fr');
    expect(element.querySelector('.footnote button')!.ariaLabel).to.equal('fr 1');
  });

  it('begin anew after a reset', () => {
    const {element, markdown} = start();
    markdown.write('A[^1].\n\n[^1]: One.\n');
    markdown.reset();
    markdown.write('B[^2].\n\n[^2]: Two.');
    markdown.end();
    expect(notes(element)).to.deep.equal(['1 Two.']);
    expect(element.textContent).not.to.contain('One');
  });

  it('hide what may still become one', () => {
    for (const text of ['word [^', 'word [^1', '[^1', '[^1]']) {
      const {element, markdown} = start();
      markdown.write(text);
      expect(element.textContent.trim(), text).to.equal(text.startsWith('word') ? 'word' : '');
    }
  });
});
