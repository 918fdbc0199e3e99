import {brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync} from 'node:zlib';
import {expect} from 'chai';
import {lastValueFrom} from 'rxjs';
import {httpPageReader, type HttpPageReader} from '../../../../server/adapters/http-page/http-page-reader.ts';
import type {UpstreamCode} from '../../../../server/pipeline/upstream-error.ts';
import {UpstreamError} from '../../../../server/pipeline/upstream-error.ts';
import {hitOf} from '../../../support/hits.ts';
import {makePdf} from '../../../support/make-pdf.ts';
import {
  answer,
  type Behaviour,
  endless,
  endlessHead,
  garble,
  type PageStandIn,
  redirect,
  reset,
  resetMidway,
  stall,
  stallMidway,
  startPageStandIn,
  truncate,
  truncateChunks,
} from '../../../support/page-stand-in.ts';
import {sharedExtractors} from '../../../support/shared-extractors.ts';

interface Fault {
  readonly serves: Behaviour;
  readonly code: UpstreamCode;
  readonly reason: string;
  /** Longest time for the page, in milliseconds, where it matters. */
  readonly totalTimeoutMs?: number;
}

const status = (code: number, headers: Readonly<Record<string, string>> = {}) => answer({status: code, headers, body: '<p>A page about the error.'});
const zipped = (body: string | Uint8Array) => answer({headers: {'content-encoding': 'gzip'}, body});
const bomb = gzipSync(Buffer.alloc(100_000_000));
const zeros = Buffer.alloc(50_000_000);
const bombs = Object.fromEntries(
  Object.entries({deflate: deflateSync(zeros), br: brotliCompressSync(zeros, {params: {[constants.BROTLI_PARAM_QUALITY]: 1}}), zstd: zstdCompressSync(zeros)}).map(([encoding, body]): [string, Fault] => [
    `sends a bomb in ${encoding}`,
    {serves: answer({headers: {'content-encoding': encoding}, body}), code: 'too-large', reason: 'The page is larger than 3 MB.'},
  ]),
);

