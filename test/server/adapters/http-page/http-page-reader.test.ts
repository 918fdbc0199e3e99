import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync} from 'node:zlib';
import {expect} from 'chai';
import {lastValueFrom, of} from 'rxjs';
import {httpPageReader, type HttpPageReader, type HttpPageReaderOptions} from '../../../../server/adapters/http-page/http-page-reader.ts';
import {enrichPages} from '../../../../server/enrichment/enrich-pages.ts';
import type {PageText} from '../../../../server/enrichment/page-reader.ts';
import type {PipelineItem} from '../../../../server/pipeline/stage.ts';
import {UpstreamError} from '../../../../server/pipeline/upstream-error.ts';
import {waitingPageReaderContract} from '../../../contract/page-reader.ts';
import {encodeText} from '../../../support/encode-text.ts';
import {hitOf} from '../../../support/hits.ts';
import {makePdf} from '../../../support/make-pdf.ts';
import {answer, type Behaviour, page, type PageStandIn, redirect, stall, startPageStandIn} from '../../../support/page-stand-in.ts';
import {selfSigned} from '../../../support/self-signed.ts';
import {sharedExtractors} from '../../../support/shared-extractors.ts';

waitingPageReaderContract('httpPageReader', async () => {
  const standIn = await startPageStandIn({'/good': page('Some text.'), '/stalling': stall});
  const reader = httpPageReader({extractors: sharedExtractors, allowPrivate: [`127.0.0.1:${standIn.port}`]});
  return {
    reader,
    good: hitOf(`${standIn.origin}/good`),
    bad: hitOf(`${standIn.origin}/missing`),
    foreign: hitOf('/v1/corpus/42'),
    stalling: hitOf(`${standIn.origin}/stalling`),
    begun: () => standIn.requests.length,
    hasBegun: (count) => standIn.requested(count),
    isIdle: () => standIn.idle(),
    close: async () => {
      await reader.close();
      await standIn.close();
    },
  };
});

