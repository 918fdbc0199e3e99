import {expect} from 'chai';
import {of} from 'rxjs';
import type {Feedback} from '../../../shared/feedback.ts';
import type {Said} from '../../../shared/session-event.ts';
import type {Vitals} from '../../../shared/vitals.ts';
import {readStream} from '../../support/read-stream.ts';
import {type ServedApp, serveApp} from '../../support/serve-app.ts';

const answered = () =>
  of<Said[]>({type: 'answer-start', model: 'a', sources: []}, {type: 'answer-delta', model: 'a', text: 'Yes.'}, {type: 'answer-end', model: 'a', finishReason: 'stop', citations: [], ttftMs: 0, ms: 0});
const send = async (app: ServedApp, path: string, body?: unknown, method = 'POST') => {
  const response = await fetch(app.url + path, {method, ...(body !== undefined && {headers: {'content-type': 'application/json'}, body: JSON.stringify(body)})});
  const text = await response.text();
  return {status: response.status, json: (text ? JSON.parse(text) : undefined) as Record<string, unknown> | undefined};
};

describe('POST /v1/sessions/:id/share', () => {
  it('gives an id with which everything can be read, and which leads to nothing else', async () => {
    await using app = await serveApp({answer: answered});
    const {id} = await app.ask();
    await send(app, `/v1/sessions/${id}/feedback`, {rating: 'down', comment: 'mine alone'});
    const {status, json} = await send(app, `/v1/sessions/${id}/share`);
    expect(status).to.equal(201);
    const shareId = json?.['id'] as string;
    expect(json?.['eventsUrl']).to.equal(`/v1/sessions/${shareId}/events`);
    expect((await send(app, `/v1/sessions/${id}/share`)).json?.['id']).to.equal(shareId);

    const snapshot = await send(app, `/v1/sessions/${shareId}`, undefined, 'GET');
    expect(snapshot.json).to.include({id: shareId, outcome: 'done'});
    expect(JSON.stringify(snapshot.json)).to.not.contain(id).and.not.contain('mine alone');
    const frames = await readStream(`${app.url}/v1/sessions/${shareId}/events`);
    expect(frames.at(-1)?.frame).to.include({type: 'session-end', outcome: 'done'});
    expect(JSON.stringify(frames)).to.not.contain(id);
    const many = await (await fetch(`${app.url}/v1/events?sessions=${shareId}`)).text();
    expect(many).to.contain(shareId).and.not.contain(id);
  });

  it('lets nobody stop, judge or share on with it', async () => {
    await using app = await serveApp();
    const {id} = await app.ask();
    const shareId = String((await send(app, `/v1/sessions/${id}/share`)).json?.['id']);
    for (const [method, path, body] of [
      ['DELETE', `/v1/sessions/${shareId}`, undefined],
      ['DELETE', `/v1/sessions/${shareId}/answers/a`, undefined],
      ['POST', `/v1/sessions/${shareId}/feedback`, {rating: 'up'}],
      ['POST', `/v1/sessions/${shareId}/share`, undefined],
    ] as const) {
      expect((await send(app, path, body, method)).json, path).to.include({status: 403, code: 'read-only'});
    }
    expect(app.registry.running).to.equal(1);
  });

  it('shares nothing that is not there, and expires with its session', async () => {
    await using app = await serveApp({answer: answered, limits: {maxEnded: 1}});
    expect((await send(app, '/v1/sessions/nobody/share')).json).to.include({code: 'unknown-session'});
    const {id} = await app.ask();
    const shareId = String((await send(app, `/v1/sessions/${id}/share`)).json?.['id']);
    await app.ask();
    expect((await send(app, `/v1/sessions/${shareId}`, undefined, 'GET')).status).to.equal(410);
  });
});

describe('POST /v1/sessions/:id/feedback', () => {
  it('keeps one verdict on each model with the session, and tells whoever watches', async () => {
    const heard: [string, Feedback][] = [];
    await using app = await serveApp({answer: answered, readers: {onFeedback: (ref, feedback) => heard.push([ref, feedback]), onVitals: () => undefined}});
    const {id} = await app.ask();
    for (const body of [{rating: 'up'}, {rating: 'down', model: 'a', comment: ' wrong '}, {rating: 'down'}]) expect((await send(app, `/v1/sessions/${id}/feedback`, body)).status).to.equal(204);
    const {json} = await send(app, `/v1/sessions/${id}`, undefined, 'GET');
    expect(json?.['feedback']).to.deep.equal([{rating: 'down', model: 'a', comment: 'wrong'}, {rating: 'down'}]);
    expect(heard.map(([ref]) => ref)).to.deep.equal(Array(3).fill(json?.['ref']));
  });

  for (const [name, body, code] of [
    ['no rating', {}, 'invalid-request'],
    ['another rating', {rating: 'meh'}, 'invalid-request'],
    ['a comment that is no text', {rating: 'up', comment: 1}, 'invalid-request'],
    ['a huge comment', {rating: 'up', comment: 'x'.repeat(2_001)}, 'invalid-request'],
    ['a model that did not answer', {rating: 'up', model: 'nobody'}, 'unknown-model'],
    ['a list', [], 'invalid-request'],
  ] as const) {
    it(`refuses ${name}`, async () => {
      await using app = await serveApp({answer: answered});
      const {id} = await app.ask();
      expect((await send(app, `/v1/sessions/${id}/feedback`, body)).json).to.include({status: 400, code});
    });
  }
});

describe('POST /v1/vitals', () => {
  it('takes what a page measured', async () => {
    const heard: Vitals[] = [];
    await using app = await serveApp({readers: {onFeedback: () => undefined, onVitals: (vitals) => heard.push(vitals)}});
    const vitals = {ref: '0123456789ab', firstPaintMs: 120.5, framesPerSecond: 59.9, errors: ['network'], sessionMs: 60_000};
    expect((await send(app, '/v1/vitals', vitals)).status).to.equal(204);
    expect((await send(app, '/v1/vitals', {})).status).to.equal(204);
    expect(heard).to.deep.equal([vitals, {}]);
  });

  for (const body of [{firstPaintMs: -1}, {framesPerSecond: 'fast'}, {errors: ['x'.repeat(65)]}, {ref: 'the-id-itself'}, {sessionMs: 1e300}, {errors: Array(21).fill('network')}]) {
    it(`refuses ${JSON.stringify(body).slice(0, 40)}`, async () => {
      await using app = await serveApp();
      expect((await send(app, '/v1/vitals', body)).json).to.include({status: 400, code: 'invalid-request'});
    });
  }
});
