/** server/adapters/search-api - asks a search engine for JSON, with an end to how long and how much. */
import type {IncomingHttpHeaders} from 'node:http';
import {pipeline} from 'node:stream';
import {createGunzip} from 'node:zlib';
import type {Agent, Dispatcher} from 'undici';
import {UpstreamError} from '../../pipeline/upstream-error.ts';
import {send} from '../http-agent.ts';
import type {SearchErrors} from './search-errors.ts';

/** One call. */
export interface JsonCall {
  readonly agent: Agent;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Longest wait for headers, and between two pieces of the body, in milliseconds. */
  readonly timeoutMs: number;
  /** Bytes that are read, after decompression. */
  readonly maxBytes: number;
  /** For what errors say. */
  readonly query: string;
  readonly errors: SearchErrors;
  /** Called when the headers are here. */
  readonly onHeaders?: (status: number, headers: IncomingHttpHeaders) => void;
}

/** An answer of any status. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed; undefined when it was no JSON. */
  readonly body: unknown;
}

/** Sends the call and reads its answer. Throws `UpstreamError`s. */
export async function getJson(call: JsonCall): Promise<JsonAnswer> {
  const {agent, url, headers, signal, timeoutMs, query, errors, onHeaders} = call;
  const accept = {accept: 'application/json', 'accept-encoding': 'gzip', 'user-agent': 'llm-window'};
  const response = await send(agent, url, {method: 'GET', headers: {...accept, ...headers}, signal, headersTimeout: timeoutMs, bodyTimeout: timeoutMs}).catch((error: unknown) => {
    throw errors.transport(query, error, false);
  });
  onHeaders?.(response.statusCode, response.headers);
  return {status: response.statusCode, headers: response.headers, body: parseJson(await readText(response, call))};
}

/** The whole body, decompressed. Leaving the loop early closes the connection. */
async function readText({headers, body}: Dispatcher.ResponseData, {query, maxBytes, errors}: JsonCall): Promise<string> {
  const isCompressed = headers['content-encoding'] === 'gzip';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const plain: AsyncIterable<Buffer> = isCompressed ? pipeline(body, createGunzip(), () => undefined) : body;
    for await (const chunk of plain) {
      size += chunk.length;
      if (size > maxBytes) throw errors.tooLarge(query, maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof UpstreamError ? error : errors.transport(query, error, true);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