describe('httpPageReader', () => {
  let standIn: PageStandIn;
  let reader: HttpPageReader;

  const serve = async (paths: Readonly<Record<string, Behaviour>>, options: HttpPageReaderOptions = {}, tls?: typeof selfSigned) => {
    standIn = await startPageStandIn(paths, tls ? {tls} : {});
    reader = httpPageReader({extractors: sharedExtractors, allowPrivate: [`127.0.0.1:${standIn.port}`], ...options});
  };
  afterEach(async () => {
    await reader.close();
    await standIn.close();
  });
  const read = (path: string): Promise<PageText> => lastValueFrom(reader.read(hitOf(standIn.origin + path)));
  const textOf = async (path: string): Promise<string> => (await read(path)).blocks.map(({text}) => text).join('\n');

  it('reads a page', async () => {
    const body = '<!doctype html><title>Tides</title><nav>Menu</nav><main><h1>Tides</h1><p>They follow the moon.</main>';
    await serve({'/tides': answer({body})});
    expect(await read('/tides')).to.deep.equal({
      title: 'Tides',
      blocks: [
        {kind: 'heading', level: 1, text: 'Tides'},
        {kind: 'paragraph', text: 'They follow the moon.'},
      ],
      bytes: body.length,
      how: 'page',
    });
  });

  it('says who it is and what it takes', async () => {
    await serve({'/': page('x')}, {userAgent: 'llm-window/9 (+https://a.example/about)', acceptLanguage: 'de'});
    await read('/?q=a%20b#part').catch(() => undefined);
    const [request] = standIn.requests;
    expect(request!.path).to.equal('/?q=a%20b');
    expect(Object.fromEntries(request!.headers)).to.include({
      host: `127.0.0.1:${standIn.port}`,
      'user-agent': 'llm-window/9 (+https://a.example/about)',
      'accept-language': 'de',
      'accept-encoding': 'gzip, deflate, br, zstd',
    });
    expect(request!.headers.get('accept')).to.match(/^text\/html/);
    expect(request!.headers.has('cookie')).to.be.false;
  });

  for (const [encoding, compress] of Object.entries({gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, 'Deflate': deflateRawSync, BR: brotliCompressSync, zstd: zstdCompressSync})) {
    it(`reads a page that is compressed with ${encoding}, and counts its bytes unpacked`, async () => {
      const body = `<p>${'Tides and moons. '.repeat(100)}`;
      await serve({'/': answer({headers: {'content-encoding': encoding}, body: compress(body)})});
      expect(await read('/')).to.include({bytes: body.length});
    });
  }

  it('reads old charsets', async () => {
    await serve({'/': answer({type: 'text/html', body: encodeText('<meta charset=windows-1251><p>Приливы и отливы', 'windows-1251')})});
    expect(await textOf('/')).to.equal('Приливы и отливы');
  });

  it('reads plain text and Markdown', async () => {
    await serve({'/text': answer({type: 'text/plain', body: 'One.\n\nTwo <b>.'}), '/markdown': answer({type: 'text/markdown', body: '# Title\n\n**Text**'})});
    expect(await textOf('/text')).to.equal('One.\nTwo <b>.');
    expect(await read('/markdown')).to.include({title: 'Title'});
  });

  it('reads a page without a length or a type', async () => {
    await serve({'/': (socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n<html><p>Old style.')});
    expect(await textOf('/')).to.equal('Old style.');
  });

  it('reads the beginning of a page that is longer than anybody reads, and says so', async () => {
    await serve({'/': answer({body: '<p>A paragraph.</p>'.repeat(10_500)})});
    const {blocks, truncated} = await read('/');
    expect(blocks).to.have.length(10_000);
    expect(truncated).to.be.true;
  });

  it('tells what a page says of itself', async () => {
    const body = `<html lang=pt-br><meta property=og:site_name content=Marés><meta name=author content="A. Mariner"><meta property=article:modified_time content=2026-03-01>
      <title>Tides</title><p>Text.`;
    await serve({'/': answer({body})});
    expect(await read('/')).to.include({title: 'Tides', author: 'A. Mariner', language: 'pt-BR', siteName: 'Marés', published: '2026-03-01'});
  });

  it('reads PDFs, whatever they are called', async () => {
    const body = makePdf({title: 'On Tides', pages: [['They follow the moon.']]});
    await serve({'/a.pdf': answer({type: 'application/pdf', body}), '/b': answer({type: 'text/html', body})});
    expect(await read('/a.pdf')).to.deep.include({title: 'On Tides', bytes: body.length, how: 'page', blocks: [{kind: 'paragraph', text: 'They follow the moon.'}]});
    expect(await textOf('/b')).to.equal('They follow the moon.');
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows a redirect with status ${status}`, async () => {
      await serve({'/old': redirect('/new?x=1', status), '/new?x=1': page('Here it is.')});
      expect(await textOf('/old')).to.equal('Here it is.');
    });
  }

  it('follows five redirects and no more', async () => {
    const steps = Object.fromEntries(Array.from({length: 6}, (_, i): [string, Behaviour] => [`/${i}`, redirect(`/${i + 1}`)]));
    await serve({...steps, '/6': page('The end.')});
    expect(await textOf('/1')).to.equal('The end.');
    const error: unknown = await read('/0').catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(UpstreamError).with.property('code', 'too-many-redirects');
  });

  it('uses connections again, after redirects too', async () => {
    await serve({'/a': redirect('/b'), '/b': page('One.')});
    for (let times = 0; times < 5; times += 1) await read('/a');
    expect(standIn.requests).to.have.length(10);
    // A connection that has only just ended its answer may not be free yet, so there can be a second one.
    expect(standIn.accepted).to.be.at.most(2);
  });

  it('reads over TLS, if somebody it trusts vouches for the site', async () => {
    await serve({'/': page('Safe.')}, {ca: selfSigned.cert}, selfSigned);
    expect(await textOf('/')).to.equal('Safe.');
  });

  it('does not trust a site that vouches for itself', async () => {
    await serve({'/': page('Safe?')}, {}, selfSigned);
    const error: unknown = await read('/').catch((caught: unknown) => caught);
    expect(error).to.include({code: 'connect-failed', reason: 'The site has no valid certificate.'});
    expect(standIn.requests).to.deep.equal([]);
  });

  it('lets go of every page when the stage that reads through it is left', async () => {
    await serve({'/a': stall, '/b': stall, '/c': stall}, {maxPerHost: 3, robots: false});
    const found: PipelineItem = {
      type: 'hits-ready',
      asked: {type: 'question-asked', question: 'Tides?', models: [], synthesis: false, search: {}, ref: 'abc'},
      analysis: {queries: [], language: 'en', terms: ['tides'], intent: 'fact'},
      hits: ['/a', '/b', '/c'].map((path) => hitOf(standIn.origin + path)),
    };
    const subscription = of(found).pipe(enrichPages([reader])).subscribe();
    await standIn.requested(3);
    expect(standIn.open).to.equal(3);
    subscription.unsubscribe();
    await standIn.idle();
  });

  it('holds nothing open once it is closed', async () => {
    await serve({'/': page('x')});
    await read('/');
    await reader.close();
    await standIn.idle();
  });
});
