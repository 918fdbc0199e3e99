import {Readable} from 'node:stream';
import {gzipSync} from 'node:zlib';
import {expect} from 'chai';
import {readBody} from '../../../../server/adapters/http-page/read-body.ts';

const url = 'https://a.example/';
const errorOf = (body: Readable, encoding: string, maxBytes = 100): Promise<unknown> =>
  readBody(body, {url, encoding, maxBytes}).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('readBody', () => {
  it('joins what comes in pieces', async () => {
    const bytes = await readBody(Readable.from([Buffer.from('one '), Buffer.from('two')]), {url, encoding: '', maxBytes: 7});
    expect(Buffer.from(bytes).toString()).to.equal('one two');
  });

  it('unpacks what comes in pieces', async () => {
    const packed = gzipSync('one two');
    const body = Readable.from([packed.subarray(0, 3), packed.subarray(3)]);
    expect(Buffer.from(await readBody(body, {url, encoding: ' GZIP ', maxBytes: 7})).toString()).to.equal('one two');
  });

  it('takes no byte more than the cap, and closes the body', async () => {
    for (const [body, encoding] of [[Readable.from([Buffer.alloc(101)]), ''], [Readable.from([gzipSync(Buffer.alloc(101))]), 'gzip']] as const) {
      expect(await errorOf(body, encoding)).to.include({code: 'too-large'});
      expect(body.destroyed).to.be.true;
    }
    expect(await errorOf(Readable.from([Buffer.alloc(100)]), '')).to.be.undefined;
  });

  it('closes a body that it can not unpack', async () => {
    for (const encoding of ['compress', 'toString', '__proto__']) {
      const body = Readable.from([Buffer.alloc(1)]);
      expect(await errorOf(body, encoding)).to.include({code: 'bad-response'});
      expect(body.destroyed).to.be.true;
    }
  });

  it('throws what breaks the body, unpacked or not', async () => {
    const broken = () =>
      new Readable({
        read() {
          this.destroy(new Error('cable cut'));
        },
      });
    for (const encoding of ['', 'gzip']) expect(await errorOf(broken(), encoding)).to.be.instanceOf(Error).with.property('message', 'cable cut');
  });
});
