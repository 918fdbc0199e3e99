/** server/http - a chat completion's request, as OpenAI's and Sonar's clients send it, and what it asks of us. */
import * as v from 'valibot';
import {AskRequest} from '../../../shared/ask-request.ts';
import {parseAs} from '../read-json.ts';

const part = v.looseObject({type: v.string(), text: v.exactOptional(v.string())});
const message = v.looseObject({role: v.string(), content: v.nullish(v.union([v.string(), v.array(part)]))});
const domains = v.array(v.string());

/** A model's text content. */
export const textOf = (content: v.InferOutput<typeof message>['content']): string => (Array.isArray(content) ? content.map(({text = ''}) => text).join('\n') : (content ?? ''));

/** What we read of it; sampling parameters and the like have no meaning here and are passed over, as clients send many. */
export const CompletionRequest = v.looseObject({
  /** A model of `GET /v1/models`; `llm-window` and Sonar's names ask the server's own choice. */
  model: v.string(),
  /** The question is the last message of the user. */
  messages: v.pipe(v.array(message), v.minLength(1)),
  stream: v.nullish(v.boolean(), false),
  stream_options: v.nullish(v.looseObject({include_usage: v.nullish(v.boolean(), false)})),
  stream_mode: v.nullish(v.literal('full', 'only full is possible here')),
  n: v.nullish(v.literal(1, 'only 1 is possible here')),
  search_mode: v.nullish(v.literal('web', 'only web is possible here')),
  /** Hosts; one that begins with `-` is left out. */
  search_domain_filter: v.nullish(domains),
  search_recency_filter: v.nullish(v.picklist(['hour', 'day', 'week', 'month', 'year'])),
  /** `MM/DD/YYYY`, also without leading zeros. */
  search_after_date_filter: v.nullish(v.string()),
  search_before_date_filter: v.nullish(v.string()),
  search_language_filter: v.nullish(v.array(v.string())),
  return_related_questions: v.nullish(v.boolean(), false),
  disable_search: v.nullish(v.boolean(), false),
  web_search_options: v.nullish(v.looseObject({user_location: v.nullish(v.looseObject({country: v.nullish(v.string())}))})),
});
export type CompletionRequest = v.InferOutput<typeof CompletionRequest>;

/** Names that stand for the server's own choice of models. */
const ownChoice = /^(?:llm-window|sonar(?:-[a-z-]+)?)$/;

/** The same question in our own words. @throws Problem - 400 where it can't be asked. */
export function toAskRequest(request: CompletionRequest, isKnown: (model: string) => boolean): AskRequest {
  const question = textOf(request.messages.findLast(({role}) => role === 'user')?.content);
  const {search_domain_filter: hosts, web_search_options: options, search_language_filter: languages} = request;
  const freshness = freshnessOf(request);
  const country = options?.user_location?.country ?? undefined;
  const bare = (filter: string) => filter.replace(/^-/, '').replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const allow = hosts?.filter((host) => !host.startsWith('-')).map(bare);
  const deny = hosts?.filter((host) => host.startsWith('-')).map(bare);
  const asked = {
    question,
    ...((isKnown(request.model) || !ownChoice.test(request.model)) && {models: [request.model]}),
    search: {
      ...(hosts && {domains: {...(allow && allow.length > 0 && {allow}), ...(deny && deny.length > 0 && {deny})}}),
      ...(freshness !== undefined && {freshness}),
      ...(country !== undefined && {country}),
      ...(languages?.[0] !== undefined && {language: languages[0]}),
      ...(request.disable_search && {disabled: true}),
    },
  };
  return parseAs(AskRequest, asked);
}

function freshnessOf({search_recency_filter: recency, search_after_date_filter: after, search_before_date_filter: before}: CompletionRequest): string | undefined {
  if (after || before) return `${toIsoDay(after ?? '1/1/1970')}to${toIsoDay(before ?? new Date().toISOString().slice(0, 10))}`;
  return recency === 'hour' ? 'day' : (recency ?? undefined);
}

const toIsoDay = (day: string): string => day.replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (_, month: string, date: string, year: string) => `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
