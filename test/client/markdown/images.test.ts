import {expect} from '@open-wc/testing';
import {IncrementalMarkdown} from '../../../client/markdown/incremental-markdown.ts';
import {cut, render} from './support/render.ts';

/** An image of this server that no test has asked for before. */
let count = 0;
const fresh = () => `${location.origin}/test/client/markdown/support/seeded.ts?image=${(count += 1)}`;
const requested = (address: string) => performance.getEntriesByName(address).length > 0;
const settled = () => new Promise((done) => setTimeout(done, 50));

function drawn(text: string) {
  const element = document.createElement('div');
  document.body.append(element);
  const markdown = new IncrementalMarkdown(element);
  markdown.write(text);
  return {element, markdown, button: element.querySelector<HTMLButtonElement>('button.image')!};
}

describe('images', () => {
  afterEach(() => document.querySelectorAll('body > div').forEach((element) => element.remove()));

  it('are buttons that say what they show and where they come from', () => {
    const element = render(['![a *b* ![c](d) [1]](https://example.org:8080/i.png "t") ![](https://example.org/j.png)']);
    expect([...element.querySelectorAll('button')].map(({textContent}) => textContent)).to.deep.equal(['Image: a b c [1] · Load from example.org:8080', 'Image · Load from example.org']);
    expect(element.querySelector('img')).to.be.null;
  });

  it('ask for nothing until they are pressed, and then without telling from where', async () => {
    const address = fresh();
    const {element, button} = drawn(`![alt](${address})`);
    await settled();
    expect(requested(address)).to.equal(false);
    button.click();
    const image = element.querySelector('img')!;
    expect(image).to.include({src: address, alt: 'alt', referrerPolicy: 'no-referrer'});
    expect(image.getAttributeNames().indexOf('referrerpolicy')).to.be.below(image.getAttributeNames().indexOf('src'));
    await new Promise((done) => element.addEventListener('error', done, {capture: true, once: true})); // it is no image
    expect(requested(address)).to.equal(true);
  });

  it('that can’t be shown become links', async () => {
    const address = fresh();
    const {element, button} = drawn(`![alt](${address})`);
    button.click();
    await new Promise((done) => element.addEventListener('error', done, {capture: true, once: true}));
    expect(element.querySelector('img')).to.be.null;
    expect(element.querySelector('a.image')).to.include({href: address, textContent: 'Image: alt', referrerPolicy: ''});
    expect(element.querySelector<HTMLAnchorElement>('a.image')!.rel).to.contain('noreferrer');
  });

  it('stay shown while the text goes on', () => {
    const address = `${location.origin}/client/page/favicon.svg?image`;
    const {element, markdown, button} = drawn(`![alt](${address}) and`);
    button.click();
    const image = element.querySelector('img');
    markdown.write(' more.\n\nAnd more.');
    markdown.end();
    expect(element.querySelector('img')).to.equal(image).and.not.to.be.null;
  });

  it('of other schemes and in links are named only', () => {
    for (const address of ['data:image/png;base64,AAAA', 'blob:https://x.org/1', 'mailto:a@b.org', '/relative.png', '//x.org/i.png', 'ftp://x.org/i.png']) {
      const element = render(cut(`![alt](${address})`, [3]));
      expect(element.querySelector('button, img, a'), address).to.be.null;
    }
    const linked = render(['[![a](https://example.org/i.png)](https://example.org)']);
    expect(linked.querySelector('a > span.image')!.textContent).to.equal('Image: a');
    expect(linked.querySelector('button')).to.be.null;
  });
});
