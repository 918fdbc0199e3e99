/** server/config - how each kind of setting is read from its text. Every parser throws a `RangeError` that completes "NAME …". */
import {parseAllowPrivate} from '../enrichment/allow-private.ts';

const refuse = (message: string): never => {
  throw new RangeError(message);
};

/** Any text but the empty one. */
export const text = (value: string): string => value || refuse('must not be empty');

/** `undefined` when empty. */
export const optional =
  <Value>(parse: (value: string) => Value) =>
  (value: string): Value | undefined =>
    value === '' ? undefined : parse(value);

/** A whole number within bounds. */
export const integer =
  (least: number, most: number) =>
  (value: string): number => {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    return number >= least && number <= most ? number : refuse(`must be a whole number from ${least} to ${most}, not "${value}"`);
  };

/** `on` or `off`. */
export const flag = (value: string): boolean => (value === 'on' ? true : value === 'off' ? false : refuse(`must be on or off, not "${value}"`));

/** Comma-separated words. */
export const list = (value: string): readonly string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

const toUrl = (value: string): URL | undefined => {
  const url = URL.parse(value);
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
};

/** An http or https address, without a slash at its end. */
export const httpUrl = (value: string): string => (toUrl(value) ?? refuse(`must be an http or https URL without credentials, not "${value.replace(/\/\/[^/]*@/u, '//…@')}"`)).href.replace(/\/+$/, '');

/** Origins, exact or with `*` for the names under one, for any port, or for all. */
export const origins = (value: string): readonly string[] =>
  list(value).map((item) => {
    if (item === '*') return item;
    const bare = item.replace(/\/$/, '').replace(/^(https?:\/\/)\*\./, '$1').replace(/:\*$/, '');
    const url = toUrl(bare);
    return url && url.origin === bare && !bare.includes('*') ? item.replace(/\/$/, '') : refuse(`must be origins such as https://example.org, https://*.example.org or http://localhost:*, not "${item}"`);
  });

/** Host names without a port; `*` for all. */
export const hostNames = (value: string): readonly string[] =>
  list(value).map((item) => (item === '*' || /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(item) ? item : refuse(`must be host names such as answers.example, not "${item}"`)));

/** What signs tokens: not to be guessed. Its words never repeat the value. */
export const signingSecret = (value: string): string => (Buffer.byteLength(value) >= 32 ? value : refuse('must be at least 32 bytes long: openssl rand -base64 32'));

/** One of a few words. */
export const oneOf =
  <const Word extends string>(...words: readonly Word[]) =>
  (value: string): Word =>
    words.find((word) => word === value) ?? refuse(`must be one of ${words.join(', ')}, not "${value}"`);

/** A pino level. */
export const logLevel = oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent');

const providers = ['brave', 'searxng', 'corpus'] as const;

/** A search provider that can be turned on. */
export type ProviderName = (typeof providers)[number];

/** Known search providers, each once. */
export const searchOrder = (value: string): readonly ProviderName[] => {
  const names = list(value).map(
    (name) => providers.find((known) => known === name) ?? refuse(`names "${name}", which is none of ${providers.join(', ')}`),
  );
  return new Set(names).size === names.length ? names : refuse('names a provider twice');
};

/** Hosts and ranges that page reading may reach although they are not public. */
export const privateHosts = (value: string): readonly string[] => {
  const hosts = list(value);
  const problem = parseAllowPrivate(hosts);
  return typeof problem === 'string' ? refuse(problem) : hosts;
};

/** A model that takes over: from `of`, or from any. */
interface FallbackModel {
  readonly of?: string;
  readonly to: string;
}

/** `mini` for any model, `gpt-5=claude` for one. */
export const fallbackModels = (value: string): readonly FallbackModel[] =>
  list(value).map((item) => {
    const [left = '', right, ...rest] = item.split('=').map((part) => part.trim());
    if (!left || right === '' || rest.length > 0 || left === right) return refuse(`must be models such as mini or gpt-5=claude, not "${item}"`);
    return right === undefined ? {to: left} : {of: left, to: right};
  });
