import {aTimeout, expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import {LitElement} from 'lit';
import {tellDrawing} from '../../../client/controllers/drawing.ts';
import {ScrollFollower} from '../../../client/controllers/scroll-follower.ts';

/** A page that scrolls inside, with what stands above and what is added below. */
class GrowingPage extends LitElement {
  readonly follower = new ScrollFollower(this, () => ({content: this.querySelector('.content'), scroller: this, covered: () => 0}));

  get below(): number {
    return this.scrollHeight - this.clientHeight - this.scrollTop;
  }

  set(above: number, end: number): void {
    this.querySelector<HTMLElement>('.above')!.style.height = `${above}px`;
    this.querySelector<HTMLElement>('.end')!.style.height = `${end}px`;
  }

  protected override createRenderRoot(): this {
    return this; // as it is written
  }
}
customElements.define('growing-page', GrowingPage);

describe('the view that follows the end', () => {
  let page: GrowingPage;

  beforeEach(async () => {
    page = await fixture<GrowingPage>(html`
      <growing-page style="display: block; height: 300px; overflow-y: auto">
        <div class="content">
          <div class="above" style="height: 2000px"></div>
          <div class="read" style="height: 250px" data-anchor>What is read.</div>
          <div class="end" style="height: 100px"></div>
        </div>
      </growing-page>
    `);
    page.requestUpdate();
    await page.updateComplete;
    page.follower.live(true);
    page.follower.toEnd();
    await frames(3);
    expect(page.below).to.be.below(2);
  });

  it('goes along as text is added', async () => {
    page.set(2_000, 400);
    await waitUntil(() => page.below < 2);
  });

  it('goes along when what stands above turns out smaller, and text is added in the same frame', async () => {
    for (let round = 1; round <= 5; round++) {
      page.set(2_000 - round * 150, 100 + round * 120);
      await frames(2);
    }
    await waitUntil(() => page.below < 2, 'it is at the end', {timeout: 2_000});
  });

  it('lets the browser keep nothing else in place meanwhile', () => {
    const {style} = page.querySelector<HTMLElement>('.content')!;
    expect(style.overflowAnchor).to.equal('none');
    page.follower.live(false);
    expect(style.overflowAnchor).to.equal('');
  });

  it('puts a question at the top, and leaves it there while its answer grows', async () => {
    page.set(2_000, 700);
    await frames(2);
    const question = page.querySelector('.read')!;
    page.follower.anchor(question);
    const top = () => question.getBoundingClientRect().top - page.getBoundingClientRect().top;
    expect(top()).to.be.within(-1, 1);
    page.set(2_000, 2_000);
    await frames(3);
    expect(top()).to.be.within(-1, 1);
  });

  it('keeps what is read in place once the end is left, in browsers with scroll anchoring and without', async () => {
    page.set(2_000, 700);
    await frames(3);
    page.dispatchEvent(new WheelEvent('wheel', {deltaY: -500}));
    page.scrollTop = 2_100;
    await frames(3);
    const top = () => page.querySelector('.read')!.getBoundingClientRect().top - page.getBoundingClientRect().top;
    expect(top()).to.be.within(-101, -99);
    page.set(2_300, 700);
    await frames(3);
    expect(top(), 'what stands above has grown').to.be.within(-101, -99);
  });

  it('stays where a reader scrolled to, also where it grows meanwhile', async () => {
    page.dispatchEvent(new WheelEvent('wheel', {deltaY: -80}));
    page.scrollTop -= 80;
    page.set(2_000, 130);
    await frames(3);
    const {scrollTop} = page;
    page.set(2_000, 700);
    await frames(3);
    expect(page.scrollTop).to.equal(scrollTop);
    expect(page.follower.hasMore).to.be.true;
  });

  for (const [when, waits] of [['by itself after a moment', false], ['with whatever is told sooner, and not once more', true]] as const) {
    it(`tells that there is more below ${when}`, async () => {
      page.dispatchEvent(new WheelEvent('wheel', {deltaY: -80}));
      page.scrollTop -= 80;
      await frames(3);
      const told: boolean[] = [];
      page.addController({hostUpdated: () => told.push(page.follower.hasMore)});
      told.length = 0;
      page.set(2_000, 700);
      await waitUntil(() => page.follower.hasMore, undefined, {interval: 1});
      expect(told, 'it has no update of its own at once').to.be.empty;
      if (waits) page.requestUpdate();
      await aTimeout(400);
      expect(told).to.deep.equal([true]);
      page.follower.toEnd();
      await page.updateComplete;
      expect(told, 'that there is none is told at once').to.deep.equal([true, false]);
    });
  }

  it('tells nothing of it once it is removed', async () => {
    page.dispatchEvent(new WheelEvent('wheel', {deltaY: -80}));
    page.scrollTop -= 80;
    page.set(2_000, 700);
    await waitUntil(() => page.follower.hasMore);
    let updates = 0;
    page.addController({hostUpdate: () => (updates += 1)});
    page.remove();
    await aTimeout(300);
    expect(updates).to.equal(0);
  });

  it('lets go of a reader who scrolls by a few pixels at a time', async () => {
    for (let step = 1; step <= 10; step++) {
      page.dispatchEvent(new WheelEvent('wheel', {deltaY: -6}));
      page.scrollTop -= 6;
      page.set(2_000, 100 + step);
      tellDrawing();
      await nextFrame();
    }
    await frames(3);
    expect(page.below).to.equal(70);
  });

  it('goes along in the frame of a drawing', async () => {
    await nextFrame();
    page.set(2_000, 400);
    tellDrawing();
    await Promise.resolve();
    expect(page.below).to.be.below(2);
  });

  it('goes on where the view went up and no event tells of it, as in a popup that is opened again', async () => {
    page.addEventListener('scroll', (event) => event.stopImmediatePropagation(), {capture: true, once: true});
    page.scrollTop = 0;
    for (let step = 1; step <= 50 && page.below > 2; step++) {
      page.set(2_000, 100 + step);
      tellDrawing();
      await aTimeout(20);
    }
    expect(page.below).to.be.below(2);
  });

  it('asks for nothing more once it is removed', async () => {
    page.remove();
    Object.defineProperty(page, 'scrollTop', {get: () => expect.fail('a page that is gone was looked at')});
    tellDrawing();
    await Promise.resolve();
    await frames(2);
  });

  it('does not take back a scroll that is not heard of yet', async () => {
    page.dispatchEvent(new WheelEvent('wheel', {deltaY: -80}));
    page.scrollTop -= 80;
    page.set(2_000, 400);
    tellDrawing();
    await frames(3);
    expect(page.below).to.equal(380);
  });

  it('stays where the page itself scrolled to', async () => {
    page.scrollTop = 0;
    await frames(3);
    page.set(2_000, 700);
    await frames(3);
    expect(page.scrollTop).to.equal(0);
  });
});

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await nextFrame();
}
