/** perf/peers - better-sse's channel: a POST starts the one answer, every GET joins its readers; each token is broadcast. */
import {createChannel, createSession} from 'better-sse';
import {createParser} from 'eventsource-parser';
import {askModel, evidenceFor, serve} from './serve.mjs';

const channel = createChannel();

serve(async ({question = ''}, res, req) => {
  if (req.method === 'GET') {
    channel.register(await createSession(req, res));
    return;
  }
  res.writeHead(201).end('{}');
  const parser = createParser({
    onEvent({data}) {
      const text = data === '[DONE]' ? undefined : JSON.parse(data).choices[0]?.delta.content;
      if (text) channel.broadcast({type: 'delta', text});
    },
  });
  for await (const chunk of (await askModel(evidenceFor(question))).setEncoding('utf8')) parser.feed(chunk);
});
