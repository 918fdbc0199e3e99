import {expect} from 'chai';
import {extractPage} from '../../../../server/adapters/http-page/extract-page.ts';
import {sharedExtractors} from '../../../support/shared-extractors.ts';

const pageOf = (text: string, contentType = 'text/html') => ({url: 'https://a.example/', contentType, bytes: new TextEncoder().encode(text)});

describe('extractPage', () => {
  const {signal} = new AbortController();

  it('gives text, title and size', async () => {
    const read = await extractPage(pageOf('<title>A</title><p>Text'), sharedExtractors, signal);
    expect(read).to.deep.equal({title: 'A', blocks: [{kind: 'paragraph', text: 'Text'}], bytes: 23, how: 'page'});
  });

  it('says what can not be read, and what is empty', async () => {
    const codeOf = (text: string) => extractPage(pageOf(text), sharedExtractors, signal).catch((error: unknown) => error);
    expect(await codeOf('GIF89a\x01\0\x01\0')).to.include({code: 'unsupported-type'});
    expect(await codeOf('')).to.include({code: 'empty'});
    expect(await codeOf('<p> </p>')).to.include({code: 'empty'});
    expect(await codeOf('<script>1</script>')).to.include({code: 'needs-scripts'});
  });

  it('leaves at once when nobody waits', async () => {
    const controller = new AbortController();
    const text$ = extractPage(pageOf('<p>text</p>'.repeat(100_000)), sharedExtractors, controller.signal);
    controller.abort();
    expect(await text$.catch((error: unknown) => error)).to.be.instanceOf(Error).with.property('name', 'AbortError');
  });
});
