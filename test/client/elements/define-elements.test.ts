import {expect} from '@open-wc/testing';
import {defineElements} from '../../../client/elements/define-elements.ts';
import {defineResultElements} from '../../../client/elements/result-elements.ts';
import {version} from '../../../client/version.ts';

/** A registry that a test fills. */
function registry(present: Record<string, CustomElementConstructor> = {}) {
  const defined: string[] = [];
  const fake: Pick<CustomElementRegistry, 'get' | 'define'> = {
    get: (name) => present[name],
    define: (name) => void defined.push(name),
  };
  return {fake: fake as CustomElementRegistry, defined};
}

function warnings(action: () => void): string[] {
  const {warn} = console;
  const heard: string[] = [];
  console.warn = (text: string) => heard.push(text);
  try {
    action();
  } finally {
    console.warn = warn;
  }
  return heard;
}

class Other extends HTMLElement {
  static readonly version: string = '9.9.9';
}
class Same extends HTMLElement {
  static readonly version = version;
}

describe('defineElements', () => {
  it('defines what an unasked window needs, the window last, and the rest with the first question', () => {
    const {fake, defined} = registry();
    defineElements(fake);
    expect(defined).to.deep.equal(['llm-question-form', 'llm-status', 'llm-window']);
    defineResultElements(fake);
    expect(defined).to.include.members(['llm-answer', 'llm-answers', 'llm-sources', 'llm-progress', 'llm-copy-button', 'llm-turn-actions']);
  });

  it('is silent beside the same version', () => {
    const {fake, defined} = registry({'llm-window': Same});
    expect(warnings(() => defineElements(fake))).to.deep.equal([]);
    expect(defined).to.deep.equal([]);
  });

  it('warns once beside another version, and leaves it alone', () => {
    const {fake, defined} = registry({'llm-window': Other});
    expect(warnings(() => defineElements(fake))).to.deep.equal([`llm-window ${version} was loaded, but this page uses version 9.9.9 already and keeps it.`]);
    expect(defined).to.deep.equal([]);
  });
});
