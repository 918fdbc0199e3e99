/** perf/peers - AI SDK 7: `streamText` to a UI message stream, the evidence as a data part before it. */
import {createOpenAICompatible} from '@ai-sdk/openai-compatible';
import {createUIMessageStream, pipeUIMessageStreamToResponse, streamText, toUIMessageStream} from 'ai';
import {evidenceFor, modelUrl, serve} from './serve.mjs';

const model = createOpenAICompatible({name: 'stand-in', baseURL: `${modelUrl}/v1`})('steady');

serve(({question}, response) => {
  const evidence = evidenceFor(question);
  const stream = createUIMessageStream({
    execute({writer}) {
      writer.write({type: 'data-evidence', data: evidence});
      writer.merge(toUIMessageStream({stream: streamText({model, prompt: evidence}).stream}));
    },
  });
  pipeUIMessageStreamToResponse({response, stream});
});
