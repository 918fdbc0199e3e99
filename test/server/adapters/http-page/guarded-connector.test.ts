import type {LookupFunction} from 'node:net';
import {expect} from 'chai';
import {Agent} from 'undici';
import {AddressGuard} from '../../../../server/adapters/http-page/address-guard.ts';
import {guardedConnector, waitingFor} from '../../../../server/adapters/http-page/guarded-connector.ts';
import {UpstreamError} from '../../../../server/pipeline/upstream-error.ts';
import {page, type PageStandIn, startPageStandIn} from '../../../support/page-stand-in.ts';

/** Forgets to check what a name resolves to. */
class GullibleGuard extends AddressGuard {
  override lookup(resolve: LookupFunction): LookupFunction {
    return resolve;
  }
}

describe('guardedConnector', () => {
  let standIn: PageStandIn;
  let agent: Agent | undefined;
  const toLoopback: LookupFunction = (_name, _options, callback) => callback(null, [{address: '127.0.0.1', family: 4}]);

  beforeEach(async () => {
    standIn = await startPageStandIn({'/': page('Inside')});
  });
  afterEach(async () => {
    await agent?.destroy();
    await standIn.close();
  });

  const request = async (guard: AddressGuard, origin: string, {lookup = toLoopback, timeoutMs = 5_000, signal = new AbortController().signal} = {}): Promise<unknown> => {
    agent = new Agent({connect: guardedConnector({guard, lookup, timeoutMs})});
    const connected = agent;
    return waitingFor.run(signal, () => connected.request({origin, path: '/', method: 'GET', signal})).then(
      ({statusCode}) => statusCode,
      (error: unknown) => error,
    );
  };

  it('connects where it may', async () => {
    expect(await request(new AddressGuard({allowPrivate: ['127.0.0.1']}), standIn.origin)).to.equal(200);
  });

  it('looks at the address once more when it is connected, before a word is sent', async () => {
    const error = await request(new GullibleGuard({ports: [standIn.port]}), `http://a.example:${standIn.port}`);
    expect(error).to.be.instanceOf(UpstreamError).with.property('code', 'address-refused');
    expect(standIn.requests).to.deep.equal([]);
    await standIn.idle();
  });

  it('gives up a name that does not resolve in time', async () => {
    const error = await request(new AddressGuard(), 'http://a.example', {lookup: () => undefined, timeoutMs: 30});
    expect(error).to.be.instanceOf(UpstreamError).with.property('code', 'timeout');
  });

  it('gives up connecting as soon as nobody waits', async () => {
    await standIn.close();
    standIn = await startPageStandIn({}, {mute: true});
    const controller = new AbortController();
    const guard = new AddressGuard({allowPrivate: ['127.0.0.1']});
    const answer = request(guard, `https://127.0.0.1:${standIn.port}`, {signal: controller.signal});
    await standIn.connected(1);
    controller.abort();
    expect(await answer).to.be.instanceOf(Error);
    await standIn.idle();
  });
});
