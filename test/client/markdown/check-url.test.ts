import {expect} from '@open-wc/testing';
import {checkUrl} from '../../../client/markdown/check-url.ts';

describe('checkUrl', () => {
  for (const [address, expected] of [
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTP://EXAMPLE.org', 'http://example.org/'],
    ['mailto:me@example.org', 'mailto:me@example.org'],
    [' https://example.org\n', 'https://example.org/'],
  ] as const) {
    it(`allows ${JSON.stringify(address)}`, () => expect(checkUrl(address)).to.equal(expected));
  }

  for (const address of [
    '', 'no address', '/path', '//example.org', '#part', '?query', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)',
    'java\nscript:alert(1)', '\u0001javascript:alert(1)', 'vbscript:x', 'data:text/html,x', 'file:///etc/passwd', 'blob:https://x.org/1',
    'ftp://x.org', 'tel:123', 'about:blank', 'https://', 'http://[bad', 'view-source:https://x.org', 'filesystem:https://x.org/t/f',
  ]) {
    it(`refuses ${JSON.stringify(address)}`, () => expect(checkUrl(address)).to.equal(undefined));
  }

  it('takes a relative address when told what it is relative to', () => {
    expect(checkUrl('/v1/corpus/a', 'https://example.org/page')).to.equal('https://example.org/v1/corpus/a');
    expect(checkUrl('javascript:alert(1)', 'https://example.org/page')).to.equal(undefined);
  });
});
