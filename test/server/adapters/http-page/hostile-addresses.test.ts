import {expect} from 'chai';
import {lastValueFrom} from 'rxjs';
import {httpPageReader, type HttpPageReader} from '../../../../server/adapters/http-page/http-page-reader.ts';
import {UpstreamError} from '../../../../server/pipeline/upstream-error.ts';
import {type ConnectionCount, countConnections} from '../../../support/count-connections.ts';
import {hitOf} from '../../../support/hits.ts';
import {type Behaviour, page, type PageStandIn, redirect, startPageStandIn} from '../../../support/page-stand-in.ts';
import {sharedExtractors} from '../../../support/shared-extractors.ts';

/** Every address that must not be reached; `PORT` is one on which a server listens on the loopback. */
const hostile: Readonly<Record<string, readonly string[]>> = {
  'loopback in every spelling': [
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://127.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://0x7f.1:PORT/',
    'http://017700000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0177.0x0.0.01:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://127.255.255.254:PORT/',
    'http://0:PORT/',
    'http://0.0.0.0:PORT/',
    'http://①②⑦.⓪.⓪.①:PORT/',
    'http://127。0。0。1:PORT/',
    'http://127%2e0%2e0%2e1:PORT/',
    'http://%31%32%37.0.0.1:PORT/',
    'http:127.0.0.1:PORT/',
    'http:\\\\127.0.0.1:PORT\\',
    'http:///127.0.0.1:PORT/',
    'HTTP://127.0.0.1:PORT/',
    'http://\t127.0.0.1:PORT/',
    'http://127.0.0.1\n:PORT/',
    'https://127.0.0.1:PORT/',
    'http://0x7F.0x0.0x0.0x1:PORT/',
    'http://0x7f.0x000001:PORT/',
    'http://00000177.0.0.1:PORT/',
    'http://127.0x0.1:PORT/',
    'http://0177.1:PORT/',
    'http://0b1111111.0.0.1:PORT/',
    'http://127.0.0.1%00.example:PORT/',
    'http://127.0.0.1%2f.example:PORT/',
    'http://１２７.０.０.１:PORT/',
    'http://127.0.0.1。:PORT/',
    'http://127．0．0．1:PORT/',
    'http://𝟏𝟐𝟕.𝟎.𝟎.𝟏:PORT/',
    'http:/127.0.0.1:PORT/',
    'http:////127.0.0.1:PORT/',
    'http:/\\127.0.0.1:PORT/',
    'ht\ntp://127.0.0.1:PORT/',
    'http://127.0.0.1:0PORT/',
    'http://127.0.0.1:PORT\\@public.example/',
    'http://127.0.0.1:PORT#@public.example/',
    'http://127.0.0.1:PORT?@public.example/',
  ],
  'loopback by name': [
    'http://localhost:PORT/',
    'http://LOCALHOST:PORT/',
    'http://localhost.:PORT/',
    'http://ⓛocalhost:PORT/',
    'http://ｌｏｃａｌｈｏｓｔ:PORT/',
    'http://foo.localhost:PORT/',
    'http://localhost.localdomain:PORT/',
    'http://ip6-localhost:PORT/',
    'http://ip6-loopback:PORT/',
    'http://localhost%2e:PORT/',
    'http://local\u00adhost:PORT/',
    'http://LocalHost.LocalDomain:PORT/',
    'http://a.b.localhost.:PORT/',
  ],
  'IPv6 in every form': [
    'http://[::1]:PORT/',
    'http://[0:0:0:0:0:0:0:1]:PORT/',
    'http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/',
    'http://[::]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[::ffff:0:127.0.0.1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[2001:0:7f00:1::]:PORT/',
    'http://[64:ff9b::127.0.0.1]:PORT/',
    'http://[64:ff9b:1::7f00:1]:PORT/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
    'http://[100::1]/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[64:ff9b::10.0.0.1]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[2002:c0a8:1::1]/',
    'http://[2001::ffff:ffff:80ff:fffe]/',
    'http://[::ffff:0a00:0001]/',
    'http://[::FFFF:C0A8:1]/',
    'http://[fe80::1%25eth0]/',
    'http://[febf::1]/',
    'http://[ff0e::1]/',
    'http://[fdff::1]/',
    'http://[3fff::1]/',
    'http://[5f00::1]/',
    'http://[4000::1]/',
    'http://[2001:10::1]/',
    'http://[2001:20::1]/',
    'http://[2001:2::1]/',
  ],
  'private and shared networks': [
    'http://10.0.0.1/',
    'http://10.255.255.255:8080/',
    'http://172.16.0.1/',
    'http://172.31.255.254/',
    'http://192.168.0.1/',
    'http://0xc0a80001/',
    'http://3232235521/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://192.0.2.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://240.0.0.1/',
    'http://172.20.10.2/',
    'http://192.168.255.255:8443/',
    'http://0300.0250.0.1/',
    'http://10.1/',
    'http://100.127.255.254/',
    'http://198.19.255.255/',
    'http://198.51.100.7/',
    'http://203.0.113.7/',
    'http://233.252.0.1/',
    'http://192.88.99.1/',
    'http://169.254.1.1/',
  ],
  'the inside of clouds': [
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.169.254./latest/meta-data/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://0251.0376.0251.0376/',
    'http://[::ffff:169.254.169.254]/',
    'http://169.254.170.2/v2/credentials',
    'http://100.100.100.200/latest/meta-data/',
    'http://168.63.129.16/',
    'http://192.0.0.192/',
    'http://metadata/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://instance-data.ec2.internal/',
    'http://[::ffff:a9fe:a9fe]/latest/meta-data/',
    'http://169.254.169.253/',
    'http://169.254.169.123/',
    'http://metadata.google.internal./computeMetadata/v1/',
    'http://169.254.43518/',
  ],
  'names that resolve inside': [
    'http://loopback.example/',
    'http://mapped.example/',
    'http://private.example/',
    'http://metadata.example/',
    'http://unspecified.example/',
    'http://loopback6.example/',
    'http://nat64.example/',
    'https://private.example/',
    'http://many.example/',
    'http://printer.local/',
    'http://wiki.corp/',
    'http://intranet/',
    'http://router.home.arpa/',
    'http://a.lan/',
    'http://hidden.onion/',
  ],
  'what is not a page': [
    'http://user:secret@public.example/',
    'http://public.example@127.0.0.1:PORT/',
    'http://public.example:22/',
    'http://public.example:6379/',
    'http://public.example:PORT/',
    'https://public.example:11211/',
    'http://8.8.8.8:25/',
    'http://256.256.256.256/',
    'http://[::1/',
    'http://',
    'ftp://public.example/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:PORT/_GET',
    'data:text/html,<p>x',
    'javascript:alert(1)',
    'jar:http://127.0.0.1:PORT!/',
    'unix:/var/run/docker.sock',
    '//127.0.0.1:PORT/',
  ],
};

