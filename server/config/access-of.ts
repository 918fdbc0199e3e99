/** server/config - who may do what, out of the settings. */
import type {Config} from './settings.ts';

/** Whether only this machine can reach the server. */
export const isOnLoopback = ({HOST}: Config): boolean => /^(?:127\.|localhost$|::1$)/.test(HOST);

/** What the HTTP service is told of it. */
export const accessOf = ({ALLOWED_ORIGINS, ALLOWED_HOSTS, HOST, TOKEN_SECRET, TRUSTED_PROXIES, RATE_LIMIT, MAX_SESSIONS_PER_CLIENT}: Config) => ({
  allowedOrigins: ALLOWED_ORIGINS,
  hosts: [...ALLOWED_HOSTS, HOST],
  tokenSecret: TOKEN_SECRET,
  trustedProxies: TRUSTED_PROXIES,
  limits: {perMinute: RATE_LIMIT, atOnce: MAX_SESSIONS_PER_CLIENT},
});
