/** test/support - WebKitGTK, driven over WebDriver's HTTP. */
import {writeFile} from 'node:fs/promises';
import {startWebKitDriver} from '../webkit-driver.mjs';
import type {PageBrowser} from './page-handle.ts';
import {startWatchingProxy} from './watching-proxy.ts';

const ENTER = '\uE007';

/** Opens a browser, which has one page at a time. @throws Error - With the one line that says what is missing and how to get it. */
export async function openWebKit(): Promise<PageBrowser> {
  const {options, close} = await startWebKitDriver();
  const proxy = await startWatchingProxy();
  const driver = `http://${options.hostname}:${options.port}`;
  const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> => {
    const response = await fetch(driver + path, {method, ...(body && {body: JSON.stringify(body), headers: {'content-type': 'application/json'}})});
    const {value} = (await response.json()) as {value: unknown};
    if (!response.ok) throw new Error(`WebKitGTK could not ${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  const {browserName, 'webkitgtk:browserOptions': browserOptions} = options.capabilities as Record<string, unknown>;
  const alwaysMatch = {browserName, 'webkitgtk:browserOptions': browserOptions, proxy: {proxyType: 'manual', httpProxy: proxy.address}};
  const {sessionId} = (await call('POST', '/session', {capabilities: {alwaysMatch}})) as {sessionId: string};
  const post = (command: string, body: object = {}) => call('POST', `/session/${sessionId}/${command}`, body);
  const run = (expression: string) => post('execute/sync', {script: `return ${expression}`, args: []});
  const press = (keys: string) =>
    post('actions', {actions: [{type: 'key', id: 'keys', actions: Array.from(keys).flatMap((value) => [{type: 'keyDown', value}, {type: 'keyUp', value}])}]});

  return {
    name: 'webkit',
    async open({width, height}) {
      await post('window/rect', {width, height});
      proxy.origins.clear();
      return {
        origins: proxy.origins,
        async goto(url) {
          await post('url', {url});
        },
        run,
        async runWithin(iframe, expression) {
          await post('frame', {id: await run(iframe)});
          try {
            return await run(expression);
          } finally {
            await post('frame', {id: null});
          }
        },
        async clickAt(x, y) {
          const move = {type: 'pointerMove', x: Math.round(x), y: Math.round(y), origin: 'viewport', duration: 0};
          await post('actions', {actions: [{type: 'pointer', id: 'mouse', actions: [move, {type: 'pointerDown', button: 0}, {type: 'pointerUp', button: 0}]}]});
        },
        async type(text) {
          await press(text);
        },
        async pressEnter() {
          await press(ENTER);
        },
        show: () => Promise.reject(new Error('WebKitGTK has one tab')),
        print: () => Promise.reject(new Error('WebKitGTK’s driver does not print')),
        setOnline: () => Promise.reject(new Error('WebKitGTK’s driver does not cut the network off')),
        async screenshot(path) {
          await writeFile(path, Buffer.from(String(await call('GET', `/session/${sessionId}/screenshot`)), 'base64'));
        },
        async close() {
          await post('url', {url: 'about:blank'});
        },
      };
    },
    async close() {
      await call('DELETE', `/session/${sessionId}`).catch(() => undefined);
      proxy.close();
      close();
    },
  };
}
