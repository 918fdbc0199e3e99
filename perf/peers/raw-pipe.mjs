/** perf/peers - the limit: the model's bytes, piped. */
import {askModel, evidenceFor, serve} from './serve.mjs';

serve(async ({question}, res) => {
  const evidence = evidenceFor(question);
  res.writeHead(200, {'content-type': 'text/event-stream'});
  res.write(`data: ${JSON.stringify({evidence})}\n\n`);
  (await askModel(evidence)).pipe(res);
});
