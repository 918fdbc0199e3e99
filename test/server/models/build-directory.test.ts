import {expect} from 'chai';
import {lastValueFrom, of, throwError} from 'rxjs';
import {buildDirectory, type DirectoryParts} from '../../../server/models/build-directory.ts';
import type {ModelProvider} from '../../../server/models/model-provider.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';

const provider = (name: string, ids: readonly string[] | Error): ModelProvider => ({
  name,
  list: () => (ids instanceof Error ? Promise.reject(ids) : Promise.resolve(ids.map((id) => ({id, ownedBy: name})))),
  generate: () => of({type: 'end', finishReason: 'stop'}),
});
const directory = (ids: readonly string[] | Error, parts: Partial<DirectoryParts> = {}) =>
  buildDirectory({fallback: {id: 'quotes', provider: provider('quotes', [])}, server: provider('server', ids), named: [], ...parts});

describe('buildDirectory', () => {
  it('serves what the server lists, the first of it by default', async () => {
    const models = directory(['a', 'b']);
    expect(await models.refresh()).to.deep.equal([]);
    expect(models.models.map(({id}) => id)).to.deep.equal(['a', 'b', 'quotes']);
    expect([models.defaults, models.synthesizer]).to.deep.equal([['a'], 'a']);
  });

  it('tells which models of the settings the server does not list', async () => {
    const models = directory(['a', 'b'], {named: ['a', 'x'], synthesizer: 'y', fallbacks: [{to: 'z'}, {of: 'a', to: 'b'}]});
    expect(await models.refresh()).to.deep.equal(['x', 'y', 'z']);
    expect(models.find('z')?.name).to.equal('server');
  });

  it('does without a list when models were named, and not when none were', async () => {
    expect(await directory(new Error('none'), {named: ['a']}).refresh()).to.deep.equal([]);
    const error: unknown = await directory(new Error('none')).refresh().catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error');
  });

  it('knows who takes over: a model’s own fallbacks first, then those of any', () => {
    const models = directory([], {fallbacks: [{to: 'mini'}, {of: 'a', to: 'b'}, {of: 'b', to: 'mini'}]});
    expect(['a', 'b', 'mini'].map((id) => models.fallbacksOf(id).join())).to.deep.equal(['b,mini', 'mini', '']);
  });

  it('has one breaker for each model, and tells of every known one', async () => {
    const models = directory(['a'], {breaker: {failures: 1, openMs: 60_000}});
    expect(models.breaker('a')).to.equal(models.breaker('a')).and.not.equal(models.breaker('b'));
    await models.refresh();
    expect([...models.circuits]).to.deep.equal([['a', 'closed'], ['quotes', 'closed']]);
    await lastValueFrom(throwError(() => new UpstreamError('it hangs', {code: 'timeout', reason: '', retryable: true})).pipe(models.breaker('a').guard())).catch(() => undefined);
    models.breaker('stranger');
    expect([...models.circuits]).to.deep.equal([['a', 'open'], ['quotes', 'closed']]);
  });
});