/** What the names of these tests resolve to; nobody asks a real resolver. */
const names: Readonly<Record<string, readonly string[]>> = {
  'loopback.example': ['127.0.0.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'private.example': ['10.0.0.1', '192.168.0.1'],
  'metadata.example': ['169.254.169.254'],
  'unspecified.example': ['0.0.0.0'],
  'loopback6.example': ['::1'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'many.example': ['127.0.0.1', '::1', '10.0.0.1', 'fd00::1'],
};

/** Whether a redirect may say this, and it leads to another place: `http:name/` is a path of the same one. */
const isElsewhere = (target: string): boolean => /^[\x20-\x7e]+$/.test(target) && !/^https?:(?![\\/]{2})/i.test(target);

describe('httpPageReader and hostile addresses', () => {
  let standIn: PageStandIn;
  let other: PageStandIn;
  let reader: HttpPageReader;
  let connections: ConnectionCount;
  let lookups: string[];
  let behaviour: Behaviour;

  beforeEach(async () => {
    behaviour = page('Something that nobody outside should see.');
    standIn = await startPageStandIn({'/': (socket, request) => behaviour(socket, request), '/inside': page('Inside')});
    other = await startPageStandIn({'/': page('Another server inside')});
    lookups = [];
    connections = countConnections();
  });
  afterEach(async () => {
    connections.stop();
    await reader.close();
    await standIn.close();
    await other.close();
  });

  const readerWith = (resolve: (name: string) => readonly string[], options: Parameters<typeof httpPageReader>[0] = {}) => {
    reader = httpPageReader({
      extractors: sharedExtractors,
      robots: false,
      lookup: (name, _options, callback) => {
        lookups.push(name);
        const found = resolve(name).map((address) => ({address, family: address.includes(':') ? 6 : 4}));
        callback(found.length > 0 ? null : new Error('ENOTFOUND'), found);
      },
      ...options,
    });
    return reader;
  };
  const codeOf = async (url: string): Promise<string> =>
    lastValueFrom(reader.read(hitOf(url))).then(
      () => 'read',
      (error: unknown) => (error instanceof UpstreamError ? error.code : String(error)),
    );

  it('sees a connection when there is one', async () => {
    readerWith(() => ['127.0.0.1'], {allowPrivate: [`open.example:${standIn.port}`]});
    expect(await codeOf(`http://open.example:${standIn.port}/`)).to.equal('read');
    expect(connections.attempts).to.deep.equal([`127.0.0.1:${standIn.port}`]);
  });

  for (const [what, urls] of Object.entries(hostile)) {
    it(`connects to none of ${urls.length}: ${what}`, async () => {
      // The port of the server is one of those that pages are read from, so that only the address speaks against it.
      readerWith((name) => names[name] ?? ['127.0.0.1'], {ports: [80, 443, 8080, standIn.port]});
      for (const url of urls) expect(await codeOf(url.replace('PORT', String(standIn.port))), url).to.equal('address-refused');
      expect(connections.attempts).to.deep.equal([]);
      expect(standIn.accepted).to.equal(0);
    });

    it(`follows no redirect to any of them: ${what}`, async () => {
      readerWith((name) => names[name] ?? ['127.0.0.1'], {allowPrivate: [`127.0.0.1:${standIn.port}`]});
      for (const url of urls) {
        const target = url.replace('PORT', String(other.port));
        if (!isElsewhere(target)) continue;
        behaviour = redirect(target);
        expect(await codeOf(`${standIn.origin}/`), url).to.equal('address-refused');
      }
      expect(new Set(connections.attempts)).to.deep.equal(new Set([`127.0.0.1:${standIn.port}`]));
      expect(other.accepted).to.equal(0);
    });
  }

  it('has more than 150 of them, no two alike', () => {
    const urls = Object.values(hostile).flat();
    expect(new Set(urls).size).to.equal(urls.length).and.be.greaterThan(150);
  });

  it('connects to the address that was checked, though the name resolves to another the next time', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['10.0.0.1']];
    readerWith(() => answers.shift() ?? [], {allowPrivate: [`127.0.0.1:${standIn.port}`]});
    behaviour = (socket, request) => {
      page('Public so far')(socket, request);
      socket.end();
    };
    expect(await codeOf(`http://rebinding.example:${standIn.port}/`)).to.equal('read');
    await standIn.idle();
    expect(await codeOf(`http://rebinding.example:${standIn.port}/`)).to.equal('address-refused');
    expect(await codeOf(`http://rebinding.example:${standIn.port}/`)).to.equal('address-refused');
    expect(connections.attempts).to.deep.equal([`127.0.0.1:${standIn.port}`]);
    expect(lookups).to.have.length(3);
  });

  it('passes over the inner addresses of a name that has others too', async () => {
    readerWith(() => ['127.0.0.2', '::1', '127.0.0.1'], {allowPrivate: [`127.0.0.1:${standIn.port}`]});
    expect(await codeOf(`http://mixed.example:${standIn.port}/`)).to.equal('read');
    expect(connections.attempts).to.deep.equal([`127.0.0.1:${standIn.port}`]);
  });

  it('reads a host that is allowed, but follows it to no other', async () => {
    readerWith(() => ['127.0.0.1'], {allowPrivate: ['wiki.local']});
    behaviour = redirect('/inside');
    expect(await codeOf(`http://wiki.local:${standIn.port}/`)).to.equal('read');
    behaviour = redirect(`http://other.local:${standIn.port}/inside`);
    expect(await codeOf(`http://wiki.local:${standIn.port}/`)).to.equal('address-refused');
    behaviour = redirect(`http://127.0.0.1:${standIn.port}/inside`);
    expect(await codeOf(`http://wiki.local:${standIn.port}/`)).to.equal('address-refused');
    expect(standIn.requests.map(({path}) => path)).to.deep.equal(['/', '/inside', '/', '/']);
  });
});
