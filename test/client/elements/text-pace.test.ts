import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {ReactiveController} from 'lit';
import {afterDrawing} from '../../../client/controllers/drawing.ts';
import {TextPace} from '../../../client/elements/text-pace.ts';

/** A text whose end stands so many screens down. */
async function given(screens: number) {
  const root = await fixture<HTMLElement>(html`<div><div class="above"></div><i class="end"></i></div>`);
  const above = root.querySelector<HTMLElement>('.above')!;
  above.style.blockSize = `${screens * 100}vh`;
  const controllers: ReactiveController[] = [];
  const host = Object.assign(root, {
    addController: (controller: ReactiveController) => controllers.push(controller),
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  });
  const text = {waiting: 10, drawn: 0};
  const pace = new TextPace(host, {end: () => root.querySelector('.end'), waiting: () => text.waiting, draw: () => (text.drawn += 1)});
  for (const controller of controllers) controller.hostUpdated?.();
  const remove = () => controllers.forEach((controller) => controller.hostDisconnected?.());
  return {pace, text, above, remove};
}

describe('TextPace', () => {
  it('draws in sight as often as it is asked to', async () => {
    const {pace, remove} = await given(0);
    expect(pace.apartMs(5)).to.equal(0);
    remove();
  });

  it('draws out of sight a few times a second, and the less the more it costs', async () => {
    const {pace, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    expect(pace.apartMs(5)).to.equal(250);
    expect(pace.apartMs(50)).to.equal(450);
    expect(pace.apartMs(5_000)).to.equal(1_000);
    remove();
  });

  it('draws what waits when it comes into sight', async () => {
    const {pace, text, above, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    const {drawn} = text;
    above.style.blockSize = '0';
    await waitUntil(() => text.drawn > drawn);
    expect(pace.apartMs(5)).to.equal(0);
    remove();
  });

  it('tells those who ask that it has drawn, once for all that is drawn at one time, until they ask no more', async () => {
    const {pace, remove} = await given(0);
    let told = 0;
    const end = afterDrawing(() => (told += 1));
    pace.draw();
    pace.draw();
    expect(told).to.equal(0);
    await Promise.resolve();
    expect(told).to.equal(1);
    end();
    pace.draw();
    await Promise.resolve();
    expect(told).to.equal(1);
    remove();
  });

  it('tells when all is drawn', async () => {
    const {pace, text, remove} = await given(0);
    pace.request();
    await pace.drawn;
    expect(text.drawn).to.be.at.least(1);
    remove();
  });

  it('draws at once what does not only add to the text', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    text.waiting = -5;
    const {drawn} = text;
    pace.request();
    expect(text.drawn).to.equal(drawn + 1);
    remove();
  });
});
