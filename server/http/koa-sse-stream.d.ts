/** The one part of koa-sse-stream (CommonJS, no types) that we use: its stream class. */
declare module 'koa-sse-stream/lib/sse.js' {
  import {Transform} from 'node:stream';
  import type {Context} from 'koa';

  class SseTransform extends Transform {
    constructor(ctx: Context, options?: {closeEvent?: string});
    send(data: unknown): unknown;
  }
  export = SseTransform;
}
