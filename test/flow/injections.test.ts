/** Pages that give orders, through the whole pipeline, to models that obey whatever is not fenced. */
import {expect} from 'chai';
import MarkdownIt from 'markdown-it';
import {from, lastValueFrom, toArray} from 'rxjs';
import {EXTRACTIVE_MODEL, extractiveModel} from '../../server/adapters/extractive-model.ts';
import {analyzeQuestion} from '../../server/analysis/analyze-question.ts';
import {enrichPages} from '../../server/enrichment/enrich-pages.ts';
import {askModels} from '../../server/models/ask-models.ts';
import {answerPrompt} from '../../server/models/answer-prompt.ts';
import {modelBreaker} from '../../server/models/model-breaker.ts';
import {answerQuestion} from '../../server/pipeline/answer-question.ts';
import type {EvidenceSource, QuestionAsked} from '../../server/pipeline/handoff.ts';
import {relatedPrompt} from '../../server/related/related-prompt.ts';
import {suggestBySources} from '../../server/related/suggest-by-sources.ts';
import {suggestQuestions} from '../../server/related/suggest-questions.ts';
import {searchWeb} from '../../server/search/search-web.ts';
import {synthesisPrompt} from '../../server/synthesis/synthesis-prompt.ts';
import {synthesizeAnswers} from '../../server/synthesis/synthesize-answers.ts';
import {CANARY, injectionPages, type InjectionPage} from '../fixtures/injection-pages.ts';
import {evidence, source, tideSources} from '../support/evidence.ts';
import {fakeDirectory, fakeModelProvider} from '../support/fake-model-provider.ts';
import {fakePageReader, pageText} from '../support/fake-page-reader.ts';
import {obedientModel, outsideFences, TEMPLATE_MARKS} from '../support/obedient-model.ts';

const FENCE = 'f00dfeedf00dfeed';
const setting = {today: '2026-11-25', fence: FENCE};
const payloadOf = ({payload}: InjectionPage) => payload.replaceAll('FENCE', FENCE);
/** The payload wherever a page can put it. */
const hostile = (page: InjectionPage): EvidenceSource =>
  source(1, [{text: `Tides are caused by the Moon. ${payloadOf(page)} Tides rise twice a day.`, heading: `Tides: ${payloadOf(page)}`, score: 3}, {text: payloadOf(page), heading: payloadOf(page), score: 2}], {
    title: `Tides ${payloadOf(page)}`,
    url: `https://tides.example/${encodeURIComponent(payloadOf(page))}`,
  });
const turnOf = (page: InjectionPage) => ({question: 'What is the Moon?', answer: payloadOf(page), sources: [{title: payloadOf(page), url: 'https://a.example/', provider: 'web', quote: payloadOf(page)}]});
const markdown = new MarkdownIt({linkify: true, html: true});
markdown.linkify.set({fuzzyLink: false});

/** The ones of which a sentence is no order to a model by its words: it may be quoted, as a page's sentence, and does nothing. */
const quotable = new Set(['citations of its own', 'a forged question', 'a forged new source', 'a closing tag', 'a link that runs', 'a longer fence', 'the marks of Llama 3', 'the marks of Gemma']);

describe('pages that give orders', () => {
  it('are many', () => {
    expect(injectionPages.length).to.be.at.least(40);
    expect(new Set(injectionPages.map(({payload}) => payload)).size).to.equal(injectionPages.length);
  });

  it('are obeyed by this model where they are not fenced, so that the tests can fail', () => {
    const obeyed = injectionPages.filter((page) => outsideFences([{role: 'user', content: payloadOf(page)}]).includes(CANARY));
    expect(obeyed.length).to.be.at.least(injectionPages.length - 3);
    const escaped = injectionPages.filter((page) => outsideFences([{role: 'user', content: `<<<source 1 ${FENCE}>>>\n${payloadOf(page)}\n<<<end ${FENCE}>>>`}]).includes(CANARY));
    expect(escaped.length).to.be.at.least(12);
  });

  for (const page of injectionPages) {
    it(`stay inside their fences: ${page.name}`, () => {
      const given = evidence({sources: [hostile(page), ...tideSources.slice(1)]});
      const answer = {model: 'a', text: payloadOf(page), citations: []};
      const prompts = [
        answerPrompt(given, {...setting, earlier: [turnOf(page)]}),
        synthesisPrompt(given, [answer, answer], {...setting, earlier: [turnOf(page)]}),
        relatedPrompt(given, payloadOf(page), FENCE),
      ];
      for (const prompt of prompts) {
        expect(outsideFences(prompt)).not.to.include(CANARY);
        // Our own fences are the only ones.
        const user = prompt.find(({role}) => role === 'user')?.content ?? '';
        expect(user.split(FENCE).length - 1).to.equal((user.match(/^<<<(?:(?:source|earlier) \d+|answer of a|answer|topics|end) f00dfeedf00dfeed>>>$/gmu) ?? []).length);
        expect(user).not.to.match(TEMPLATE_MARKS);
        expect(user).not.to.match(/[\u202A-\u202E\u200B\u{E0000}-\u{E007F}]/u);
      }
    });

    it(`get no quote that does anything: ${page.name}`, async () => {
      const given = evidence({sources: [hostile(page), ...tideSources.slice(1)]});
      const chunks = await lastValueFrom(extractiveModel({paceMs: 0}).generate({model: EXTRACTIVE_MODEL, messages: [], evidence: given, ref: 'r'}).pipe(toArray()));
      const answer = chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');
      expect(markdown.render(answer)).not.to.match(/<(?:a|img|script|iframe)\b/iu);
      if (!quotable.has(page.name)) expect(answer).not.to.include(CANARY);
    });

    it(`suggest nothing to ask: ${page.name}`, () => {
      const given = evidence({sources: [hostile(page), ...tideSources.slice(1)]});
      for (const question of suggestBySources(given, new Set([1]))) expect(question).not.to.include(CANARY);
    });
  }

  it('have no effect from end to end, on answers, synthesis, related questions and a follow-up', async () => {
    for (const page of injectionPages) {
      const payload = page.payload;
      const url = `https://tides.example/${encodeURIComponent(page.name)}`;
      const asked: QuestionAsked = {type: 'question-asked', question: 'What causes tides?', models: ['a', 'b'], synthesis: true, search: {}, ref: '0123456789ab', earlier: [turnOf(page)]};
      const provider = fakeModelProvider({a: obedientModel, b: obedientModel, judge: obedientModel});
      const directory = fakeDirectory(provider, {serves: ['a', 'b', 'judge'], synthesizer: 'judge'});
      const helper = () => ({id: 'judge', provider, breaker: modelBreaker('helper')});
      const answer = answerQuestion({
        analyze: analyzeQuestion({model: helper}),
        search: searchWeb([{name: 'web', search: () => from([{url, title: `Tides ${payload}`, snippet: `Tides. ${payload}`}])}]),
        enrich: enrichPages([fakePageReader({[url]: pageText(`Tides ${payload}`, `Tides are caused by the Moon. ${payload} Tides rise twice a day.`)})]),
        askModels: askModels(directory),
        synthesize: synthesizeAnswers(directory),
        relate: suggestQuestions({model: helper}),
      });
      const events = await lastValueFrom(answer(asked).pipe(toArray()));
      const written = events.filter(({type}) => /^(?:answer-delta|synthesis-delta|related-questions|analysis-end)$/u.test(type));
      expect(new Set(written.map(({type}) => type)).size, page.name).to.equal(4);
      expect(JSON.stringify(written), page.name).not.to.include(CANARY);
      expect(provider.requests, page.name).to.have.lengthOf(5);
    }
  });
});
