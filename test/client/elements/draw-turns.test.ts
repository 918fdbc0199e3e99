import {aTimeout, expect, nextFrame, waitUntil} from '@open-wc/testing';
import {type Drawer, DrawTurns} from '../../../client/elements/draw-turns.ts';

/** Draws for so long, and notes when. */
class Pen implements Drawer {
  readonly drawn: number[] = [];
  readonly #ms: number;
  readonly #apartMs: number;

  constructor({ms = 0, apartMs = 0} = {}) {
    this.#ms = ms;
    this.#apartMs = apartMs;
  }

  apartMs(): number {
    return this.#apartMs;
  }

  draw(): void {
    const now = performance.now();
    this.drawn.push(now);
    while (performance.now() < now + this.#ms);
  }
}

describe('DrawTurns', () => {
  it('draws at once what comes after a pause', () => {
    const [turns, pen] = [new DrawTurns(), new Pen()];
    turns.request(pen);
    expect(pen.drawn).to.have.length(1);
  });

  it('draws several in one frame while there is room', () => {
    const inOneFrame = () => {
      const [turns, pens] = [new DrawTurns(), [new Pen(), new Pen(), new Pen()]];
      for (const pen of pens) turns.request(pen);
      return pens.every(({drawn}) => drawn.length === 1);
    };
    expect(Array.from({length: 5}, inOneFrame), 'unless the machine has no time').to.include(true);
  });

  it('draws in a later frame what has no room, and in turn', async () => {
    const [turns, first, second] = [new DrawTurns(), new Pen({ms: 10}), new Pen({ms: 10})];
    turns.request(first);
    turns.request(second);
    expect(second.drawn).to.have.length(0);
    await nextFrame(); // the first has been painted
    turns.request(first);
    await waitUntil(() => first.drawn.length === 2);
    expect(second.drawn).to.have.length(1);
    expect(second.drawn[0]).to.be.lessThan(first.drawn[1]!);
  });

  it('draws in another frame what a drawing has left', async () => {
    const turns = new DrawTurns();
    const drawn: number[] = [];
    const pen: Drawer = {
      apartMs: () => 4,
      draw: () => {
        drawn.push(performance.now());
        if (drawn.length < 3) turns.request(pen);
      },
    };
    turns.request(pen);
    expect(drawn).to.have.length(1);
    await waitUntil(() => drawn.length === 3);
    expect(drawn[1]! - drawn[0]!).to.be.at.least(4);
  });

  it('rests longer than it drew', async () => {
    const [turns, pen] = [new DrawTurns(), new Pen({ms: 40})];
    turns.request(pen);
    await aTimeout(50);
    turns.request(pen);
    await waitUntil(() => pen.drawn.length === 2);
    expect(pen.drawn[1]! - pen.drawn[0]!).to.be.at.least(40 + 3 * 20);
  });

  it('leaves as much time between two drawings as is asked for', async () => {
    const [turns, pen] = [new DrawTurns(), new Pen({apartMs: 200})];
    turns.request(pen);
    turns.request(pen);
    expect(pen.drawn).to.have.length(1);
    await waitUntil(() => pen.drawn.length === 2);
    expect(pen.drawn[1]! - pen.drawn[0]!).to.be.at.least(200);
  });

  it('does not draw what was taken back', async () => {
    const [turns, pen] = [new DrawTurns(), new Pen({apartMs: 200})];
    turns.request(pen);
    turns.request(pen);
    turns.cancel(pen);
    await aTimeout(300);
    expect(pen.drawn).to.have.length(1);
  });
});
