import {readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Parser} from '@asyncapi/parser';
import spectralCore from '@stoplight/spectral-core';
import {oas} from '@stoplight/spectral-rulesets';
import {expect} from 'chai';
import {eventTypes} from '../../support/session-events.ts';
import {type ServedApp, serveApp} from '../../support/serve-app.ts';

const describe_ = async (app: ServedApp, path: string) => (await (await fetch(app.url + path)).json()) as Record<string, unknown>;

interface OpenApi {
  readonly paths: Record<string, Record<string, unknown>>;
  readonly components: {readonly schemas: Record<string, {readonly properties?: Record<string, unknown>}>};
}

describe('/openapi.json', () => {
  it('is valid OpenAPI 3.1 without a warning', async () => {
    await using app = await serveApp();
    const spectral = new spectralCore.Spectral();
    spectral.setRuleset({extends: [oas], rules: {}} as unknown as Parameters<typeof spectral.setRuleset>[0]); // the package's own types do not meet
    const problems = await spectral.run(await describe_(app, '/openapi.json'));
    expect(problems.map(({message, path}) => `${path.join('.')}: ${message}`)).to.deep.equal([]);
  });

  it('describes every route that there is, and none beside', async () => {
    await using app = await serveApp();
    const {paths} = (await describe_(app, '/openapi.json')) as unknown as OpenApi;
    const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).filter((name) => name !== 'parameters').map((method) => `${method} ${path}`));
    const folder = resolve(import.meta.dirname, '../../../server/http/routes');
    const written = readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/router\.(get|post|delete)\('([^']+)'/g)].map(([, method, path = '']) => `${method ?? ''} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
    );
    const pages = ['get /', 'get /diagram/', 'get /openapi.json', 'get /asyncapi.json'];
    expect(described.sort()).to.deep.equal(written.filter((route) => !pages.includes(route)).sort());
  });

  it('says what the schemas say', async () => {
    await using app = await serveApp();
    const {components} = (await describe_(app, '/openapi.json')) as unknown as OpenApi;
    expect(components.schemas['AskRequest']?.properties).to.have.keys('question', 'models', 'search', 'synthesis', 'parent');
    expect(JSON.stringify(components.schemas['Feedback'])).to.contain('"enum":["up","down"]').and.contain('"maxLength":2000');
  });
});

describe('/asyncapi.json', () => {
  it('is valid AsyncAPI 3, with every event of the contract', async function () {
    this.timeout(20_000);
    await using app = await serveApp();
    const {document, diagnostics} = await new Parser().parse(JSON.stringify(await describe_(app, '/asyncapi.json')));
    // 0 is an error, 1 a warning; a hint that a newer AsyncAPI is out is neither.
    expect(diagnostics.filter(({severity}) => [0, 1].includes(severity)).map(({message, path}) => `${path.join('.')}: ${message}`)).to.deep.equal([]);
    expect(document?.allMessages().all().map((message) => message.name())).to.include.members([...eventTypes, 'heartbeat']);
  });
});
