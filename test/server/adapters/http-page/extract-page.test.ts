import {expect} from 'chai';
import {extractPage} from '../../../../server/adapters/http-page/extract-page.ts';

const url = 'https://a.example/';
const pageOf = (text: string, contentType = 'text/html') => ({contentType, bytes: Buffer.from(text)});

describe('extractPage', () => {
  const {signal} = new AbortController();

  it('gives text, title and size', async () => {
    expect(await extractPage(url, pageOf('<title>A</title><p>Text'), signal)).to.deep.equal({title: 'A', blocks: [{kind: 'paragraph', text: 'Text'}], bytes: 23, how: 'page'});
  });

  it('says what can not be read, and what is empty', async () => {
    const codeOf = (text: string) => extractPage(url, pageOf(text), signal).catch((error: unknown) => error);
    expect(await codeOf('%PDF-1.7')).to.include({code: 'unsupported-type'});
    expect(await codeOf('<script>1</script>')).to.include({code: 'empty'});
  });

  it('stops between two pieces when nobody waits', async () => {
    const controller = new AbortController();
    const text$ = extractPage(url, pageOf('<p>text</p>'.repeat(100_000)), controller.signal);
    controller.abort();
    expect(await text$.catch((error: unknown) => error)).to.be.instanceOf(Error).with.property('name', 'AbortError');
  });
});
