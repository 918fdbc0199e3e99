import {expect} from 'chai';
import {readRobots} from '../../../../server/adapters/http-page/read-robots.ts';

describe('readRobots', () => {
  const allows = (rules: string, path: string): boolean => readRobots(rules, 'llm-window').allows(new URL(path, 'https://a.example'));
  const forAll = (...lines: readonly string[]): string => ['User-agent: *', ...lines].join('\n');

  const cases: readonly (readonly [rules: string, path: string, allowed: boolean])[] = [
    ['', '/a', true],
    ['Disallow: /', '/a', true],
    [forAll('Disallow: /a'), '/ab', false],
    [forAll('Disallow: /a'), '/b', true],
    [forAll('Disallow:'), '/a', true],
    [forAll('disallow : /a # as a whole'), '/a', false],
    [forAll('Disallow: /a$'), '/a', false],
    [forAll('Disallow: /a$'), '/ab', true],
    [forAll('Disallow: /*.pdf$'), '/x.pdf.pdf', false],
    [forAll('Disallow: /*.pdf$'), '/x.pdf?y', true],
    [forAll('Disallow: /*ab*b$'), '/ab', true],
    [forAll('Disallow: /x*/y*z'), '/x1/2/y/z/', false],
    [forAll('Disallow: /***b'), '/ab', false],
    [forAll('Disallow: *?s='), '/find?s=1', false],
    [forAll('Disallow: /', 'Allow: /a'), '/ab', true],
    [forAll('Allow: /a', 'Disallow: /ab'), '/ab', false],
    [forAll('Disallow: /ab', 'Allow: /ab'), '/ab', true],
    [forAll('Disallow: /märz%2fb'), '/m%c3%a4rz%2Fb', false],
    [forAll('Disallow: /a', '', 'User-agent: other', 'Disallow: /b'), '/b', true],
    [forAll('Crawl-delay: 9', 'User-agent: other', 'Disallow: /'), '/a', true],
    [forAll('User-agent: other', 'Disallow: /'), '/a', false],
    [forAll('Disallow: /', 'User-agent: LLM-Window/2.0', 'Disallow: /b'), '/a', true],
    [forAll('Disallow: /', 'User-agent: llm-window'), '/a', true],
    [forAll('Disallow: /a', 'User-agent: other', 'Disallow: /', 'User-agent: *', 'Disallow: /b').replaceAll('\n', '\r\n'), '/b', false],
  ];
  for (const [rules, path, allowed] of cases) {
    it(`${allowed ? 'allows' : 'does not allow'} ${path} by ${JSON.stringify(rules)}`, () => expect(allows(rules, path)).to.equal(allowed));
  }

  it('keeps only the rules for us, few and short', () => {
    const many = (line: string) => Array.from({length: 15_000}, () => line);
    const kept = (...lines: readonly string[]) => readRobots(forAll(...lines), 'llm-window').rules;
    expect(kept(...many('Disallow: /*a*b$'))).to.have.lengthOf(1_000);
    expect(kept(...many(`Disallow: /${'a'.repeat(200)}`)).reduce((sum, {pattern}) => sum + pattern.length, 0)).to.be.at.most(64_000);
    expect(kept('Disallow: /*a*a*a*a*a*a*a*a*a*a*b$', `Disallow: /${'a'.repeat(2_000)}`, 'Disallow: /b')).to.deep.equal([{pattern: '/b', isAllowed: false}]);
    expect(kept('User-agent: other', ...many('User-agent: *'), 'Disallow: /b')).to.deep.equal([{pattern: '/b', isAllowed: false}]);
    expect(kept('Disallow: /b', 'User-agent: other', ...many('Disallow: /c'))).to.have.lengthOf(1);
  });

  it('compares the beginning of a long path, which then has no end', () => {
    const long = `/${'a'.repeat(5_000)}`;
    expect(allows(forAll('Disallow: /a'), long)).to.equal(false);
    expect(allows(forAll('Disallow: /*a$'), long)).to.equal(true);
    expect(allows(forAll('Disallow: /*b'), `${long}b`)).to.equal(true);
  });
});
