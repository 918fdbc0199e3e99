import {expect} from 'chai';
import fc from 'fast-check';
import {analyzeByRules} from '../../../server/analysis/analyze-by-rules.ts';
import {analyzeFollowUp} from '../../../server/analysis/analyze-follow-up.ts';
import {isSearchless} from '../../../server/analysis/question-intent.ts';
import {MAX_QUERY_LENGTH} from '../../../server/analysis/search-queries.ts';

const turns = (...questions: readonly string[]) => questions.map((question) => ({question, answer: '', sources: []}));
const bestQuery = (...questions: readonly string[]) => analyzeFollowUp(questions.at(-1) ?? '', turns(...questions.slice(0, -1))).queries[0];

describe('analyzeFollowUp', () => {
  const standalone: readonly (readonly [conversation: readonly string[], query: string])[] = [
    [['What is the population of France?', 'And in Germany?'], 'population Germany'],
    [['What causes tides?', 'and in Europe?'], 'causes tides Europe'],
    [['How many heat pumps were sold in France in 2022?', 'and in 2023?'], 'many heat pumps sold France 2023'],
    [['What did Einstein say about relativity?', 'And about quantum mechanics?'], 'Einstein say relativity quantum mechanics'],
    [['How does RxJS switchMap work?', 'What about mergeMap?'], 'RxJS switchMap work mergeMap'],
    [['How does RxJS switchMap work?', 'Why?'], 'RxJS switchMap work'],
    [['What is the tallest mountain in Japan?', 'Who climbed it first?'], 'tallest mountain Japan climbed first'],
    [['How do heat pumps work?', 'Are they loud?'], 'heat pumps work loud'],
    [['What is the population of France?', 'And in Germany?', 'And how fast does it grow?'], 'population Germany fast grow'],
    [['What causes tides?', 'Tell me more'], 'causes tides'],
    [['What causes tides?', 'In winter?'], 'causes tides winter'],
    [['How do I limit concurrency with p-limit?', 'What is LitElement?'], 'LitElement'],
    [['Was ist Ebbe?', 'Was ist Strom?'], 'Strom'],
    [['Wie hoch ist die Bevölkerung von Frankreich?', 'Und von Deutschland?'], 'hoch Bevölkerung Deutschland'],
    [['Quelle est la population de la France ?', 'Et en Allemagne ?'], 'population Allemagne'],
    [['¿Cuál es la capital de Francia?', '¿Y de Italia?'], 'capital Italia'],
    [['东京的人口是多少？', '那大阪呢？'], '东京 人口 大阪'],
    [['東京の人口は何人ですか？', '大阪は？'], '東京 人口 何人 大阪'],
  ];
  for (const [conversation, query] of standalone) {
    it(`makes "${conversation.at(-1) ?? ''}" after "${conversation.at(-2) ?? ''}" stand by itself`, () => {
      expect(bestQuery(...conversation)).to.equal(query);
    });
  }

  it('asks for what was replaced as well, in a second query', () => {
    expect(analyzeFollowUp('And in Germany?', turns('What is the population of France?')).queries).to.deep.equal(['population Germany', 'population France Germany']);
  });

  it('keeps the language of the conversation for a few words', () => {
    expect(analyzeFollowUp('Et en 2023 ?', turns('Combien de pompes à chaleur ont été vendues en 2022 ?')).language).to.equal('fr');
    expect(analyzeFollowUp('Pourquoi ?', turns('Quelle est la population de la France ?')).language).to.equal('fr');
  });

  it('leaves a question alone that stands by itself, and one that begins a conversation', () => {
    const whole = 'How do I write a custom ESLint rule in TypeScript?';
    expect(analyzeFollowUp(whole, turns('What is the capital of France?'))).to.deep.equal(analyzeByRules(whole));
    for (const other of ['大阪の天気は何度ですか？', 'Кошки и собаки: кто умнее?']) expect(analyzeFollowUp(other, turns('東京の人口は何人ですか？')), other).to.deep.equal(analyzeByRules(other));
    expect(analyzeFollowUp('And in Germany?', [])).to.deep.equal(analyzeByRules('And in Germany?'));
  });

  it('finds nothing to search for where neither question means anything', () => {
    expect(analyzeFollowUp('Why?', turns('lE'))).to.deep.include({queries: [], intent: 'unclear'});
  });

  it('always finds something to search for, within bounds, unless it is no question', () => {
    const question = fc.oneof(fc.string({maxLength: 300}), fc.constantFrom('and?', 'Why?', 'thanks', '那呢？', 'it'.repeat(500), 'in '.repeat(90))).filter((text) => /\S/u.test(text));
    fc.assert(
      fc.property(question, fc.array(question, {maxLength: 5}), (asked, earlier) => {
        const {queries, terms, intent} = analyzeFollowUp(asked, turns(...earlier));
        expect(queries.length).to.be.within(isSearchless(intent) ? 0 : 1, isSearchless(intent) ? 0 : 3);
        for (const query of queries) expect(query.length).to.be.within(1, MAX_QUERY_LENGTH);
        expect(terms.length).to.be.at.most(12);
      }),
    );
  });

  it('takes a lone "how" for more of the same, and thanks or nonsense for what they are', () => {
    const earlier = [{question: 'What causes tides?', answer: 'The Moon.', sources: []}];
    expect(analyzeFollowUp('How?', earlier)).to.deep.include({intent: analyzeFollowUp('What causes tides?', []).intent, queries: analyzeFollowUp('What causes tides?', []).queries});
    for (const [question, intent] of [['Thanks!', 'greeting'], ['???', 'unclear'], ['asdf', 'unclear']] as const) {
      expect(analyzeFollowUp(question, earlier), question).to.deep.include({intent, queries: []});
    }
    expect(analyzeFollowUp('How?', [{question: 'Hello', answer: '', sources: []}])).to.deep.include({intent: 'unclear', queries: []});
  });
});
