/**
 * server/http - embed credentials: short-lived signed tokens (JWT, HS256) that an embedder's backend mints with the secret it shares with us.
 * @see docs/credentials.md
 */
import {createHash} from 'node:crypto';
import * as v from 'valibot';
import {Problem} from './problem.ts';

/** What a token allows. */
export interface Grant {
  /** Whom it was given to; limits count by it. */
  readonly subject: string;
  /** What quota is counted by: the token itself. */
  readonly token: string;
  /** Origins whose pages may use it; any that the server allows when left out. */
  readonly origins: readonly string[] | undefined;
  /** Sessions it may start in all. */
  readonly quota: number | undefined;
  /** Models it may ask; all when left out. */
  readonly models: readonly string[] | undefined;
  /** When it ends, in seconds since 1970. */
  readonly expires: number;
}

const texts = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === 'string' ? [value] : value)),
);

/** The claims, beside those of every JWT. */
const Claims = v.object({
  exp: v.number(),
  sub: v.exactOptional(v.string()),
  jti: v.exactOptional(v.string()),
  origin: v.exactOptional(texts),
  quota: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  models: v.exactOptional(texts),
});

/** A token that lives longer than this is a key in a page: refused. In seconds. */
const LONGEST_LIFE_S = 86_400;

/** Checks tokens against one secret. */
export type CheckToken = (token: string) => Promise<Grant>;

const refused = (code: 'unauthorized' | 'token-expired', detail: string) => new Problem(401, code, detail, {headers: {'WWW-Authenticate': 'Bearer error="invalid_token"'}});

/** Makes the check. It rejects with a {@link Problem} of status 401 whatever is wrong; the secret and the token stay out of it. */
export function checkToken(secret: string): CheckToken {
  const key = new TextEncoder().encode(secret);
  return async (token) => {
    const [{jwtVerify}, {JWTExpired}] = await Promise.all([import('jose/jwt/verify'), import('jose/errors')]);
    const payload = await jwtVerify(token, key, {algorithms: ['HS256'], audience: 'llm-window', requiredClaims: ['exp']}).then(
      (result) => result.payload,
      (error: unknown) => {
        throw error instanceof JWTExpired ? refused('token-expired', 'The token has expired: get a new one.') : refused('unauthorized', 'The token is not valid here.');
      },
    );
    const claims = v.safeParse(Claims, payload);
    if (!claims.success) throw refused('unauthorized', 'The token’s claims are not as they should be.');
    const {exp, sub, jti, origin, quota, models} = claims.output;
    if (exp * 1_000 > Date.now() + LONGEST_LIFE_S * 1_000) throw refused('unauthorized', 'The token lives too long: at most 24 hours.');
    const hash = createHash('sha256').update(token).digest('base64url');
    return {subject: sub ?? jti ?? hash, token: jti ?? hash, origins: origin, quota, models, expires: exp};
  };
}
