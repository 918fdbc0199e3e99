/** perf/peers - by hand: each token parsed and written as an event of its own. */
import {createParser} from 'eventsource-parser';
import {askModel, evidenceFor, serve} from './serve.mjs';

serve(async ({question}, res) => {
  const evidence = evidenceFor(question);
  res.writeHead(200, {'content-type': 'text/event-stream'});
  res.write(`data: ${JSON.stringify({type: 'evidence', evidence})}\n\n`);
  const parser = createParser({
    onEvent({data}) {
      if (data === '[DONE]') return;
      const text = JSON.parse(data).choices[0]?.delta.content;
      if (text) res.write(`data: ${JSON.stringify({type: 'delta', text})}\n\n`);
    },
  });
  for await (const chunk of (await askModel(evidence)).setEncoding('utf8')) parser.feed(chunk);
  res.end('data: [DONE]\n\n');
});
