// A page under the strictest policy that lets the element work, of another origin than its server. Nothing to install:
//   ALLOWED_ORIGINS=http://127.0.0.1:4000 npm start        (in the project's folder)
//   node examples/strict-policy/serve.mjs                  (SERVER and PORT name others)
import {createServer} from 'node:http';

const answers = process.env.SERVER ?? 'http://127.0.0.1:3000';
const port = Number(process.env.PORT ?? 4000);

const policy = [
  "default-src 'none'",
  `script-src ${answers}`, // the element; a module brings its chunks from where it came from
  "style-src 'self'", // the element needs nothing here: its styles are constructed
  `connect-src ${answers}`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html', // with 'allow-duplicates' where the page runs a Lit of its own
].join('; ');

const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>llm-window under a strict policy</title>
  <script type="module" src="${answers}/llm-window.js"></script>
  <h1>Ask the documents</h1>
  <llm-window server="${answers}"></llm-window>
</html>`;

createServer((request, response) => {
  if (request.url !== '/') response.writeHead(404).end();
  else response.writeHead(200, {'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy}).end(page);
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port} asks ${answers}`));
