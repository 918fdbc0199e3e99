import {expect} from '@open-wc/testing';
import {type CitationLink} from '../../../client/markdown/citation-link.ts';
import {IncrementalMarkdown} from '../../../client/markdown/incremental-markdown.ts';
import {render} from './support/render.ts';

const source3: CitationLink = {href: 'https://example.org/tides', label: 'Source 3: Tides'};
const citation = (n: number): CitationLink | undefined => (n === 3 ? source3 : undefined);

describe('citations', () => {
  it('link to their source, with its name', () => {
    const link = render(['It is so [3].'], {citation}).querySelector('a')!;
    expect(link.className).to.equal('citation');
    expect(link.part.value).to.equal('citation');
    expect(link.dataset['n']).to.equal('3');
    expect(link.href).to.equal('https://example.org/tides');
    expect(link.ariaLabel).to.equal('Source 3: Tides');
    expect(link.rel).to.equal('noopener noreferrer nofollow');
    expect(link.target).to.equal('_blank');
    expect(link.textContent).to.equal('[3]');
  });

  it('are plain text when the source is unknown', () => {
    const element = render(['So [3], or so [4].'], {citation});
    const unknown = element.querySelector('span')!;
    expect(unknown.className).to.equal('citation unknown');
    expect(unknown.textContent).to.equal('[4]');
    expect(element.textContent).to.equal('So [3], or so [4].');
  });

  it('are drawn when they are cut in two', () => {
    for (const deltas of [['a [', '3] b'], ['a [3', '] b'], ['a [3]', ' b'], ['a', ' [3', ', 3', '] b']]) {
      expect(render(deltas, {citation}).querySelectorAll('a.citation').length, deltas.join('|')).to.equal(deltas.length === 4 ? 2 : 1);
    }
  });

  it('are not seen half written', () => {
    const element = document.createElement('div');
    const markdown = new IncrementalMarkdown(element, {citation});
    const shown = 'So [3].'.split('').map((character) => {
      markdown.write(character);
      return element.textContent;
    });
    expect(shown).to.deep.equal(['S', 'So', 'So', 'So', 'So', 'So [3]', 'So [3].']);
  });

  it('are left alone in code', () => {
    const element = render(['`[3]`\n\n```\n[3]\n```\n\n    [3]'], {citation});
    expect(element.querySelector('.citation')).to.equal(null);
    expect(element.querySelectorAll('code')).to.have.length(3);
  });

  it('refuse an address that nobody should follow, and keep the name', () => {
    const link = render(['[3]'], {citation: () => ({href: 'javascript:alert(1)', label: 'Source 3'})}).querySelector('a')!;
    expect(link.hasAttribute('href')).to.equal(false);
    expect(link.ariaLabel).to.equal('Source 3');
  });

  it('take an address relative to the page', () => {
    const link = render(['[3]'], {citation: () => ({href: '/v1/corpus/tides', label: 'Source 3'})}).querySelector('a')!;
    expect(link.href).to.equal(new URL('/v1/corpus/tides', document.baseURI).href);
  });

  describe('refresh', () => {
    it('makes links of numbers whose source has become known, in frozen text and in open text', () => {
      const known = new Map<number, CitationLink>();
      const element = document.createElement('div');
      const markdown = new IncrementalMarkdown(element, {citation: (n) => known.get(n)});
      markdown.write('Frozen [3].\n\n- [3]\n\n| [3] |\n|---|\n| [4] |\n\nOpen [3] te');
      expect(element.querySelectorAll('a')).to.have.length(0);
      known.set(3, source3);
      markdown.refresh();
      expect(element.querySelectorAll('a.citation[data-n="3"]')).to.have.length(4);
      expect(element.querySelectorAll('span.unknown')).to.have.length(1);
      markdown.write('xt goes on [3].');
      markdown.end();
      expect(element.querySelectorAll('a.citation')).to.have.length(5);
      expect(element.lastElementChild!.textContent).to.equal('Open [3] text goes on [3].');
    });

    it('changes the address in place and takes a link back', () => {
      let link: CitationLink | undefined = source3;
      const element = document.createElement('div');
      const markdown = new IncrementalMarkdown(element, {citation: () => link});
      markdown.write('a [3] b');
      const before = element.querySelector('a');
      link = {href: 'https://other.org/', label: 'Other'};
      markdown.refresh();
      expect(element.querySelector('a')).to.equal(before);
      expect(before!.href).to.equal('https://other.org/');
      link = undefined;
      markdown.refresh();
      expect(element.querySelector('a')).to.equal(null);
      expect(element.textContent).to.equal('a [3] b');
    });
  });
});
