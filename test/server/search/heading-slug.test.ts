import {expect} from 'chai';
import fc from 'fast-check';
import {headingSlugs} from '../../../server/search/heading-slug.ts';

describe('headingSlugs', () => {
  it('writes them as GitHub does', () => {
    expect(headingSlugs(['Getting started', 'What’s `new`?', 'snake_case & kebab-case', '  3.1.0 (2026-01-02)  '])).to.deep.equal([
      'getting-started',
      'whats-new',
      'snake_case--kebab-case',
      '310-2026-01-02',
    ]);
  });

  it('keeps the letters of every script', () => {
    expect(headingSlugs(['Überblick', '概要', 'Обзор системы', 'हिन्दी'])).to.deep.equal(['überblick', '概要', 'обзор-системы', 'हिन्दी']);
  });

  it('numbers the same heading, around those that look numbered already', () => {
    expect(headingSlugs(['Usage', 'Usage', 'Usage 1', 'Usage'])).to.deep.equal(['usage', 'usage-1', 'usage-1-1', 'usage-2']);
  });

  it('names a heading without letters', () => {
    expect(headingSlugs(['🚀', '***'])).to.deep.equal(['section', 'section-1']);
  });

  it('gives each heading an id of its own, whatever the headings', () => {
    const headings = fc.array(fc.oneof(fc.string({unit: 'grapheme'}), fc.constantFrom('a', 'A', 'a-1', 'a 1', '')));
    fc.assert(fc.property(headings, (texts) => {
      const slugs = headingSlugs(texts);
      expect(slugs).to.have.lengthOf(texts.length);
      expect(new Set(slugs)).to.have.property('size', texts.length);
      for (const slug of slugs) expect(slug).to.match(/^[^\s#]+$/u);
    }));
  });
});
