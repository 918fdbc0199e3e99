import {expect, waitUntil} from '@open-wc/testing';
import '../support/elements.ts';
import {answeringIfLoaded} from '../../../client/store/answering-module.ts';
import {WindowStage} from '../support/window-stage.ts';

/** A page of its own: warming up happens once on each. */
describe('what answers need', () => {
  it('is fetched and warmed up while the first question is out', async () => {
    const drawn = new Set<string>();
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the element, and put back
    const {setAttribute} = Element.prototype;
    Element.prototype.setAttribute = function (this: Element, name, value) {
      drawn.add(value);
      setAttribute.call(this, name, value);
    };
    const stage = new WindowStage();
    stage.server.answer({'POST /v1/sessions': () => new Promise(() => undefined)});
    const element = await stage.window();
    expect(answeringIfLoaded(), 'before any question').to.equal(undefined);

    element.ask('Why two tides?');
    await waitUntil(() => ['language-js', 'align-right', 'table'].every((value) => drawn.has(value)), 'the sample was not drawn', {timeout: 20_000});
    expect(stage.posted()).to.have.length(1);
    expect(stage.sources.opened, 'streams, since no answer has come').to.have.length(0);

    Element.prototype.setAttribute = setAttribute;
    element.remove();
    stage.close();
  });
});
