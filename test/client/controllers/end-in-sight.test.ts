import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {ReactiveController} from 'lit';
import {EndInSight, isGrowthSeen} from '../../../client/controllers/end-in-sight.ts';

/** A text that grows, its end so many screens down. */
async function given(screens: number) {
  const root = await fixture<HTMLElement>(html`<div><div class="above"></div><i class="end"></i></div>`);
  const above = root.querySelector<HTMLElement>('.above')!;
  const move = (to: number): string => (above.style.blockSize = `${to * 100}vh`);
  move(screens);
  const controllers: ReactiveController[] = [];
  const host = Object.assign(root, {
    addController: (controller: ReactiveController) => controllers.push(controller),
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  });
  const text = {grows: true, came: 0};
  const sight = new EndInSight(host, () => (text.grows ? root.querySelector('.end') : null), () => (text.came += 1));
  const update = (): void => controllers.forEach((controller) => controller.hostUpdated?.());
  update();
  return {
    sight,
    text,
    move,
    finish: () => {
      text.grows = false;
      update();
    },
    remove: () => controllers.forEach((controller) => controller.hostDisconnected?.()),
  };
}

describe('EndInSight', () => {
  it('tells whether the end is in sight, and when it comes there', async () => {
    const {sight, text, move, remove} = await given(4);
    await waitUntil(() => !sight.isInSight);
    expect(text.came).to.equal(0);
    move(0);
    await waitUntil(() => sight.isInSight);
    expect(text.came).to.equal(1);
    remove();
  });

  it('takes the end for seen until it is known, and once nothing grows', async () => {
    const {sight, finish, remove} = await given(4);
    expect(sight.isInSight).to.equal(true);
    await waitUntil(() => !sight.isInSight);
    finish();
    expect(sight.isInSight).to.equal(true);
    remove();
  });
});

describe('isGrowthSeen', () => {
  it('is so while nothing grows, and while anything that does is in sight', async () => {
    expect(isGrowthSeen()).to.equal(true);
    const below = await given(4);
    await waitUntil(() => !isGrowthSeen());
    const visible = await given(0);
    expect(isGrowthSeen()).to.equal(true);
    visible.finish();
    expect(isGrowthSeen()).to.equal(false);
    below.remove();
    expect(isGrowthSeen()).to.equal(true);
    visible.remove();
  });
});
