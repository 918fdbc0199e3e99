import {gzipSync} from 'node:zlib';
import {expect} from 'chai';
import {lastValueFrom} from 'rxjs';
import {httpPageReader, type HttpPageReader, type HttpPageReaderOptions} from '../../../../server/adapters/http-page/http-page-reader.ts';
import {UpstreamError} from '../../../../server/pipeline/upstream-error.ts';
import {hitOf} from '../../../support/hits.ts';
import {answer, type Behaviour, endless, page, type PageStandIn, redirect, reset, stall, startPageStandIn} from '../../../support/page-stand-in.ts';
import {sharedExtractors} from '../../../support/shared-extractors.ts';

const rules = (text: string): Behaviour => answer({type: 'text/plain', body: text});

describe('httpPageReader and robots.txt', () => {
  let standIn: PageStandIn;
  let reader: HttpPageReader;

  const serve = async (robots: Behaviour, paths: Readonly<Record<string, Behaviour>> = {}, options: HttpPageReaderOptions = {}) => {
    standIn = await startPageStandIn({'/robots.txt': robots, '/open': page('Open.'), '/secret': page('Secret.'), ...paths});
    reader = httpPageReader({extractors: sharedExtractors, allowPrivate: [`127.0.0.1:${standIn.port}`], userAgent: 'llm-window/9 (+https://a.example/)', robotsTimeoutMs: 100, ...options});
  };
  afterEach(async () => {
    await reader.close();
    await standIn.close();
  });
  const codeOf = (path: string): Promise<string> =>
    lastValueFrom(reader.read(hitOf(standIn.origin + path))).then(
      () => 'read',
      (error: unknown) => (error instanceof UpstreamError ? error.code : String(error)),
    );
  const paths = () => standIn.requests.map(({path}) => path);

  it('reads what is allowed and not what is not, and asks once', async () => {
    await serve(rules('User-agent: *\nDisallow: /secret'));
    expect(await codeOf('/secret')).to.equal('robots-disallowed');
    expect(await codeOf('/open')).to.equal('read');
    expect(await codeOf('/secret')).to.equal('robots-disallowed');
    expect(paths()).to.deep.equal(['/robots.txt', '/open']);
    expect(standIn.requests[0]?.headers.get('user-agent')).to.equal('llm-window/9 (+https://a.example/)');
  });

  it('heeds the rules for its own name before those for all', async () => {
    await serve(rules('User-agent: *\nDisallow: /\n\nUser-agent: llm-window\nDisallow: /secret'));
    expect(await codeOf('/open')).to.equal('read');
    expect(await codeOf('/secret')).to.equal('robots-disallowed');
  });

  it('asks once for many pages at once', async () => {
    await serve(rules(''));
    expect(await Promise.all(['/open', '/secret', '/open'].map(codeOf))).to.deep.equal(['read', 'read', 'read']);
    expect(paths().filter((path) => path === '/robots.txt')).to.have.length(1);
  });

  it('does not follow a redirect to where it may not go', async () => {
    await serve(rules('User-agent: *\nDisallow: /secret'), {'/open': redirect('/secret')});
    expect(await codeOf('/open')).to.equal('robots-disallowed');
    expect(paths()).to.not.include('/secret');
  });

  const asAllowed: Readonly<Record<string, Behaviour>> = {
    'is not there': answer({status: 404}),
    'is forbidden': answer({status: 403}),
    'has a fault': answer({status: 500}),
    'never answers': stall,
    'breaks off': reset,
    'is no text': answer({type: 'text/html', body: '<!doctype html><title>Home</title>'}),
    'is a bomb': answer({headers: {'content-encoding': 'gzip'}, body: gzipSync(Buffer.alloc(50_000_000, 'x'))}),
    'has no end': endless('# more and more\n'.repeat(500), {type: 'text/plain'}),
    'redirects for ever': redirect('/robots.txt'),
    'redirects inside': redirect('http://169.254.169.254/robots.txt'),
  };
  for (const [what, robots] of Object.entries(asAllowed)) {
    it(`reads the page when robots.txt ${what}`, async () => {
      await serve(robots);
      expect(await codeOf('/open')).to.equal('read');
    });
  }

  it('follows a redirect of robots.txt', async () => {
    await serve(redirect('/rules.txt'), {'/rules.txt': rules('User-agent: *\nDisallow: /')});
    expect(await codeOf('/open')).to.equal('robots-disallowed');
  });

  it('asks nobody when it is turned off', async () => {
    await serve(rules('User-agent: *\nDisallow: /'), {}, {robots: false});
    expect(await codeOf('/open')).to.equal('read');
    expect(paths()).to.deep.equal(['/open']);
  });

  it('gives up asking when nobody waits any more', async () => {
    await serve(stall, {}, {robotsTimeoutMs: 60_000});
    const subscription = reader.read(hitOf(`${standIn.origin}/open`)).subscribe();
    await standIn.requested(1);
    subscription.unsubscribe();
    await standIn.idle();
  });
});
