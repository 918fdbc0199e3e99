/**
 * scripts - `npm run dev`: serves the client's sources and reloads the page on change, with the API server beside it.
 * Flags: `--port` (or `PORT`, 3000) for the page, `--api-port` (one more) for the API server, which restarts on change.
 */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {startDevServer} from '@web/dev-server';
import type {Middleware} from '@web/dev-server-core';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {createProxyMiddleware} from 'http-proxy-middleware';

const root = join(import.meta.dirname, '..');
const {values} = parseArgs({options: {port: {type: 'string', default: process.env['PORT'] ?? '3000'}, 'api-port': {type: 'string'}}});
const port = Number(values.port);
const apiPort = Number(values['api-port'] ?? port + 1);

/** The page's own addresses, and the sources behind them. */
const pages: Readonly<Record<string, string>> = {'/': '/client/page/index.html', '/page.css': '/client/page/page.css', '/favicon.svg': '/client/page/favicon.svg'};
/** Scripts are redirected, so that their own imports resolve from where they are. */
const scripts: Readonly<Record<string, string>> = {'/llm-window.js': '/client/llm-window.ts', '/page.js': '/client/page/page.ts'};

const toSources: Middleware = async (ctx, next) => {
  const script = scripts[ctx.path];
  if (script !== undefined) {
    ctx.redirect(script);
    return;
  }
  ctx.path = pages[ctx.path] ?? ctx.path;
  await next();
};

// `Host` stays the page's, so that the API sees its own page asking and not another origin's.
const proxy = createProxyMiddleware({target: `http://127.0.0.1:${apiPort}`, changeOrigin: false});

const toApi: Middleware = async (ctx, next) => {
  if (!/^\/(v1\/|healthz$|readyz$|metrics$)/.test(ctx.path)) {
    await next();
    return;
  }
  ctx.respond = false; // the proxy writes, so that a stream passes as it comes
  await proxy(ctx.req, ctx.res);
  if (!ctx.res.writableEnded) await Promise.race([once(ctx.res, 'finish'), once(ctx.res, 'close')]);
};

const startApi = (): ChildProcess =>
  spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts', '--port', String(apiPort), '--host', '127.0.0.1'], {cwd: root, stdio: 'inherit'});

const api = startApi();
const devServer = await startDevServer({
  readCliArgs: false,
  readFileConfig: false,
  logStartMessage: false,
  config: {
    rootDir: root,
    hostname: '127.0.0.1',
    port,
    watch: true,
    clearTerminalOnReload: false,
    nodeResolve: {exportConditions: ['es2015']},
    middleware: [toApi, toSources],
    plugins: [esbuildPlugin({ts: true, target: 'es2022', tsconfig: join(root, 'client/tsconfig.json')})],
  },
});
console.log(`The page and its sources: http://127.0.0.1:${port}/ (API server: port ${apiPort})`);

const end = async (): Promise<void> => {
  api.kill();
  await devServer.stop();
};
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());
process.once('exit', () => api.kill());
