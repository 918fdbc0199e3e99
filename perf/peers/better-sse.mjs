/** perf/peers - better-sse: each token parsed and pushed to a session of it. */
import {createSession} from 'better-sse';
import {createParser} from 'eventsource-parser';
import {askModel, evidenceFor, serve} from './serve.mjs';

serve(async ({question}, res, req) => {
  const evidence = evidenceFor(question);
  const session = await createSession(req, res);
  session.push({type: 'evidence', evidence});
  const parser = createParser({
    onEvent({data}) {
      if (data === '[DONE]') return;
      const text = JSON.parse(data).choices[0]?.delta.content;
      if (text) session.push({type: 'delta', text});
    },
  });
  for await (const chunk of (await askModel(evidence)).setEncoding('utf8')) parser.feed(chunk);
  res.end();
});
