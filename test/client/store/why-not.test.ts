import {expect} from '@open-wc/testing';
import {SessionRun} from '../../../client/store/session-run.ts';
import {Api} from '../../../client/store/api.ts';

const elsewhere = 'https://answers.example';
const unreached = () => Promise.reject(new TypeError('Failed to fetch'));

/** Why a question could not be asked, of a server that a browser lets nobody ask. @param probed - What the browser says of the server by itself. */
async function failure(server: string, probed: () => Promise<Response>): Promise<unknown> {
  const browser = globalThis.fetch;
  globalThis.fetch = (_, init) => (init?.mode === 'no-cors' ? probed() : unreached());
  try {
    const run = new SessionRun(new Api({server, fetch: unreached}), {question: 'Why?'});
    return await new Promise((failed) => run.news$.subscribe({error: failed}));
  } finally {
    globalThis.fetch = browser;
  }
}

describe('a question that the browser does not send', () => {
  it('is forbidden where the other origin is there', async () => {
    expect(await failure(elsewhere, () => Promise.resolve(new Response()))).to.include({code: 'forbidden', message: 'This page may not ask this server.'});
  });

  it('found no network where it is not', async () => {
    expect(await failure(elsewhere, unreached)).to.include({code: 'network'});
  });

  it('found no network where the server is the page’s own', async () => {
    expect(await failure(location.origin, () => Promise.resolve(new Response()))).to.include({code: 'network'});
  });
});
