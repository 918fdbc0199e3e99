/** The promise that is ours alone, over real sockets: models stream side by side, and the synthesis streams without waiting for the slowest. */
import {expect} from 'chai';
import {of} from 'rxjs';
import {joinDeltas} from '../../client/store/join-deltas.ts';
import {litellmModel} from '../../server/adapters/litellm-model.ts';
import {analyzeQuestion} from '../../server/analysis/analyze-question.ts';
import {enrichPages} from '../../server/enrichment/enrich-pages.ts';
import {askModels} from '../../server/models/ask-models.ts';
import {buildDirectory} from '../../server/models/build-directory.ts';
import {answerQuestion} from '../../server/pipeline/answer-question.ts';
import {searchWeb} from '../../server/search/search-web.ts';
import {synthesizeAnswers} from '../../server/synthesis/synthesize-answers.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import {saying, fakeModelProvider} from '../support/fake-model-provider.ts';
import {fakePageReader, pageText} from '../support/fake-page-reader.ts';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {serveApp} from '../support/serve-app.ts';

const url = 'https://moon.example/tides';

describe('several models and their synthesis over HTTP', () => {
  it('streams all of them, and the synthesis while the slowest still writes', async () => {
    const brisk = {tokens: ['The Moon ', 'pulls ', 'at the ', 'sea. [1]'], tokenMs: 5};
    const llm = await openAiStandIn({
      a: brisk,
      b: brisk,
      slow: {tokens: Array.from({length: 40}, (_, index) => `word${index} `), tokenMs: 25},
      judge: {tokens: ['Both ', 'say ', 'the ', 'Moon. [1]'], tokenMs: 5},
    });
    const directory = buildDirectory({
      fallback: {id: 'quotes', provider: fakeModelProvider({quotes: saying('x')})},
      server: litellmModel({baseUrl: llm.url}),
      named: ['a', 'b', 'slow'],
      synthesizer: 'judge',
    });
    const answer = answerQuestion({
      analyze: analyzeQuestion(),
      search: searchWeb([{name: 'web', search: () => of({url, title: 'Tides', snippet: 'The Moon.'})}]),
      enrich: enrichPages([fakePageReader({[url]: pageText('Tides', 'Tides of the sea are caused by the gravity of the Moon.')})]),
      askModels: askModels(directory),
      synthesize: synthesizeAnswers(directory),
    });
    await using app = await serveApp({answer, models: directory});
    const {eventsUrl} = await app.ask({question: 'What causes the tides of the sea?', models: ['a', 'b', 'slow']});
    const body = await (await fetch(app.url + eventsUrl)).text();
    const frames = [...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
    const events = frames.map((frame) => JSON.parse(frame) as SessionEvent);
    const outline = events.map((event) => ('model' in event && event.type.startsWith('answer') ? `${event.type} ${event.model}` : event.type));
    const last = (what: string) => outline.lastIndexOf(what);
    const first = (what: string) => outline.indexOf(what);

    expect(first('answer-delta slow')).to.be.within(0, last('answer-end a'));
    expect(first('synthesis-start')).to.be.greaterThan(Math.max(first('answer-end a'), first('answer-end b')));
    expect(last('synthesis-end')).to.be.within(first('synthesis-delta'), last('answer-delta slow'));
    expect(outline.slice(first('synthesis-start'), last('synthesis-end'))).to.include('answer-delta slow');
    expect(first('answer-end slow')).to.be.greaterThan(last('synthesis-end'));
    const end = events.find(({type}) => type === 'synthesis-end');
    expect(end).to.deep.include({included: ['a', 'b'], notIncluded: ['slow']});
    expect(end).to.have.nested.property('citations[0].n', 1);
    expect(events.at(-1)).to.include({type: 'session-end', outcome: 'done'});

    const apart = frames.filter((_, index) => outline[index] === 'answer-delta slow' && !('from' in events[index]!));
    expect(apart).to.have.lengthOf.above(1);
    expect(joinDeltas(apart), 'the element joins them, as the server writes them').to.have.lengthOf(1);
    await llm.close();
  });
});
