import {expect} from 'chai';
import fc from 'fast-check';
import {toPassage} from '../../../server/enrichment/cut-passages.ts';
import {packPassages, type ScoredPassage} from '../../../server/enrichment/pack-passages.ts';
import {likeness, wordingOf} from '../../../server/enrichment/wording.ts';

const scored = (text: string, score: number, position = 0): ScoredPassage => ({...toPassage(text, undefined, position, new Set()), score});
const saysTheSame = (text: string, other: string) => likeness(wordingOf(text), wordingOf(other)) === 1;
const costOf = (passages: readonly ScoredPassage[]) => passages.reduce((sum, {tokens}) => sum + tokens, 0);
const texts = (chosen: readonly (readonly ScoredPassage[])[]) => chosen.map((passages) => passages.map(({text}) => text));

const sources = fc.array(
  fc
    .array(fc.record({text: fc.lorem({maxCount: 60}), score: fc.oneof(fc.constant(0), fc.double({min: 0.01, max: 10, noNaN: true}))}), {maxLength: 8})
    .map((passages) => passages.map(({text, score}, at) => scored(text, score, at))),
  {maxLength: 6},
);
const budgets = fc.integer({min: 0, max: 2_000});

describe('packPassages', () => {
  it('hears every source before one is heard twice', () => {
    const rich = [scored('first of the rich source', 9, 0), scored('second of the rich source, other words', 8, 1)];
    const poor = [scored('something from elsewhere', 2)];
    expect(texts(packPassages([rich, poor], costOf(rich)))).to.deep.equal([['first of the rich source'], ['something from elsewhere']]);
  });

  it('puts what it chose in reading order', () => {
    const chosen = packPassages([[scored('alpha beta', 1, 0), scored('gamma delta', 3, 1), scored('epsilon zeta', 2, 2)]], 1_000);
    expect(texts(chosen)).to.deep.equal([['alpha beta', 'gamma delta', 'epsilon zeta']]);
  });

  it('leaves out what has been said', () => {
    const text = 'The moon pulls at the sea and so it makes the tides';
    expect(texts(packPassages([[scored(text, 2)], [scored(`${text}.`, 1)]], 1_000))).to.deep.equal([[text], []]);
  });

  it('prefers what is new to what is like what it has, when both fit', () => {
    const first = scored('the moon pulls at the sea and makes the tides rise and fall twice', 10, 0);
    const again = scored('the moon pulls at the sea and makes the tides come and go every day', 8, 1);
    const fresh = scored('spring tides stand highest when sun and moon are in one line', 7, 2);
    expect(texts(packPassages([[first, again, fresh]], first.tokens * 5))).to.deep.equal([[first.text, fresh.text]]);
  });

  it('leaves out further passages that hardly fit', () => {
    expect(texts(packPassages([[scored('to the point', 10, 0), scored('by the way', 1, 1)]], 1_000))).to.deep.equal([['to the point']]);
  });

  it('takes the opening of a source in which nothing fits, if there is room', () => {
    const other = [scored('opening words', 0, 0), scored('more of them', 0, 1), scored('and the rest', 0, 2)];
    expect(texts(packPassages([[scored('to the point', 1)], other], 1_000))[1]).to.deep.equal(['opening words', 'more of them']);
    expect(texts(packPassages([[scored('to the point', 1)], other], 4))[1]).to.deep.equal([]);
  });

  it('never exceeds the budget', () => {
    fc.assert(
      fc.property(sources, budgets, (given, budget) => {
        expect(costOf(packPassages(given, budget).flat())).to.be.at.most(budget);
      }),
    );
  });

  it('never lets one source take most of it, but for its first passage', () => {
    fc.assert(
      fc.property(sources, budgets, (given, budget) => {
        for (const passages of packPassages(given, budget)) if (passages.length > 1) expect(costOf(passages)).to.be.at.most(budget * 0.4);
      }),
    );
  });

  it('never loses a source that has a fitting passage while there is room for it', () => {
    fc.assert(
      fc.property(sources, budgets, (given, budget) => {
        const chosen = packPassages(given, budget);
        const left = budget - costOf(chosen.flat());
        for (const [at, passages] of given.entries()) {
          if (chosen[at]!.length > 0) continue;
          const best = passages.filter(({score}) => score > 0).toSorted((a, b) => b.score - a.score)[0];
          if (best) expect(best.tokens > left || chosen.flat().some((other) => saysTheSame(best.text, other.text))).to.be.true;
        }
      }),
    );
  });

  it('chooses from each source its own, each passage once, in reading order', () => {
    fc.assert(
      fc.property(sources, budgets, (given, budget) => {
        for (const [at, passages] of packPassages(given, budget).entries()) {
          expect(given[at]).to.include.members([...passages]);
          const positions = passages.map(({position}) => position);
          expect(positions).to.deep.equal([...new Set(positions)].toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('keeps all of its own choice', () => {
    fc.assert(
      fc.property(sources, budgets, (given, budget) => {
        const chosen = packPassages(given, budget);
        expect(packPassages(chosen, budget)).to.deep.equal(chosen);
      }),
    );
  });
});
