import type {LookupAddress} from 'node:dns';
import {expect} from 'chai';
import {AddressGuard} from '../../../../server/adapters/http-page/address-guard.ts';
import {UpstreamError} from '../../../../server/pipeline/upstream-error.ts';

const reasonOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'address-refused') return error.reason;
    throw error;
  }
  return 'none';
};

describe('AddressGuard', () => {
  describe('check', () => {
    const guard = new AddressGuard();

    it('lets the web pass', () => {
      for (const url of ['http://a.example/', 'https://a.example/x?y#z', 'https://a.example:8443/', 'http://a.example:8080/', 'http://8.8.8.8/', 'https://[2606:4700::1111]/']) {
        expect(guard.check(url).href).to.equal(url);
      }
    });

    it('reads an address as the page that names it does', () => {
      expect(guard.check('../b', new URL('https://a.example/x/y')).href).to.equal('https://a.example/b');
      expect(guard.check('//b.example/', new URL('https://a.example/')).href).to.equal('https://b.example/');
    });

    const refused: Readonly<Record<string, readonly string[]>> = {
      'The address is not a valid one.': ['', 'http://', 'https://a b/', 'http://[::1', 'http://256.256.256.256/', 'http://a.example:99999/'],
      'Only pages on the web (http, https) are read.': ['ftp://a.example/', 'file:///etc/passwd', 'gopher://a.example/', 'data:text/html,x', 'javascript:alert(1)', 'ws://a.example/'],
      'The address carries a user name or password.': ['http://user@a.example/', 'http://user:pass@a.example/', 'http://8.8.8.8@127.0.0.1/'],
      'The address names a port that pages are not read from.': ['http://a.example:22/', 'http://a.example:6379/', 'https://a.example:25/', 'http://8.8.8.8:11211/'],
      'The address does not lead to the public internet.': ['http://127.0.0.1/', 'http://localhost/', 'http://intranet/', 'http://a.internal/', 'http://a.example./', 'http://127.0.0.1:22/'],
    };
    for (const [reason, urls] of Object.entries(refused)) {
      it(`refuses: ${reason}`, () => {
        for (const url of urls) expect(reasonOf(() => guard.check(url)), url).to.equal(reason);
      });
    }

    it('lets pass what is allowed, and only that', () => {
      const allowing = new AddressGuard({allowPrivate: ['wiki.local', '127.0.0.1:3000', '10.0.0.0/8']});
      for (const url of ['http://wiki.local:1234/', 'http://127.0.0.1:3000/', 'http://localhost:3000/', 'https://10.1.2.3:9999/']) expect(allowing.check(url).href).to.equal(url);
      for (const url of ['http://127.0.0.1/', 'http://127.0.0.1:3001/', 'http://192.168.0.1/', 'http://u@wiki.local/', 'ftp://wiki.local/']) {
        expect(reasonOf(() => allowing.check(url)), url).to.not.equal('none');
      }
    });

    it('does not start with a setting that it can not read', () => {
      expect(() => new AddressGuard({allowPrivate: ['10.0.0.0/99']})).to.throw(RangeError, 'allowPrivate must name hosts');
    });
  });

  describe('lookup', () => {
    const answering = (found: string | LookupAddress[] | Error) => (_name: string, _options: object, callback: (error: Error | null, found: string | LookupAddress[], family?: number) => void) =>
      found instanceof Error ? callback(found, []) : callback(null, found, 4);
    const lookUp = (guard: AddressGuard, found: string | LookupAddress[] | Error, {all = true, host = 'a.example', port = 80} = {}) =>
      new Promise((resolve, reject) => {
        guard.lookup(answering(found), port)(host, {all}, (error, address) => {
          if (error) reject(error);
          else resolve(address);
        });
      });

    it('gives public addresses only', async () => {
      const found = [
        {address: '127.0.0.1', family: 4},
        {address: '8.8.8.8', family: 4},
        {address: '::ffff:127.0.0.1', family: 6},
        {address: '2606:4700::1111', family: 6},
      ];
      expect(await lookUp(new AddressGuard(), found)).to.deep.equal([found[1], found[3]]);
      expect(await lookUp(new AddressGuard(), found, {all: false})).to.equal('8.8.8.8');
    });

    it('refuses a name that leads nowhere else', async () => {
      const refused = async (found: string | LookupAddress[], where = {}) => {
        const error: unknown = await lookUp(new AddressGuard(), found, where).catch((caught: unknown) => caught);
        return error instanceof UpstreamError ? error.reason : 'none';
      };
      expect(await refused([{address: '10.0.0.1', family: 4}])).to.equal('The address does not lead to the public internet.');
      expect(await refused('169.254.169.254')).to.equal('The address does not lead to the public internet.');
      expect(await refused([])).to.equal('The address does not lead to the public internet.');
      expect(await refused('8.8.8.8', {host: 'printer.local'})).to.equal('The address does not lead to the public internet.');
      expect(await refused('8.8.8.8', {port: 22})).to.equal('The address does not lead to the public internet.');
    });

    it('gives what is allowed for a host, or in a range', async () => {
      const inside = [{address: '10.0.0.1', family: 4}];
      expect(await lookUp(new AddressGuard({allowPrivate: ['wiki.local']}), inside, {host: 'wiki.local', port: 99})).to.deep.equal(inside);
      expect(await lookUp(new AddressGuard({allowPrivate: ['10.0.0.0/8']}), inside, {host: 'wiki.local', port: 99})).to.deep.equal(inside);
    });

    it('passes on that a name was not found', async () => {
      const error = await lookUp(new AddressGuard(), new Error('ENOTFOUND')).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(Error).with.property('message', 'ENOTFOUND');
    });
  });
});
