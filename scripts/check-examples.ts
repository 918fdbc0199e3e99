/**
 * scripts - runs every example: installs, builds and serves it, asks a question in a real Chromium, and looks at what comes.
 * `node scripts/check-examples.ts [name …]`. Installs from the npm registry; one that cannot run here is said to be skipped.
 * With `TEST_SUMMARY` it writes its totals there, as JSON.
 */
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {extname, join} from 'node:path';
import {openPuppeteer} from '../test/support/pages/puppeteer-browser.ts';
import {TestPage} from '../test/support/pages/test-page.ts';
import {runServer} from '../test/support/run-server.ts';

const root = join(import.meta.dirname, '..');
const examples = join(root, 'examples');
const QUESTION = 'What causes the tides of the sea?';
/** Where the examples think that the server is. */
const ASSUMED = 'http://127.0.0.1:3000';

/** What is served: a text for each path. */
type Site = (path: string) => Promise<string>;

interface Example {
  readonly name: string;
  /** Makes what is served. @param server - Where the server is. Why not, where it can't run here. */
  readonly make: (server: string, work: string) => Promise<Site | {readonly skipped: string}>;
  /** What a reader does beyond asking. */
  readonly look?: (page: TestPage) => Promise<void>;
}

const page = (name: string): Example['make'] => async (server) => {
  const text = (await readFile(join(examples, name), 'utf8')).replaceAll(ASSUMED, server);
  return onePage(text);
};

const onePage = (text: string): Site => (path) => (path === '/' ? Promise.resolve(text) : Promise.reject(new Error(path)));

/** An example with a `package.json`, installed with our package as `npm pack` makes it. */
const app = (name: string): Example => ({
  name,
  async make(server, work) {
    const folder = join(work, 'examples', name);
    await cp(join(examples, name), folder, {recursive: true, filter: (path) => !/node_modules|dist$/.test(path)});
    const npm = (...args: string[]) => execFileSync('npm', args, {cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: {...process.env, VITE_SERVER: server}});
    npm('install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error');
    npm('run', 'build');
    return (path) => readFile(join(folder, 'dist', path === '/' ? 'index.html' : path), 'utf8');
  },
  async look(page) {
    await page.waitFor('#told', {containing: 'Answered from'});
    await page.waitFor('llm-question-form >> [part=ask]', {containing: 'Ask it'});
  },
});

/** WordPress's functions as far as the example uses them, and the page that a theme would make of it. */
const wordpress = (php: string) => `
$scripts = ''; $codes = [];
function add_shortcode($tag, $callback) { global $codes; $codes[$tag] = $callback; }
function shortcode_atts($defaults, $given) { return array_intersect_key(array_merge($defaults, $given), $defaults); }
function esc_url($url) { return htmlspecialchars($url, ENT_QUOTES); }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
function wp_enqueue_script_module($id, $src) { global $scripts; $scripts .= '<script type="module" src="' . esc_url($src) . '"></script>'; }
require ${JSON.stringify(php)};
$body = $codes['llm_window'](['server' => getenv('SERVER'), 'mode' => 'page']);
echo '<!doctype html><html lang="en"><title>WordPress</title>' . $scripts . $body . '</html>';
`;

const list: readonly Example[] = [
  {name: 'plain.html', make: page('plain.html')},
  {
    name: 'popup.html',
    make: page('popup.html'),
    look: (shown) => shown.until('llm-window[open]', (windows) => windows.length === 1),
  },
  {
    name: 'wordpress.php',
    async make(server) {
      try {
        return await Promise.resolve(onePage(execFileSync('php', ['-r', wordpress(join(examples, 'wordpress.php'))], {encoding: 'utf8', env: {...process.env, SERVER: server}})));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {skipped: 'there is no php here (Debian has it as php-cli)'};
        throw error;
      }
    },
  },
  app('react'),
  app('vue'),
  app('svelte'),
];

