/** perf/support - starts what llm-window is compared with; each peer is a file of `perf/peers/` and runs in a process of its own. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {type Apart, startApart} from './apart.ts';

const folder = join(import.meta.dirname, '../peers');

/** Whether `npm run perf:setup` has installed them. */
export const arePeersInstalled = (): boolean => existsSync(join(folder, 'node_modules/better-sse'));

/** Starts a peer in front of the stand-in model. */
export const startPeer = (name: string, modelUrl: string): Promise<Apart<{readonly url: string}>> => startApart(join(folder, `${name}.mjs`), {}, {MODEL_URL: modelUrl, NODE_ENV: 'production'});