const faults: Readonly<Record<string, Fault>> = {
  'never answers': {serves: stall, code: 'timeout', reason: 'The site did not answer in time.'},
  'stops in the middle': {serves: stallMidway, code: 'timeout', reason: 'The site stopped sending.'},
  'drips so slowly that it never ends': {
    serves: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n');
      const drip = setInterval(() => socket.write('<p>drip'), 20);
      socket.on('close', () => clearInterval(drip));
    },
    code: 'timeout',
    reason: 'The page took too long.',
    totalTimeoutMs: 400,
  },
  'drips its head': {
    serves: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x-drip: 1\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    },
    code: 'timeout',
    reason: 'The site did not answer in time.',
  },
  'breaks off without an answer': {serves: reset, code: 'connect-failed', reason: 'The site closed the connection without an answer.'},
  'closes without an answer': {serves: (socket) => socket.end(), code: 'connect-failed', reason: 'The site closed the connection without an answer.'},
  'breaks off in the middle': {serves: resetMidway, code: 'truncated', reason: 'The page broke off.'},
  'sends less than it promised': {serves: truncate, code: 'truncated', reason: 'The page broke off.'},
  'forgets its last chunk': {serves: truncateChunks, code: 'truncated', reason: 'The page broke off.'},
  'cuts its compressed page': {serves: zipped(gzipSync('<p>text '.repeat(9_999)).subarray(0, 50)), code: 'truncated', reason: 'The page broke off.'},
  'sends without end': {serves: endless('<p>more and more</p>'.repeat(500)), code: 'too-large', reason: 'The page is larger than 3 MB.'},
  'promises more than we read': {serves: answer({headers: {'content-length': '4000000'}}), code: 'too-large', reason: 'The page is larger than 3 MB.'},
  'sends a decompression bomb': {serves: zipped(bomb), code: 'too-large', reason: 'The page is larger than 3 MB.'},
  ...bombs,
  'compresses in an unknown way': {serves: answer({headers: {'content-encoding': 'compress'}, body: 'x'}), code: 'bad-response', reason: 'The page is compressed in an unknown way.'},
  'compresses in two ways': {serves: answer({headers: {'content-encoding': 'gzip, gzip'}, body: 'x'}), code: 'bad-response', reason: 'The page is compressed in an unknown way.'},
  'says it compresses in zstd and does not': {serves: answer({headers: {'content-encoding': 'zstd'}, body: '<p>plain'}), code: 'bad-response', reason: 'The site sent something that is no valid answer.'},
  'says it compresses and does not': {serves: zipped('<p>plain'), code: 'bad-response', reason: 'The site sent something that is no valid answer.'},
  'does not speak HTTP': {serves: garble, code: 'bad-response', reason: 'The site sent something that is no valid answer.'},
  'has a head without end': {serves: endlessHead, code: 'bad-response', reason: 'The site sent something that is no valid answer.'},
  'sends a broken PDF': {serves: answer({type: 'application/pdf', body: '%PDF-1.7'}), code: 'unsupported-type', reason: 'The PDF is damaged.'},
  'sends a locked PDF': {serves: answer({type: 'application/pdf', body: makePdf({pages: [['Text.']], locked: true})}), code: 'unsupported-type', reason: 'The PDF is locked with a password.'},
  'sends a scanned PDF as a page': {serves: answer({body: makePdf({pages: [[]]})}), code: 'empty', reason: 'The PDF holds pictures of pages, no text.'},
  'sends an image without end': {serves: endless('x'.repeat(1_000), {type: 'image/png'}), code: 'unsupported-type', reason: "The page is an image, which can't be read."},
  'sends JSON': {serves: answer({type: 'application/json', body: '{}'}), code: 'unsupported-type', reason: "The page is data (JSON), which can't be read."},
  'sends nothing': {serves: answer({}), code: 'empty', reason: 'There is no text in the page.'},
  'sends a shell for scripts': {serves: answer({body: '<div id=root></div><script src=app.js></script>'}), code: 'needs-scripts', reason: 'The page shows nothing without scripts.'},
  'says there is no content': {serves: (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'), code: 'empty', reason: 'The page is empty.'},
  'redirects to itself': {serves: redirect('/'), code: 'too-many-redirects', reason: 'The page redirects in a circle.'},
  'redirects nowhere': {serves: answer({status: 302}), code: 'bad-response', reason: 'The site answered in an unexpected way (status 302).'},
  'redirects inside': {serves: redirect('http://127.0.0.1/'), code: 'address-refused', reason: 'The address does not lead to the public internet.'},
  'redirects to a file': {serves: redirect('file:///etc/passwd'), code: 'address-refused', reason: 'Only pages on the web (http, https) are read.'},
  'wants a login': {serves: status(401), code: 'blocked', reason: 'The site wants a login.'},
  'wants money': {serves: status(402), code: 'blocked', reason: 'The site wants to be paid.'},
  'forbids reading': {serves: status(403), code: 'blocked', reason: 'The site does not let programs read this page.'},
  'withholds the page': {serves: status(451), code: 'blocked', reason: 'The page is withheld for legal reasons.'},
  'has had enough': {serves: status(429, {'retry-after': '7'}), code: 'blocked', reason: 'The site has had too many requests.'},
  'wants a proof': {serves: status(503, {'cf-mitigated': 'challenge'}), code: 'blocked', reason: 'The site wants proof of a human reader.'},
  'shows a test for humans with its 403': {
    serves: answer({status: 403, body: '<title>Just a moment...</title><div id="cf-chl-widget"></div>'}),
    code: 'blocked',
    reason: 'The site wants proof of a human reader.',
  },
  'shows a test for humans as a page': {
    serves: answer({body: '<title>Just a moment...</title><p>Checking your browser before you go on.</p><script src="/cdn-cgi/challenge-platform/x.js"></script>'}),
    code: 'blocked',
    reason: 'The site wants proof of a human reader.',
  },
  'asks for consent': {
    serves: answer({body: '<h1>Before you continue</h1><p>We use cookies; see the consent.</p><button>Reject all</button><button>Accept all</button>'}),
    code: 'consent-wall',
    reason: 'The site asks for consent in place of the page.',
  },
  'shows a login as a page': {serves: answer({body: '<title>Sign in</title><p>Sign in to go on.</p><form><input type=password></form>'}), code: 'login-wall', reason: 'The site wants a login.'},
  'sends 5 MB': {serves: answer({body: '<p>text</p>'.repeat(500_000)}), code: 'too-large', reason: 'The page is larger than 3 MB.'},
  'promises a little and sends nothing': {serves: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n'), code: 'truncated', reason: 'The page broke off.'},
  'promises two lengths': {
    serves: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\ncontent-length: 9\r\n\r\n<p>x'),
    code: 'truncated',
    reason: 'The page broke off.',
  },
  'calls an image a page': {serves: answer({body: 'GIF89a\x01\0\x01\0'}), code: 'unsupported-type', reason: "The page is an image, which can't be read."},
  'redirects to a name inside': {serves: redirect('http://metadata.google.internal/'), code: 'address-refused', reason: 'The address does not lead to the public internet.'},
  'has lost the page': {serves: status(404), code: 'not-found', reason: 'The page does not exist any more.'},
  'has removed the page': {serves: status(410), code: 'not-found', reason: 'The page does not exist any more.'},
  'has a fault': {serves: status(503), code: 'upstream-failed', reason: 'The site has a fault (status 503).'},
  'is a teapot': {serves: status(418), code: 'bad-response', reason: 'The site answered in an unexpected way (status 418).'},
};

describe('httpPageReader and a site that', () => {
  let standIn: PageStandIn;
  let reader: HttpPageReader;

  const serve = async (serves: Behaviour, {totalTimeoutMs = 8_000, mute = false} = {}) => {
    standIn = await startPageStandIn({'/': serves}, {mute});
    reader = httpPageReader({extractors: sharedExtractors, allowPrivate: [`127.0.0.1:${standIn.port}`], headersTimeoutMs: 200, bodyTimeoutMs: 200, totalTimeoutMs, connectTimeoutMs: 500});
  };
  afterEach(async () => {
    await reader.close();
    await standIn.close();
  });
  const errorOf = (url: string): Promise<unknown> =>
    lastValueFrom(reader.read(hitOf(url))).then(
      () => undefined,
      (error: unknown) => error,
    );

  for (const [what, {serves, code, reason, ...options}] of Object.entries(faults)) {
    it(`${what}: ${code}`, async () => {
      await serve(serves, options);
      const error = await errorOf(`${standIn.origin}/`);
      expect(error).to.be.instanceOf(UpstreamError);
      expect(error).to.include({code, reason});
      expect((error as UpstreamError).message).to.include('Cannot read "');
    });
  }

  it('is not there: connect-failed', async () => {
    await serve(stall);
    await standIn.close();
    expect(await errorOf(`${standIn.origin}/`)).to.include({code: 'connect-failed', reason: 'The site could not be reached.', retryable: true});
  });

  it('has no address: connect-failed', async () => {
    await serve(stall);
    await reader.close();
    reader = httpPageReader({extractors: sharedExtractors, lookup: (_name, _options, callback) => callback(Object.assign(new Error('not found'), {code: 'ENOTFOUND'}), [])});
    expect(await errorOf('http://missing.example/')).to.include({code: 'connect-failed', reason: 'The site was not found.', retryable: false});
  });

  it('takes the connection and is silent, even in TLS: timeout', async () => {
    await serve(stall, {mute: true});
    expect(await errorOf(`https://127.0.0.1:${standIn.port}/`)).to.include({code: 'timeout', reason: 'The site could not be reached in time.'});
    await standIn.idle();
  });

  it('asks to be left alone for a while: tells for how long', async () => {
    await serve(status(429, {'retry-after': '7'}));
    expect(await errorOf(`${standIn.origin}/`)).to.include({retryable: true, retryAfterMs: 7_000});
  });

  for (const what of ['never answers', 'stops in the middle', 'sends without end', 'drips its head'] as const) {
    it(`${what}: lets go of it at once when nobody waits any more`, async () => {
      await serve(faults[what]!.serves);
      let outcome = 'none';
      const subscription = reader.read(hitOf(`${standIn.origin}/`)).subscribe({next: () => (outcome = 'text'), error: () => (outcome = 'error')});
      await standIn.requested(1);
      subscription.unsubscribe();
      await standIn.idle();
      expect(outcome).to.equal('none');
    });
  }

  it('sends a bomb: takes little memory for it', async () => {
    await serve(zipped(bomb));
    const before = process.memoryUsage().arrayBuffers;
    await errorOf(`${standIn.origin}/`);
    expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(20_000_000);
  });
});
