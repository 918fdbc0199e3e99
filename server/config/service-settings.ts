/** server/config - the settings of the service itself: where it listens, who may ask, how much it holds. */
import {setting} from './setting.ts';
import {flag, hostNames, integer, logLevel, optional, origins, signingSecret, text} from './setting-types.ts';

export const serviceSettings = {
  HOST: setting({group: 'Service', default: '127.0.0.1', about: 'Address to listen on.', parse: text}),
  PORT: setting({group: 'Service', default: '3000', about: 'Port to listen on; 0 takes a free one.', parse: integer(0, 65_535)}),
  DATA_DIR: setting({group: 'Service', default: '.data', about: 'Folder for what is kept on disk: the corpus index, and sessions.', parse: text}),
  LOG_LEVEL: setting({group: 'Service', default: 'info', about: 'Least severe level that is logged, as JSON lines on standard error: `trace` to `fatal`, or `silent`.', parse: logLevel}),
  ALLOWED_ORIGINS: setting({
    group: 'Service',
    default: '',
    about: 'Origins of other sites whose pages may use the element with this server, comma-separated: `https://example.org`, `https://*.example.org`, `http://localhost:*`, or `*` for all. Empty: only its own.',
    parse: origins,
  }),
  ALLOWED_HOSTS: setting({
    group: 'Service',
    default: '',
    about: 'Names by which this server may be called without `TOKEN_SECRET`, comma-separated, beside `localhost`, numeric addresses, `HOST` and the hosts of `ALLOWED_ORIGINS`; `*` for any. Guards against DNS rebinding.',
    parse: hostNames,
  }),
  TOKEN_SECRET: setting({
    group: 'Service',
    default: '',
    secret: true,
    about: 'Secret of at least 32 bytes, shared with the backends of embedding sites, which sign short-lived tokens with it; asking, stopping, sharing and feedback then need one (docs/credentials.md). Empty: anyone who can reach the server may ask.',
    parse: optional(signingSecret),
  }),
  TRUSTED_PROXIES: setting({
    group: 'Service',
    default: '0',
    unit: 'proxies',
    about: 'How many proxies of yours every request passes; as many entries at the end of `X-Forwarded-For` are believed.',
    parse: integer(0, 16),
  }),
  RATE_LIMIT: setting({
    group: 'Service',
    default: '',
    unit: 'sessions/min',
    about: 'Sessions that one client (its token, and its address; IPv6 by /64) may start in a minute; each server process counts for itself. Empty: 30, and none on loopback.',
    parse: optional(integer(1, 1_000_000)),
  }),
  MAX_SESSIONS_PER_CLIENT: setting({
    group: 'Service',
    default: '',
    unit: 'sessions',
    about: 'Sessions of one client that may run at once in one server process. Empty: 10, and no limit on loopback.',
    parse: optional(integer(1, 1_000_000)),
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
    about: 'Ended sessions kept in memory; past it the oldest are read from the history, or expire before their time where there is none.',
    parse: integer(0, 10_000_000),
  }),
  GRACE_MS: setting({
    group: 'Service',
    default: '60000',
    unit: 'ms',
    about: 'How long a run goes on without a reader; the clock starts at `POST` and when the last reader leaves.',
    parse: integer(0, 86_400_000),
  }),
  FRAME_MS: setting({group: 'Service', default: '33', unit: 'ms', about: 'Shortest time between two frames of answer text; what comes in between is joined. 0 sends at once; with many sessions it is up to 1.52 times as long.', parse: integer(0, 10_000)}),
  RETENTION: setting({group: 'Service', default: '3600', unit: 's', about: 'How long an ended session can still be read, also after a restart; then it is `410`.', parse: integer(0, 31_536_000)}),
  HISTORY: setting({
    group: 'Service',
    default: 'on',
    about: 'Whether sessions are kept in `DATA_DIR`, so that they can be read after a restart (`on`, `off`). Off keeps nothing on disk of what readers ask.',
    parse: flag,
  }),
  HISTORY_MAX_MB: setting({group: 'Service', default: '256', unit: 'MB', about: 'Most that kept sessions may come to; past it the oldest expire before their time.', parse: integer(1, 1_000_000)}),
  DRAIN_MS: setting({
    group: 'Service',
    default: '5000',
    unit: 'ms',
    about: 'How long running sessions may go on once the server is told to end; those left then end as `failed`, to be asked again.',
    parse: integer(0, 3_600_000),
  }),
} as const;
