import {expect} from '@open-wc/testing';
import {DomPatcher} from '../../../client/markdown/dom-patcher.ts';

/** An element with the given children: text, or tags with text in them. */
function parent(...children: readonly (string | readonly [tag: string, text: string])[]): HTMLElement {
  const element = document.createElement('div');
  for (const child of children) {
    if (typeof child === 'string') element.append(new Text(child));
    else element.append(Object.assign(document.createElement(child[0]), {textContent: child[1]}));
  }
  return element;
}

function write(element: Element, draw: (patcher: DomPatcher) => void): Node[] {
  const patcher = new DomPatcher(element, element.firstChild);
  draw(patcher);
  patcher.finishAndTrim();
  return [...element.childNodes];
}

describe('DomPatcher', () => {
  it('writes into an empty element', () => {
    const element = parent();
    write(element, (patcher) => {
      patcher.text('a');
      patcher.text('b');
      patcher.open('em', [['class', 'c']]);
      patcher.text('d');
      patcher.close();
      patcher.empty('br');
    });
    expect(element.innerHTML).to.equal('ab<em class="c">d</em><br>');
  });

  it('keeps nodes that fit, and lets text grow in place', () => {
    const element = parent('one', ['em', 'two'], 'three');
    const before = [...element.childNodes];
    const after = write(element, (patcher) => {
      patcher.text('one!');
      patcher.open('em');
      patcher.text('2');
      patcher.close();
      patcher.text('three');
    });
    expect(after).to.deep.equal(before);
    expect(element.innerHTML).to.equal('one!<em>2</em>three');
  });

  it('changes nothing when nothing is new', () => {
    const element = parent('one', ['em', 'two']);
    const observer = new MutationObserver(() => undefined);
    observer.observe(element, {attributes: true, characterData: true, childList: true, subtree: true});
    write(element, (patcher) => {
      patcher.text('one');
      patcher.open('em');
      patcher.text('two');
      patcher.close();
    });
    expect(observer.takeRecords()).to.have.length(0);
  });

  it('replaces a node of another kind and removes what is left over', () => {
    const element = parent(['em', 'one'], 'two', ['p', 'three']);
    write(element, (patcher) => {
      patcher.open('strong');
      patcher.text('one');
      patcher.close();
    });
    expect(element.innerHTML).to.equal('<strong>one</strong>');
  });

  it('sets attributes that differ and removes others', () => {
    const element = parent(['a', '']);
    element.firstElementChild!.setAttribute('title', 'old');
    write(element, (patcher) => patcher.empty('a', [['href', 'https://x.org/']]));
    expect(element.innerHTML).to.equal('<a href="https://x.org/"></a>');
  });

  it('writes between a first node and the node to stop before', () => {
    const element = parent(['p', 'before'], ['p', 'old'], ['p', 'old'], ['p', 'after']);
    const [, from, , end] = [...element.children];
    const patcher = new DomPatcher(element, from!, end);
    patcher.open('p');
    patcher.text('new');
    patcher.close();
    patcher.finishAndTrim();
    expect(element.innerHTML).to.equal('<p>before</p><p>new</p><p>after</p>');
    expect(patcher.last).to.equal(from);
  });

  it('inserts before the node to stop before when there is nothing to keep', () => {
    const element = parent(['p', 'end']);
    const patcher = new DomPatcher(element, element.firstChild, element.firstChild);
    patcher.empty('hr');
    patcher.finishAndTrim();
    expect(element.innerHTML).to.equal('<hr><p>end</p>');
  });

  it('leaves what is behind alone when it only finishes', () => {
    const element = parent(['p', 'one'], ['p', 'two']);
    const patcher = new DomPatcher(element, element.firstChild);
    patcher.open('p');
    patcher.text('1');
    patcher.close();
    patcher.finish();
    expect(element.innerHTML).to.equal('<p>1</p><p>two</p>');
  });

  it('throws when more is closed than was opened', () => {
    expect(() => new DomPatcher(parent(), null).close()).to.throw('none is open');
  });
});
