import {expect, waitUntil} from '@open-wc/testing';
import {EndInSight, isGrowthSeen} from '../../../client/controllers/end-in-sight.ts';
import {growingText} from '../support/growing-text.ts';

/** A text that grows, and what watches its end. */
async function given(screens: number) {
  const {host, end, move, update, remove} = await growingText(screens);
  const text = {grows: true, came: 0};
  const sight = new EndInSight(host, () => (text.grows ? end : null), () => (text.came += 1));
  const finish = (): void => {
    text.grows = false;
    update();
  };
  update();
  return {sight, text, move, finish, remove};
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
