/** server/adapters - what the Brave Search API means when it refuses a request. */
import * as v from 'valibot';
import type {UpstreamError} from '../pipeline/upstream-error.ts';
import {usedUpForMs} from '../search/rate-limit.ts';
import {rateWindows} from './brave-search-limits.ts';
import type {JsonAnswer} from './search-api/get-json.ts';
import {type Failure, searchErrors} from './search-api/search-errors.ts';

export const braveErrors = searchErrors('Brave Search');

const Fault = v.object({
  code: v.fallback(v.string(), ''),
  meta: v.fallback(v.object({errors: v.fallback(v.array(v.object({loc: v.array(v.union([v.string(), v.number()]))})), [])}), {errors: []}),
});
/** Both shapes: the one that is sent, and the one that is documented beside it. */
const ErrorBody = v.union([v.object({error: Fault}), v.pipe(v.object({errors: v.tupleWithRest([Fault], v.unknown())}), v.transform(({errors: [error]}) => ({error})))]);

const byCode: ReadonlyMap<string, Failure> = new Map([
  ['RATE_LIMITED', braveErrors.limited],
  ['QUOTA_LIMITED', braveErrors.usedUp],
  ['SUBSCRIPTION_TOKEN_INVALID', braveErrors.badKey],
  ['SUBSCRIPTION_NOT_FOUND', braveErrors.badKey],
  ['VALIDATION', braveErrors.badRequest],
]);

/**
 * What a refusal means: by Brave's own code, since a bad key is a 422 and a used-up plan a 429; by status where there is no code we know.
 * @param secondMs - How long a second of its rate headers lasts, in milliseconds.
 */
export function refusalError(query: string, {status, headers, body}: JsonAnswer, secondMs = 1_000): UpstreamError {
  const parsed = v.safeParse(ErrorBody, body);
  const fault = parsed.success ? parsed.output.error : undefined;
  const places = fault?.meta.errors.map(({loc}) => loc.join('.')) ?? [];
  const isKeyMissing = fault?.code === 'VALIDATION' && places.some((place) => /x-subscription-token/i.test(place));
  const failure = isKeyMissing ? braveErrors.badKey : (byCode.get(fault?.code ?? '') ?? braveErrors.ofStatus(status));
  const answered = [status, fault && /^[A-Z_]{1,50}$/.test(fault.code) ? fault.code : '', ...places.filter((place) => /^[\w.-]{1,80}$/.test(place))];
  const retryAfterMs = failure === braveErrors.limited ? (secondsToWait(headers, secondMs) ?? usedUpForMs(rateWindows(headers, secondMs))) : undefined;
  return braveErrors.create(query, `Brave answered ${answered.filter(Boolean).join(' ')}, expected 200`, failure, {...(retryAfterMs !== undefined && {retryAfterMs})});
}

const secondsToWait = ({'retry-after': header}: JsonAnswer['headers'], secondMs: number): number | undefined =>
  typeof header === 'string' && /^\d{1,6}$/.test(header) ? secondMs * Number(header) : undefined;
