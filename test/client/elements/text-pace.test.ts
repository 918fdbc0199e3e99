import {aTimeout, expect, waitUntil} from '@open-wc/testing';
import {afterDrawing} from '../../../client/controllers/drawing.ts';
import {TextPace} from '../../../client/elements/text-pace.ts';
import {growingText} from '../support/growing-text.ts';

/** A text whose end stands so many screens down, and which takes so long to draw. */
async function given(screens: number, {charactersPerMs = 1_000} = {}) {
  const {host, end, move, update, remove} = await growingText(screens);
  const text = {waiting: 10, drawn: 0, most: [] as number[], goesOn: [] as boolean[]};
  const pace = new TextPace(host, {
    end: () => end,
    waiting: () => text.waiting,
    draw: (most, goesOn) => {
      text.drawn += 1;
      text.most.push(most);
      text.goesOn.push(goesOn);
      const drawn = Math.min(most, text.waiting);
      for (const began = performance.now(); performance.now() < began + drawn / charactersPerMs; );
      text.waiting -= drawn;
    },
  });
  update();
  return {pace, text, move, remove};
}

describe('TextPace', () => {
  it('draws in sight as often as it is asked to', async () => {
    const {pace, remove} = await given(0);
    expect(pace.apartMs(5)).to.equal(0);
    remove();
  });

  it('draws out of sight twice a second, and the less the more it costs', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    text.waiting = 30_000;
    expect(pace.apartMs(5)).to.equal(500);
    expect(pace.apartMs(50)).to.equal(500);
    expect(pace.apartMs(80)).to.equal(720);
    expect(pace.apartMs(5_000)).to.equal(1_000);
    remove();
  });

  it('draws what waits when it comes into sight', async () => {
    const {pace, text, move, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    const {drawn} = text;
    move(0);
    await waitUntil(() => text.drawn > drawn);
    expect(pace.apartMs(5)).to.equal(0);
    remove();
  });

  it('tells those who ask that it has drawn, once for all that is drawn at one time, until they ask no more', async () => {
    const {pace, remove} = await given(0);
    let told = 0;
    const end = afterDrawing(() => (told += 1));
    pace.drawAll();
    pace.drawAll();
    expect(told).to.equal(0);
    await Promise.resolve();
    expect(told).to.equal(1);
    end();
    pace.drawAll();
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

  it('draws out of sight over several frames what takes long, and tells when all of it is drawn', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    text.waiting = 50;
    pace.request();
    await pace.drawn;
    expect(text.most, 'after a pause').to.deep.equal([Infinity]);
    text.waiting = 30_000;
    pace.request();
    await aTimeout(500);
    await pace.drawn;
    expect(text.waiting).to.equal(0);
    const slices = text.most.slice(1);
    expect(slices).to.have.length.within(6, 60);
    const goesOn = text.goesOn.slice(1, -1);
    expect(goesOn, 'shown once, with the last whole slice or the rest').to.deep.equal([...goesOn.slice(0, -1).fill(true), goesOn.at(-1)]);
    expect(text.goesOn.at(-1)).to.equal(false);
    expect(slices[0]).to.be.within(30_000 / 12, 30_000 / 6); // more waits than it learned to draw in its time
    remove();
  });

  it('learns how fast it draws where nobody looks, and not from what is drawn in sight', async () => {
    const {pace, text, move, remove} = await given(0, {charactersPerMs: 10});
    for (let index = 0; index < 5; index++) {
      text.waiting = 20;
      pace.draw(0);
    }
    expect(text.waiting, 'all that waits').to.equal(0);
    move(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    text.waiting = 100;
    pace.draw(0);
    expect(text.most.at(-1), 'before it has learned').to.equal(500 * 1.8);
    for (let index = 0; index < 8; index++) {
      text.waiting = 100;
      pace.draw(0);
    }
    expect(text.most.at(-1), 'and after').to.equal(100);
    remove();
  });

  it('leaves less than a slice for a second, so that more comes along, and then tells that all is drawn', async () => {
    const {pace, text, remove} = await given(4, {charactersPerMs: 10});
    await waitUntil(() => pace.apartMs(5) > 0);
    for (let index = 0; index < 5; index++) {
      text.waiting = 200; // it learns how slow this is
      pace.draw(0);
    }
    text.waiting = 350;
    pace.request();
    pace.draw(0);
    expect(text.most.at(-1), 'the least').to.equal(100);
    expect(pace.apartMs(0), 'two more slices wait').to.be.within(1, 16);
    pace.draw(0);
    pace.draw(0);
    expect(text.waiting).to.equal(50);
    expect(pace.apartMs(0)).to.equal(1_000);
    text.waiting += 350;
    expect(pace.apartMs(0), 'more has come').to.equal(500);
    await pace.drawn;
    expect(text.waiting).to.equal(0);
    remove();
  });

  it('shows what it draws out of sight after two seconds at the latest, however much more comes', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    pace.draw(0); // after a pause, all of it
    const from = text.goesOn.length;
    const began = performance.now();
    while (performance.now() < began + 2_200) {
      text.waiting = 100_000;
      pace.draw(0);
      await aTimeout(20);
    }
    const shown = text.goesOn.slice(from).filter((goesOn) => !goesOn);
    expect(shown).to.have.length.within(1, Math.ceil((performance.now() - began) / 2_000));
    remove();
  });

  it('draws out of sight in a later frame than the one that it is asked in', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    pace.request();
    await pace.drawn;
    const {drawn} = text;
    await aTimeout(510);
    text.waiting = 10;
    pace.request();
    expect(text.drawn, 'it has been due').to.equal(drawn);
    await waitUntil(() => text.drawn > drawn);
    remove();
  });

  it('leaves the page a frame between two slices', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    pace.draw(0);
    text.waiting = 30_000;
    pace.request();
    await aTimeout(0);
    pace.draw(0);
    const {drawn} = text;
    expect(text.waiting).to.be.greaterThan(0);
    expect(pace.apartMs(5)).to.be.within(1, 16);
    await Promise.resolve();
    expect(text.drawn).to.equal(drawn);
    await pace.drawn;
    expect(text.waiting).to.equal(0);
    expect(pace.apartMs(5)).to.equal(1_000);
    remove();
  });

  it('takes more of it at once where a frame costs much anyway', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    const first = (costMs: number): number => {
      text.waiting = 10_000;
      pace.draw(0);
      pace.cancel();
      text.waiting = 20_000;
      pace.draw(costMs);
      pace.cancel();
      return text.most.at(-1)!;
    };
    expect(first(400)).to.be.greaterThan(2 * first(0));
    remove();
  });

  it('draws the rest of a text in slices, and ends it with the last step', async () => {
    const {pace, text, remove} = await given(4);
    await waitUntil(() => pace.apartMs(5) > 0);
    pace.draw(0);
    text.waiting = 30_000;
    pace.request();
    const before = text.most.length;
    for (const step of pace.drawRest()) expect(step).to.equal(undefined);
    const rest = text.most.slice(before);
    expect(rest).to.have.length.within(6, 60);
    expect(rest.at(-1)).to.equal(Infinity);
    expect(rest.slice(0, -1).every((most) => most <= 30_000 / 2)).to.equal(true);
    await pace.drawn;
    remove();
  });

  it('draws the rest at once where nothing was drawn for long', async () => {
    const {pace, text, remove} = await given(4);
    text.waiting = 30_000;
    expect([...pace.drawRest()]).to.deep.equal([]);
    expect(text.most).to.deep.equal([Infinity]);
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
