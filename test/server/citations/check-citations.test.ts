import {expect} from 'chai';
import {firstValueFrom} from 'rxjs';
import {checkCitations, SUPPORTED} from '../../../server/citations/check-citations.ts';
import {termsOf} from '../../../server/citations/claim-terms.ts';
import {findCitations} from '../../../server/citations/find-citations.ts';
import type {Evidence} from '../../../server/pipeline/handoff.ts';
import {checkHalf, labelledSources, precisionAndRecall} from '../../support/citation-support.ts';
import {evidence, source} from '../../support/evidence.ts';

const known = new Set([1, 2, 3]);
const check = (text: string, given: Evidence = evidence()) => firstValueFrom(checkCitations(text, findCitations(text, known), given));
const verdicts = async (text: string, given?: Evidence) => (await check(text, given)).map(({n, supported}) => `${n} ${supported ?? 'unchecked'}`);

describe('checkCitations', () => {
  it('says how well the source supports each sentence, and quotes what does', async () => {
    const text = 'Tides are caused by the gravity of the Moon and the Sun. [1] They are caused by whales that swim in circles. [1]';
    const [good, bad] = await check(text);
    expect(good).to.include({n: 1, supported: true, quote: 'Tides are caused by the gravitational pull of the Moon and the Sun on the oceans.'});
    expect(good?.score).to.be.within(SUPPORTED, 1);
    expect(text.slice(good?.start, good?.end)).to.equal('[1]');
    expect(bad).to.include({n: 1, supported: false});
  });

  it('judges each part of a sentence by its own source', async () => {
    expect(await verdicts('Tides are caused by the pull of the Moon and the Sun on the oceans [1], and spring tides occur when Sun, Moon and Earth are aligned [2].')).to.deep.equal(['1 true', '2 true']);
    expect(await verdicts('Spring tides occur when Sun, Moon and Earth are aligned [1], and the harbour museum opens at nine on weekdays [2].')).to.deep.equal(['1 false', '2 false']);
  });

  it('takes sources that are cited together as one', async () => {
    const both = evidence({sources: [source(1, 'The tidal range in Fundy is 16 metres.'), source(2, 'The tidal range in Bristol is 14 metres.'), source(3, 'Bees dance.')]});
    expect(await verdicts('The tidal range is 16 metres in Fundy and 14 metres in Bristol. [1][2]', both)).to.deep.equal(['1 true', '2 true']);
    expect(await verdicts('The tidal range is 16 metres in Fundy. [1][3]', both)).to.deep.equal(['1 true', '3 false']);
  });

  it('reads words that are names in JavaScript as words', async () => {
    const code = evidence({sources: [source(1, 'The constructor of a class is called with new. Its valueOf method gives a primitive.')]});
    expect(await verdicts('The constructor of a class is called with new. [1] The valueOf method gives a primitive. [1]', code)).to.deep.equal(['1 true', '1 true']);
    const terms = termsOf('The constructor has no valueOf', 'en');
    expect([...terms.numbers]).to.deep.equal([]);
    expect([...terms.words]).to.have.lengthOf(2);
  });

  it('checks whatever the language is called', async () => {
    for (const language of ['valueOf', 'toString', 'xx-YY']) {
      const analysis = {queries: [], language, terms: [], intent: 'answer'};
      expect(await verdicts('Tides are caused by the gravity of the Moon and the Sun. [1]', evidence({analysis})), language).to.deep.equal(['1 true']);
    }
  });

  it('leaves citations unchecked when they can not be checked', async () => {
    const broken = {...source(1, 'Tides.'), get passages(): never { throw new Error('boom'); }};
    expect(await verdicts('Tides are caused by the Moon. [1]', evidence({sources: [broken]}))).to.deep.equal(['1 unchecked']);
  });

  it('reads what is escaped as it is meant', async () => {
    expect(await verdicts('3\\.0 brings huge tides\\_now and stream support. [1]', evidence({sources: [source(1, '3.0 brings huge tides_now and stream support.')]}))).to.deep.equal(['1 true']);
  });

  it('reads on where the citation comes before what it says', async () => {
    expect(await verdicts('According to [2], neap tides occur when the pull of the Sun is at right angles to that of the Moon.')).to.deep.equal(['2 true']);
    expect(await verdicts('- [1] says that tides are caused by the Moon and the Sun\n- see [2]')).to.deep.equal(['1 true', '2 unchecked']);
  });

  it('knows no support for a number without a source, or one that the models were given nothing of', async () => {
    const text = 'Tides are caused by the Moon [7], and by the Sun [3].';
    expect(await check(text)).to.deep.equal(findCitations(text, known).map((citation) => ({...citation, supported: false})));
  });

  it('leaves unchecked what says nothing, or says it in another language', async () => {
    expect(await verdicts('[1]')).to.deep.equal(['1 unchecked']);
    expect(await verdicts('Die Gezeiten entstehen durch die Anziehungskraft von Mond und Sonne auf das Wasser der Meere. [1]')).to.deep.equal(['1 unchecked']);
  });

  it('keeps quotes short and the citations in order', async () => {
    const long = `Tides ${'are caused by the Moon and the Sun and '.repeat(20)}by 𝒳.`;
    const [citation] = await check('Tides are caused by the Moon and the Sun. [1]', evidence({sources: [source(1, long)]}));
    expect(citation?.quote).to.match(/…$/).and.to.have.length.at.most(300);
    const text = 'Tides are caused by the Moon. [1] The Sun helps with its pull. [2][1] Neap tides occur. [2, 1]';
    expect((await check(text)).map(({n, start}) => [n, start])).to.deep.equal(findCitations(text, known).map(({n, start}) => [n, start]));
  });

  it('lets others run while it checks a long text', async () => {
    const text = 'Tides are caused by the pull of the Moon and the Sun on the oceans. [1] '.repeat(1_000);
    let turns = 0;
    const count = setInterval(() => turns++, 0);
    const checked = await check(text);
    clearInterval(count);
    expect(turns).to.be.greaterThan(5);
    expect(checked).to.have.lengthOf(1_000);
    expect(checked[0]).to.include({supported: true});
    expect(checked.at(-1)).not.to.have.property('supported');
  });

  it('reads no claim before its turn, and none that is left unchecked', async () => {
    const text = '**Tides** are caused by the pull of the Moon and the Sun on the oceans. [1] '.repeat(1_000);
    // A claim is read from the citations before it on.
    let looks = 0;
    const citations = findCitations(text, known).map(({n, start, end}) => ({
      ...{n, start},
      get end() {
        looks += 1;
        return end;
      },
    }));
    const checked = firstValueFrom(checkCitations(text, citations, evidence()));
    expect(looks).to.be.below(5_000);
    await checked;
    expect(looks).to.be.below(15_000);
  });

  describe('over the labelled set', () => {
    it('has enough to go by, of every kind', () => {
      const claims = labelledSources.flatMap(({claims: own}) => own);
      expect(claims.length).to.be.at.least(120);
      expect(claims.filter(([, supported]) => supported).length).to.be.within(claims.length * 0.4, claims.length * 0.6);
      expect(new Set(labelledSources.map(({language}) => language)).size).to.be.at.least(6);
      expect([...new Set(claims.map(([kind]) => kind))]).to.include.members(['paraphrase', 'reworded', 'number', 'name', 'negation', 'opposite', 'swap', 'off-topic', 'overreach']);
    });

    for (const half of ['tuned', 'held out'] as const) {
      it(`tells most of the ${half} half right`, () => {
        const {precision, recall} = precisionAndRecall(checkHalf(half));
        expect(precision).to.be.at.least(0.78);
        expect(recall).to.be.at.least(0.8);
      });
    }

    it('catches wrong numbers, wrong sources and what is about something else', () => {
      const all = [...checkHalf('tuned'), ...checkHalf('held out')];
      for (const [kind, share] of [['number', 0.95], ['off-topic', 1], ['wrong source', 1], ['overreach', 1], ['negation', 0.85]] as const) {
        const own = all.filter((verdict) => verdict.kind === kind);
        expect(own.filter(({supported}) => !supported).length / own.length, kind).to.be.at.least(share);
      }
    });
  });
});
