/** shared - the stable codes of what can go wrong with a search, a page or a model. */

/** In `search-error`, `page-error`, `answer-error` and their like; readers are told by them in their own language. */
export type UpstreamCode =
  | 'timeout'
  | 'connect-failed'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'unauthorized'
  | 'bad-request'
  | 'not-found'
  | 'blocked'
  | 'consent-wall'
  | 'login-wall'
  | 'needs-scripts'
  | 'robots-disallowed'
  | 'address-refused'
  | 'too-large'
  | 'too-many-redirects'
  | 'unsupported-type'
  | 'empty'
  | 'bad-response'
  | 'truncated'
  | 'circuit-open'
  | 'upstream-failed';
