import {expect} from 'chai';
import {allowsPrivate, parseAllowPrivate} from '../../../server/enrichment/allow-private.ts';

const allows = (entry: string, address: string, host = 'a.example', port = 80): boolean => {
  const parsed = parseAllowPrivate([entry]);
  if (typeof parsed === 'string') throw new Error(parsed);
  return allowsPrivate(parsed, address, host, port);
};

describe('parseAllowPrivate', () => {
  it('allows a host by its name, on one port or all', () => {
    expect(allows('wiki.local', '10.0.0.1', 'wiki.local', 8000)).to.be.true;
    expect(allows('WIKI.local:8000', '10.0.0.1', 'wiki.local', 8000)).to.be.true;
    expect(allows('wiki.local:8000', '10.0.0.1', 'wiki.local', 8001)).to.be.false;
    expect(allows('wiki.local:80', '10.0.0.1', 'wiki.local', 8001)).to.be.false;
    expect(allows('wiki.local', '10.0.0.1', 'evil.wiki.local')).to.be.false;
  });

  it('allows an address, on one port or all', () => {
    expect(allows('127.0.0.1', '127.0.0.1')).to.be.true;
    expect(allows('127.0.0.1', '127.0.0.2')).to.be.false;
    expect(allows('127.0.0.1:3000', '127.0.0.1', 'localhost', 3000)).to.be.true;
    expect(allows('127.0.0.1:3000', '127.0.0.1', 'localhost', 3001)).to.be.false;
    expect(allows('::1', '::1')).to.be.true;
    expect(allows('[::1]:3000', '::1', 'localhost', 3000)).to.be.true;
    expect(allows('[::1]:3000', '::1', 'localhost', 3001)).to.be.false;
  });

  it('allows a range', () => {
    expect(allows('10.0.0.0/8', '10.1.2.3')).to.be.true;
    expect(allows('10.0.0.0/8', '11.1.2.3')).to.be.false;
    expect(allows('10.0.0.0/8', '::ffff:10.1.2.3')).to.be.true;
    expect(allows('fd00::/8', 'fd12::1')).to.be.true;
    expect(allows('fd00::/8', '10.1.2.3')).to.be.false;
    expect(allows('10.0.0.0/8', '10.evil.example')).to.be.false;
  });

  for (const bad of ['', ' ', '10.0.0.0/99', '10.0.0.0/x', 'a/b', 'http://wiki.local', 'user@wiki.local', 'wiki.local:port', 'wiki.local:99999', '*', '[::1', 'a b']) {
    it(`refuses "${bad}" with a sentence`, () => {
      expect(parseAllowPrivate(['10.0.0.0/8', bad])).to.equal(`must name hosts or CIDR ranges, such as wiki.local, 127.0.0.1:8080 or 10.0.0.0/8, not "${bad}"`);
    });
  }

  it('allows nothing when there is nothing', () => {
    expect(parseAllowPrivate([])).to.deep.equal([]);
  });
});
