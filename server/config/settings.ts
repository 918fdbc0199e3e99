/**
 * server/config - every setting: its name, default, unit and meaning. `docs/configuration.md`, `--help` and the parser all read this table.
 * A setting `LLM_BASE_URL` is the environment variable of that name and the flag `--llm-base-url`; a flag wins.
 */
import {corpusEntries} from './corpus-entry.ts';
import {serviceSettings} from './service-settings.ts';
import {type Setting, setting} from './setting.ts';
import {fallbackModels, flag, httpUrl, integer, list, oneOf, optional, privateHosts, searchOrder, text} from './setting-types.ts';

export type {Setting} from './setting.ts';

export const settings = {
  ...serviceSettings,
  SEARCH: setting({
    group: 'Evidence',
    default: '',
    about: 'Search providers in order, comma-separated: `brave`, `searxng`, `corpus`. Empty: `brave` if it has a key, `searxng` if it has a URL, then `corpus`.',
    parse: searchOrder,
  }),
  SEARCH_MODE: setting({
    group: 'Evidence',
    default: 'failover',
    about: 'Whether the next provider is asked only where one fails or finds nothing (`failover`), or all at once and their results are merged (`parallel`).',
    parse: oneOf('failover', 'parallel'),
  }),
  SEARCH_WAIT_MS: setting({
    group: 'Evidence',
    default: '60000',
    unit: 'ms',
    about: 'Longest wait of a query for its turn under a provider’s rate limit; then the next provider takes over.',
    parse: integer(0, 3_600_000),
  }),
  SAFE_SEARCH: setting({group: 'Evidence', default: 'moderate', about: 'How strictly web search leaves out what is not for all eyes: `off`, `moderate`, `strict`.', parse: oneOf('off', 'moderate', 'strict')}),
  BRAVE_API_KEY: setting({group: 'Evidence', default: '', secret: true, about: 'Key of the Brave Search API; turns on the web.', parse: optional(text)}),
  BRAVE_BASE_URL: setting({group: 'Evidence', default: 'https://api.search.brave.com/res/v1', about: 'Where the Brave Search API is.', parse: httpUrl}),
  BRAVE_MODE: setting({
    group: 'Evidence',
    default: 'web',
    about: 'What Brave is asked for: pages (`web`), or pages with passages of their text, which also stand in for pages that can’t be read (`context`).',
    parse: oneOf('web', 'context'),
  }),
  SEARXNG_URL: setting({group: 'Evidence', default: '', about: 'A SearXNG instance whose settings list the format `json`, such as `http://127.0.0.1:8888`; turns on the web.', parse: optional(httpUrl)}),
  CORPUS: setting({
    group: 'Evidence',
    default: '',
    about:
      'Folders of Markdown, HTML, text and PDF files to search, single such files, and patterns of them (`notes/**/*.{md,txt}`), comma-separated; changes in them are ' +
      'followed. Empty: this project’s `docs/` and the Markdown of its installed packages.',
    parse: corpusEntries,
  }),
  CACHE_TTL: setting({
    group: 'Evidence',
    default: '900',
    unit: 's',
    about: 'How long answers of web searches and web pages that were read are kept in `DATA_DIR` for equal questions; 0 keeps none and removes what was kept. Mind your search provider’s terms.',
    parse: integer(0, 31_536_000),
  }),
  CACHE_SIZE: setting({group: 'Evidence', default: '64', unit: 'MB', about: 'How much of them is kept at most; the oldest make room.', parse: integer(1, 100_000)}),
  ROBOTS: setting({group: 'Evidence', default: 'on', about: 'Whether page reading heeds the `robots.txt` of sites (`on`, `off`). A site that has none, or can’t say, allows all.', parse: flag}),
  CONTACT_URL: setting({
    group: 'Evidence',
    default: '',
    about: 'Address of a page that tells who runs this server, sent to the sites whose pages are read, as part of the `User-Agent`. Set it where the web is read: without it sites see only `llm-window`, its version and what it does, and nobody to write to.',
    parse: optional(httpUrl),
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
    about: 'How long an answer waits for pages that are slow, once there is anything to answer from; later ones join the sources as not used. Twice as long where only the extractive model answers, whose answer is there at once.',
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
  LLM_SYNTHESIS_QUORUM: setting({
    group: 'Models',
    default: '0',
    unit: 'answers',
    about: 'Answers that are enough to begin the synthesis, two at least. 0: all but the slowest. Later answers are shown, and named as not included.',
    parse: integer(0, 100),
  }),
  LLM_SYNTHESIS_WAIT_MS: setting({
    group: 'Models',
    default: '20000',
    unit: 'ms',
    about: 'Longest wait for further answers after the first one; then the synthesis begins with what is there, if that is two or more.',
    parse: integer(0, 3_600_000),
  }),
  LLM_FALLBACKS: setting({
    group: 'Models',
    default: '',
    about: 'Who takes over when a model fails, in order, comma-separated: `mini` for any model, `gpt-5=claude` for one. Empty: nobody, and when all fail, quotes of the sources.',
    parse: fallbackModels,
  }),
  LLM_ANALYSIS: setting({group: 'Models', default: 'on', about: 'Whether a model helps to make search queries (`on`, `off`); rules do it otherwise, and when it takes over 1.5 s.', parse: flag}),
  LLM_RELATED: setting({group: 'Models', default: 'on', about: 'Whether a model suggests related questions (`on`, `off`); they come from the sources otherwise, and when it takes over 4 s.', parse: flag}),
  LLM_FIRST_TOKEN_MS: setting({group: 'Models', default: '30000', unit: 'ms', about: 'Longest wait for an answer’s first token, counted from the request.', parse: integer(1, 3_600_000)}),
  LLM_IDLE_MS: setting({group: 'Models', default: '30000', unit: 'ms', about: 'Longest silence between two tokens.', parse: integer(1, 3_600_000)}),
  LLM_ANSWER_MS: setting({group: 'Models', default: '300000', unit: 'ms', about: 'Longest call of a model, from the request to its end.', parse: integer(1, 86_400_000)}),
  LLM_CONNECT_MS: setting({group: 'Models', default: '5000', unit: 'ms', about: 'Longest wait for a connection to the model server.', parse: integer(1, 3_600_000)}),
  LLM_BREAKER_FAILURES: setting({
    group: 'Models',
    default: '10',
    unit: 'failures',
    about: 'Failures of a model in a row after which it is not asked for a while, by any session. 0: never.',
    parse: integer(0, 1_000_000),
  }),
  LLM_BREAKER_MS: setting({group: 'Models', default: '10000', unit: 'ms', about: 'How long it is left alone before one call tries again.', parse: integer(1, 86_400_000)}),
} as const;

export type SettingName = keyof typeof settings;

/** Every setting's value, read and checked. */
export type Config = {readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never};
