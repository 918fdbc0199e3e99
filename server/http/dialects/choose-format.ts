/** server/http - in which vocabulary a session is told: `?format=` wins over `Accept: text/event-stream;profile=…`. */
import type {Context} from 'koa';
import {Problem} from '../problem.ts';

/** All that are spoken. */
export const formats = ['llm-window', 'ai-sdk', 'ag-ui'] as const;

/** A vocabulary for event streams. */
export type StreamFormat = (typeof formats)[number];

/** Our own when nothing is wished. @throws Problem - 400 for one that is not spoken. */
export function chooseFormat(ctx: Context): StreamFormat {
  const wish = ctx.query['format'] ?? /;\s*profile="?([\w-]+)"?/.exec(ctx.get('Accept'))?.[1];
  if (wish === undefined) return 'llm-window';
  return formats.find((format) => format === wish) ?? refuse();
}

const refuse = (): never => {
  throw new Problem(400, 'unknown-format', `?format= is one of ${formats.join(', ')}.`);
};