const types: Readonly<Record<string, string>> = {'': 'text/html; charset=utf-8', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css'};

/** A site that is what it is told to be, later: the server must know its origin first. */
async function serve() {
  let site: Site = () => Promise.reject(new Error('nothing yet'));
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://example');
    site(pathname).then(
      (text) => response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream').end(text),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    become: (next: Site) => void (site = next),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const wanted = process.argv.slice(2);
const chosen = [...list.map(({name}) => name), 'strict-policy', 'chat-app.html'].filter((name) => wanted.length === 0 || wanted.includes(name));
const work = await mkdtemp(join(tmpdir(), 'llm-window-examples-'));
const site = await serve();
const strictPort = Number(new URL(site.url).port) + 1;
const server = await runServer({CORPUS: join(root, 'test/fixtures/corpus'), ALLOWED_ORIGINS: `${site.url},http://127.0.0.1:${strictPort}`});
const browser = await openPuppeteer('chromium');
const totals = {passed: 0, failed: 0, skipped: 0};

async function tryOut(name: string, url: string, look?: Example['look']): Promise<'passed'> {
  const handle = await browser.open({width: 1280, height: 900});
  const shown = new TestPage(handle);
  try {
    await shown.goto(url);
    await shown.until('llm-window:defined', (windows) => windows.length === 1);
    if ((await shown.count('llm-window[mode=popup]')) > 0) await shown.click('llm-window >> [part=launcher]');
    await shown.ask(QUESTION);
    await shown.until('llm-window:state(done)', (windows) => windows.length === 1);
    const text = await shown.text('llm-answer >> [part~=text]');
    if (!text.includes('Moon')) throw new Error(`The answer is: ${text}`);
    await look?.(shown);
    const problems = await shown.problems();
    if (problems.length > 0) throw new Error(problems.join('\n'));
    console.log(`✔ ${name}`);
    return 'passed';
  } finally {
    await handle.close();
  }
}

/** Runs one; a failure is told, and the others go on. */
async function attempt(name: string, run: () => Promise<'passed' | 'skipped'>): Promise<void> {
  if (!chosen.includes(name)) return;
  try {
    totals[await run()] += 1;
  } catch (error) {
    totals.failed += 1;
    console.error(`✘ ${name}`, error);
  }
}

try {
  if (chosen.some((name) => ['react', 'vue', 'svelte'].includes(name))) execFileSync('npm', ['pack', '--silent', '--pack-destination', work], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  for (const {name, make, look} of list) {
    await attempt(name, async () => {
      const made = await make(server.url, work);
      if (typeof made !== 'function') {
        console.log(`○ ${name} skipped: ${made.skipped}`);
        return 'skipped';
      }
      site.become(made);
      return tryOut(name, site.url, look);
    });
  }
  await attempt('strict-policy', async () => {
    const child = spawn(process.execPath, [join(examples, 'strict-policy/serve.mjs')], {env: {...process.env, SERVER: server.url, PORT: String(strictPort)}, stdio: ['ignore', 'pipe', 'inherit']});
    try {
      await once(child.stdout, 'data');
      return await tryOut('strict-policy', `http://127.0.0.1:${strictPort}`);
    } finally {
      child.kill();
    }
  });
  await attempt('chat-app.html', async () => {
    // In front of our own server, which speaks OpenAI's dialect too.
    const text = await readFile(join(examples, 'chat-app.html'), 'utf8');
    site.become(onePage(text.replaceAll(ASSUMED, server.url).replaceAll('http://127.0.0.1:4000', server.url).replaceAll('gpt-5-mini', 'extractive')));
    return tryOut('chat-app.html', site.url);
  });
} finally {
  await browser.close();
  site.close();
  await server.end();
  await rm(work, {recursive: true, force: true});
}
const {TEST_SUMMARY} = process.env;
if (TEST_SUMMARY) await writeFile(TEST_SUMMARY, JSON.stringify(totals));
process.exitCode = totals.failed > 0 || chosen.length === 0 ? 1 : 0;
