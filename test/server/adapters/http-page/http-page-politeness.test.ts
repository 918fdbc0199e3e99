import {expect} from 'chai';
import {lastValueFrom} from 'rxjs';
import {httpPageReader, type HttpPageReader} from '../../../../server/adapters/http-page/http-page-reader.ts';
import {hitOf} from '../../../support/hits.ts';
import {answer, type Behaviour, page, type PageStandIn, reset, stall, startPageStandIn} from '../../../support/page-stand-in.ts';
import {sharedExtractors} from '../../../support/shared-extractors.ts';

/** Behaves in turn, the last way from then on. */
const inTurn = (...behaviours: readonly [Behaviour, ...Behaviour[]]): Behaviour => {
  let turn = 0;
  return (socket, request) => {
    const behaviour = behaviours[Math.min(turn, behaviours.length - 1)] ?? behaviours[0];
    turn += 1;
    behaviour(socket, request);
  };
};
const status = (code: number, headers: Readonly<Record<string, string>> = {}) => answer({status: code, headers, body: 'a fault'});

describe('httpPageReader', () => {
  let standIn: PageStandIn;
  let reader: HttpPageReader;

  const serve = async (paths: Readonly<Record<string, Behaviour>>) => {
    standIn = await startPageStandIn(paths);
    reader = httpPageReader({extractors: sharedExtractors, allowPrivate: [`127.0.0.1:${standIn.port}`], robots: false});
  };
  afterEach(async () => {
    await reader.close();
    await standIn.close();
  });
  const read = (path: string) => lastValueFrom(reader.read(hitOf(standIn.origin + path)));
  const codeOf = (path: string): Promise<unknown> => read(path).then(() => 'read', (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error));

  const helps: Readonly<Record<string, Behaviour>> = {
    'a connection that is lost before an answer': reset,
    'status 502': status(502),
    'status 503': status(503),
    'status 504': status(504),
    'status 429 that asks for a second': status(429, {'retry-after': '1'}),
  };
  for (const [what, first] of Object.entries(helps)) {
    it(`asks once more after ${what}`, async () => {
      await serve({'/': inTurn(first, page('Better now.'))});
      expect(await codeOf('/')).to.equal('read');
      expect(standIn.requests).to.have.length(2);
    });
  }

  it('asks no third time', async () => {
    await serve({'/': status(503)});
    expect(await codeOf('/')).to.equal('upstream-failed');
    expect(standIn.requests).to.have.length(2);
  });

  const doesNot: Readonly<Record<string, Behaviour>> = {
    'status 404': status(404),
    'status 500': status(500),
    'status 429 that names no time': status(429),
    'status 503 that asks for a minute': status(503, {'retry-after': '60'}),
    'a test for humans': status(503, {'cf-mitigated': 'challenge'}),
  };
  for (const [what, first] of Object.entries(doesNot)) {
    it(`asks no second time after ${what}`, async () => {
      await serve({'/': first});
      await codeOf('/');
      expect(standIn.requests).to.have.length(1);
    });
  }

  it('asks a host for two pages at once; the others wait, and who leaves makes room', async () => {
    await serve({'/stalls': stall, '/page': page('A page.')});
    const stalled = ['/stalls', '/stalls', '/stalls'].map((path) => reader.read(hitOf(standIn.origin + path)).subscribe({error: () => undefined}));
    await standIn.requested(2);
    const waiting = read('/page');
    await new Promise((done) => setTimeout(done, 50));
    expect(standIn.requests).to.have.length(2);
    for (const subscription of stalled) subscription.unsubscribe();
    expect((await waiting).title).to.equal('A page');
    expect(standIn.requests.map(({path}) => path)).to.deep.equal(['/stalls', '/stalls', '/page']);
  });

  it('says who it is: name and version', async () => {
    await serve({'/': page('A page.')});
    await read('/');
    expect(standIn.requests[0]?.headers.get('user-agent')).to.match(/^llm-window\/\d+\.\d+\.\d+ /);
  });
});
