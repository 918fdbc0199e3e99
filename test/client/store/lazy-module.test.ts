import {expect} from '@open-wc/testing';
import {lazyModule} from '../../../client/store/lazy-module.ts';

describe('lazyModule', () => {
  it('is fetched once, by the first who needs it', async () => {
    let fetches = 0;
    const load = lazyModule(() => {
      fetches += 1;
      return Promise.resolve({answer: 42});
    }, 'answer');
    expect(fetches).to.equal(0);
    const [one, other] = await Promise.all([load(), load()]);
    expect(one).to.equal(other);
    expect(await load()).to.deep.equal({answer: 42});
    expect(fetches).to.equal(1);
  });

  it('tells everyone who waits that the fetch failed, and tries again for the next', async () => {
    const tries = [Promise.reject(new Error('no network')), Promise.resolve('there')];
    const load = lazyModule(() => tries.shift() ?? Promise.reject(new Error('too often')), 'there');
    const failures = await Promise.allSettled([load(), load()]);
    expect(failures.map(({status}) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await load()).to.equal('there');
  });

  it('asks under another address where the browser says which one failed, since some never ask again under the same', async () => {
    const address = new URL('/node_modules/lit-html/is-server.js', location.href).href;
    const load = lazyModule<object>(() => Promise.reject(new TypeError(`error loading dynamically imported module: ${address}`)), 'is-server');
    await load().catch(() => undefined);
    expect(await load()).to.have.property('isServer', false);
    expect(performance.getEntriesByName(`${address}?again=1`)).to.have.length(1);
  });

  it('asks for no other module where the browser says that one of those failed', async () => {
    const address = new URL('/node_modules/lit-html/is-server.js', location.href).href;
    const tries = [Promise.reject(new TypeError(`error loading dynamically imported module: ${address}`)), Promise.resolve('itself')];
    const load = lazyModule(() => tries.shift() ?? Promise.reject(new Error('too often')), 'llm-turn-actions');
    await load().catch(() => undefined);
    expect(await load()).to.equal('itself');
  });
});
