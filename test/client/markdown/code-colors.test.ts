import {expect, waitUntil} from '@open-wc/testing';
import {IncrementalMarkdown} from '../../../client/markdown/incremental-markdown.ts';
import {cut} from './support/render.ts';

const colored = (name: string) => [...(CSS.highlights.get(`llm-code-${name}`) ?? [])].map((range) => textOf(range));

function textOf({startContainer, startOffset, endContainer, endOffset}: StaticRange): string {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return String(range);
}

function drawn(text: string, end = true) {
  const element = document.createElement('div');
  element.className = 'markdown';
  document.body.append(element);
  const markdown = new IncrementalMarkdown(element);
  for (const delta of cut(text, [7])) markdown.write(delta);
  if (end) markdown.end();
  return {element, markdown};
}

describe('colours of code', () => {
  let present: ReturnType<typeof drawn>;
  afterEach(() => {
    present.markdown.release();
    present.element.remove();
  });

  it('are ranges over the text that is there: no node changes', async () => {
    present = drawn('```js\nconst a = "text"; // why\n```\n');
    const html = present.element.innerHTML;
    await waitUntil(() => colored('keyword').length > 0);
    expect(colored('keyword')).to.deep.equal(['const']);
    expect(colored('string')).to.deep.equal(['"text"']);
    expect(colored('comment')).to.deep.equal(['// why']);
    expect(present.element.innerHTML).to.equal(html);
  });

  it('come when a fence has closed, while the answer goes on, and leave the selection alone', async () => {
    present = drawn('```python\ndef moon():\n    return 1\n```\n\nmore', false);
    const text = present.element.querySelector('code span')!.firstChild!;
    getSelection()!.setBaseAndExtent(text, 0, text, 10);
    await waitUntil(() => colored('keyword').length === 2);
    expect(String(getSelection())).to.equal('def moon()');
  });

  it('come to code that was held back as it closed', async () => {
    present = drawn('Before.\n\nOpen', false);
    present.markdown.write('.\n\n```js\nconst a', true);
    present.markdown.write(' = 1;\n```\n\nmore', true);
    expect(present.element.querySelector('code')).to.be.null;
    present.markdown.write(' and more');
    await waitUntil(() => colored('keyword').length === 1);
  });

  it('wait for the fence to close', async () => {
    present = drawn('```js\nconst a = 1;\nconst', false);
    await new Promise((done) => setTimeout(done, 200));
    expect(colored('keyword')).to.deep.equal([]);
  });

  it('reach over the parts that long code is kept in', async () => {
    present = drawn(`\`\`\`js\n/*${'\n line'.repeat(60)} */\nlet a;\n\`\`\`\n`);
    await waitUntil(() => colored('comment').length > 0);
    expect(colored('comment')[0]).to.match(/^\/\*[^]* \*\/$/);
    expect(colored('keyword')).to.deep.equal(['let']);
  });

  it('are also in lists, and of languages in languages', async () => {
    present = drawn('- item\n  ```html\n  <script>const a = 1;</script>\n  ```\n');
    await waitUntil(() => colored('keyword').includes('const'));
  });

  it('are none for a language that nobody knows, or none at all', async () => {
    present = drawn('```nosuch\nconst\n```\n\n```\nconst\n```\n\n```__proto__\nconst\n```\n\n    const\n');
    await new Promise((done) => setTimeout(done, 200));
    expect(colored('keyword')).to.deep.equal([]);
  });

  it('come when a reader comes near the code', async () => {
    present = drawn('```js\nconst a = 1;\n```\n', false);
    present.element.style.marginBlockStart = '500vh';
    present.markdown.write('\nmore\n\n');
    present.markdown.end();
    await new Promise((done) => setTimeout(done, 300));
    expect(colored('keyword')).to.deep.equal([]);
    present.element.scrollIntoView();
    await waitUntil(() => colored('keyword').length === 1);
    expect(colored('keyword')).to.deep.equal(['const']);
  });

  it('end where long code leaves the screen, until a reader comes there', async () => {
    present = drawn(`\`\`\`js\n${'let moon = 1;\n'.repeat(1_000)}\`\`\`\n`);
    const count = () => CSS.highlights.get('llm-code-keyword')?.size ?? 0;
    await waitUntil(() => count() > 0);
    expect(count(), 'whole parts of 40 lines').to.equal(320);
    present.element.querySelectorAll('.code-lines')[8]!.scrollIntoView();
    await waitUntil(() => count() === 1_000);
    present.markdown.release();
    expect(count()).to.equal(0);
  });

  it('go with the answer, and come back with it', async () => {
    present = drawn('```js\nconst a = 1;\n```\n');
    await waitUntil(() => colored('keyword').length > 0);
    present.markdown.release();
    for (const highlight of CSS.highlights.values()) expect(highlight.size).to.equal(0);
    present.markdown.decorate();
    await waitUntil(() => colored('keyword').length > 0);
    present.markdown.reset();
    expect(colored('keyword')).to.deep.equal([]);
  });
});
