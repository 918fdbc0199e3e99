/**
 * server/start - what `npm start` runs: sees to it that little is loaded, then starts the server.
 * It is JavaScript so that the compile cache is on before the first TypeScript file: a warm start then loads no type stripper (17 MB).
 * `node server/main.ts` serves the same, with more memory.
 * @see docs/decisions/0006-memory.md
 */
import module, {createRequire} from 'node:module';
import {letGoOfProgram} from './let-go.mjs';

module.enableCompileCache?.();
useOneFileOfRxjs();
forgoWebClients();
await import('./main.ts');
module.flushCompileCache?.(); // also a server that is killed leaves a warm cache
globalThis.gc?.(); // what a start leaves behind
letGoOfProgram();

/** RxJS on Node is 250 files; its own bundle is the same code in one, and takes 9 MB less. */
function useOneFileOfRxjs() {
  const require = createRequire(import.meta.url);
  const many = require.resolve('rxjs');
  const one = many.replace(/cjs[\\/]index\.js$/, 'bundles/rxjs.umd.js');
  require(one);
  require.cache[many] = require.cache[one];
}

/**
 * Node loads its whole fetch (16 MB) when one of its classes is named. Koa names `Response` to ask of each body whether it is one, and an
 * import of `node:http` reads all its exports, `WebSocket` among them. Nothing here uses either.
 */
function forgoWebClients() {
  globalThis.Response = class Response {};
  const http = process.getBuiltinModule('node:http');
  for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) Object.defineProperty(http, name, {value: undefined, configurable: true});
}
