import {expect} from 'chai';
import fc from 'fast-check';
import {isPublicAddress} from '../../../../server/adapters/http-page/public-address.ts';

describe('isPublicAddress', () => {
  for (const address of ['8.8.8.8', '93.184.216.34', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.255.255', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::8a']) {
    it(`takes ${address} for public`, () => {
      expect(isPublicAddress(address)).to.be.true;
    });
  }

  const inner: Readonly<Record<string, readonly string[]>> = {
    unspecified: ['0.0.0.0', '0.1.2.3', '::'],
    loopback: ['127.0.0.1', '127.255.255.254', '::1'],
    private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd00:ec2::254', 'fec0::1'],
    'link-local': ['169.254.0.1', '169.254.169.254', 'fe80::1', 'fe80::1%eth0'],
    'carrier-grade NAT': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
    multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
    broadcast: ['255.255.255.255'],
    reserved: ['192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1', '2001:db8::1', '100::1', '3fff::1', '4000::1', '5f00::1'],
    'a cloud\'s inside': ['168.63.129.16'],
    'IPv4 in IPv6': ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1', '::7f00:1', '::ffff:0:127.0.0.1', '2002:7f00:1::', '2001:0:7f00:1::', '64:ff9b::7f00:1', '64:ff9b:1::1'],
    'no address': ['', 'localhost', '127.1', '0x7f.1', '2130706433', '0177.0.0.1', '127.0.0.1.', '[::1]', '8.8.8.8/8', '::g'],
  };
  for (const [what, addresses] of Object.entries(inner)) {
    it(`takes nothing for public that is ${what}`, () => {
      for (const address of addresses) expect(isPublicAddress(address), address).to.be.false;
    });
  }

  it('takes no IPv4 address for public in an IPv6 disguise', () => {
    const octets = fc.tuple(fc.integer({min: 0, max: 255}), fc.integer({min: 0, max: 255}), fc.integer({min: 0, max: 255}), fc.integer({min: 0, max: 255}));
    fc.assert(
      fc.property(octets, (parts) => {
        const hex = (at: number) => ((parts[at] ?? 0) * 256 + (parts[at + 1] ?? 0)).toString(16);
        for (const form of [`::ffff:${parts.join('.')}`, `::${parts.join('.')}`, `2002:${hex(0)}:${hex(2)}::`, `64:ff9b::${hex(0)}:${hex(2)}`]) {
          expect(isPublicAddress(form), form).to.be.false;
        }
      }),
    );
  });
});
