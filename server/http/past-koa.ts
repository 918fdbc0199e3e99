/** server/http - responses that are written past Koa, which would put four watchers and two buffers between a stream and its socket, for each reader. */
import type {Context, Middleware} from 'koa';

const writers = new WeakMap<Context, () => void>();

/** Leaves the response to `write`. It is called once all headers are set, and not at all where no more than those is asked for. */
export const writePastKoa = (ctx: Context, write: () => void): void => void writers.set(ctx, write);

/** Calls them. It stands before all that sets headers. */
export const pastKoa = (): Middleware => async (ctx, next) => {
  await next();
  const write = writers.get(ctx);
  if (!write || ctx.method === 'HEAD') return;
  writers.delete(ctx);
  ctx.respond = false;
  write();
};
