/**
 * server/config - every setting: its name, default, unit and meaning. `docs/configuration.md`, `--help` and the parser all read this table.
 * A setting `LLM_BASE_URL` is the environment variable of that name and the flag `--llm-base-url`; a flag wins.
 */
import {corpusEntries} from './corpus-entry.ts';
import {flag, httpUrl, integer, list, logLevel, optional, origins, privateHosts, searchOrder, text} from './setting-types.ts';

/** Reads a setting's text; throws a `RangeError` whose message completes "NAME …". */
export type ParseSetting<Value> = (text: string) => Value;

/** One row of the table. */
export interface Setting<Value> {
  readonly group: 'Service' | 'Evidence' | 'Models';
  /** What stands in for it when it is unset, as its text. */
  readonly default: string;
  readonly unit?: string;
  readonly about: string;
  /** Never printed, logged or sent. */
  readonly secret?: true;
  readonly parse: ParseSetting<Value>;
}

const setting = <Value>(row: Setting<Value>): Setting<Value> => row;

export const settings = {
  HOST: setting({group: 'Service', default: '127.0.0.1', about: 'Address to listen on.', parse: text}),
  PORT: setting({group: 'Service', default: '3000', about: 'Port to listen on; 0 takes a free one.', parse: integer(0, 65_535)}),
  DATA_DIR: setting({group: 'Service', default: '.data', about: 'Folder for what is kept on disk: the corpus index.', parse: text}),
  LOG_LEVEL: setting({group: 'Service', default: 'info', about: 'Least severe level that is logged, as JSON lines on standard error: `trace` to `fatal`, or `silent`.', parse: logLevel}),
  ALLOWED_ORIGINS: setting({
    group: 'Service',
    default: '',
    about: 'Origins of other sites whose pages may use the element with this server, comma-separated, such as `https://example.org`. Empty: only its own.',
    parse: origins,
  }),
  METRICS_TOKEN: setting({
    group: 'Service',
    default: '',
    secret: true,
    about: 'Bearer token that opens `/metrics` and the details of `/readyz` to callers that are not on loopback. Empty: nobody else sees them.',
    parse: optional(text),
  }),
  MAX_SESSIONS: setting({group: 'Service', default: '1000', unit: 'sessions', about: 'Running at once; more are refused with 503 and `Retry-After`.', parse: integer(1, 1_000_000)}),
  MAX_ENDED_SESSIONS: setting({
    group: 'Service',
    default: '2000',
    unit: 'sessions',
    about: 'Ended sessions kept in memory; past it the oldest expire before their time.',
    parse: integer(0, 10_000_000),
  }),
  GRACE_MS: setting({
    group: 'Service',
    default: '60000',
    unit: 'ms',
    about: 'How long a run goes on without a reader; the clock starts at `POST` and when the last reader leaves.',
    parse: integer(0, 86_400_000),
  }),
  FRAME_MS: setting({group: 'Service', default: '33', unit: 'ms', about: 'Shortest time between two frames of answer text; what comes in between is joined. 0 sends at once.', parse: integer(0, 10_000)}),
  RETENTION: setting({group: 'Service', default: '3600', unit: 's', about: 'How long an ended session can still be read; then it is `410`.', parse: integer(0, 31_536_000)}),
  SEARCH: setting({
    group: 'Evidence',
    default: '',
    about: 'Search providers in order, comma-separated: `brave`, `corpus`. Empty: `brave` if it has a key, then `corpus`.',
    parse: searchOrder,
  }),
  BRAVE_API_KEY: setting({group: 'Evidence', default: '', secret: true, about: 'Key of the Brave Search API; turns on the web.', parse: optional(text)}),
  BRAVE_BASE_URL: setting({group: 'Evidence', default: 'https://api.search.brave.com/res/v1', about: 'Where the Brave Search API is.', parse: httpUrl}),
  CORPUS: setting({
    group: 'Evidence',
    default: '',
    about:
      'Folders of Markdown, HTML and text files to search, and patterns of such files (`notes/**/*.{md,txt}`), comma-separated; changes in them are ' +
      'followed. Empty: this project’s `docs/` and the Markdown of its installed packages.',
    parse: corpusEntries,
  }),
  FETCH_ALLOW_PRIVATE: setting({
    group: 'Evidence',
    default: '',
    about: 'Hosts (`wiki.local`, `127.0.0.1:8080`) and CIDR ranges that page reading may reach although they are not public. For tests and intranets.',
    parse: privateHosts,
  }),
  EVIDENCE_WAIT_MS: setting({
    group: 'Evidence',
    default: '2500',
    unit: 'ms',
    about: 'How long an answer waits for pages that are slow, once there is anything to answer from; later ones join the sources as not used.',
    parse: integer(0, 60_000),
  }),
  EVIDENCE_CHARS: setting({
    group: 'Evidence',
    default: '2000000',
    unit: 'characters',
    about: 'Text that one question holds in memory of all its pages together, an equal share for each; readers are told when it leaves something out.',
    parse: integer(10_000, 100_000_000),
  }),
  LLM_BASE_URL: setting({group: 'Models', default: '', about: 'LiteLLM proxy or OpenAI-compatible server, such as `http://127.0.0.1:4000/v1`; turns on models.', parse: optional(httpUrl)}),
  LLM_API_KEY: setting({group: 'Models', default: '', secret: true, about: 'Its key, sent as a bearer token.', parse: optional(text)}),
  LLM_MODELS: setting({
    group: 'Models',
    default: '',
    about: 'Models asked when a reader names none, comma-separated. Empty: the first that the server lists.',
    parse: list,
  }),
  LLM_SYNTHESIS_MODEL: setting({group: 'Models', default: '', about: 'Who writes the synthesis of several answers. Empty: the first of `LLM_MODELS`.', parse: optional(text)}),
  LLM_ANALYSIS: setting({group: 'Models', default: 'on', about: 'Whether a model helps to make search queries (`on`, `off`); rules do it otherwise, and when it takes over 1.5 s.', parse: flag}),
  LLM_FIRST_TOKEN_MS: setting({group: 'Models', default: '30000', unit: 'ms', about: 'Longest wait for an answer’s first token, counted from the request.', parse: integer(1, 3_600_000)}),
  LLM_IDLE_MS: setting({group: 'Models', default: '30000', unit: 'ms', about: 'Longest silence between two tokens.', parse: integer(1, 3_600_000)}),
} as const;

export type SettingName = keyof typeof settings;

/** Every setting's value, read and checked. */
export type Config = {readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never};
