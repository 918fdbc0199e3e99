/** server/analysis - which sites a question wants to hear of. Pure. */

/** What a question says of sites. */
export interface SiteIntent {
  /** The question without it; the question itself when nothing else would be left. */
  readonly text: string;
  /** Host names, each once. */
  readonly sites: readonly string[];
  /** Whether it wants no others: `site:` says so, "on MDN" does not. */
  readonly only: boolean;
}

/** Sites that people call by a name. */
const NAMED: Readonly<Record<string, string>> = {
  'mdn(?: web docs)?': 'developer.mozilla.org',
  wikipedia: 'wikipedia.org',
  'stack ?overflow': 'stackoverflow.com',
  github: 'github.com',
  reddit: 'reddit.com',
  youtube: 'youtube.com',
  'hacker ?news': 'news.ycombinator.com',
  npm: 'npmjs.com',
  pypi: 'pypi.org',
  arxiv: 'arxiv.org',
  imdb: 'imdb.com',
  quora: 'quora.com',
  w3schools: 'w3schools.com',
};

const OPERATOR = /(?<!\S)site:\s?(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})\S*/giu;
const ON = '(?:on|auf|bei|sur|en|su|op|em|at|from|according to|laut|selon|según|secondo|volgens)(?: the| der| die)?';
/** The domain must end like one that people type: `node.js` is none, and `asp.net` is no place to look. */
const HOST = '(?!(?:asp|vb|ado|ml)\\.net|(?:socket|draw)\\.io)((?:[a-z0-9-]+\\.)+(?:org|com|net|edu|gov|io|dev|info|eu|de|fr|uk|it|es|nl|ch|at|be|us|ca|au))';
/** What comes last in its clause, or opens the question: "in GitHub Actions" is not about a site. */
const place = (what: string): RegExp => new RegExp(`(?:^|\\s)${ON} (?:${what})(?: only)?(?=\\s*(?:[?!.,;:…？！]|$))|^\\s*${ON} (?:${what})(?=\\s*[,:])`, 'iu');
const ON_HOST = place(HOST);

/**
 * Finds `site:example.org`, "on example.org" and "on MDN".
 *
 * `flexbox gap on mdn`: `flexbox gap`, `developer.mozilla.org`.
 */
export function siteIntent(question: string): SiteIntent {
  const demanded = Array.from(question.matchAll(OPERATOR), ([, host = '']) => host.toLowerCase());
  if (demanded.length > 0) return {text: without(question, OPERATOR), sites: [...new Set(demanded)], only: true};
  const onHost = ON_HOST.exec(question);
  if (onHost) return {text: without(question, ON_HOST), sites: [(onHost[1] ?? onHost[2] ?? '').toLowerCase().replace(/^www\./, '')], only: false};
  const [name, host] = Object.entries(NAMED).find(([named]) => place(named).test(question)) ?? [];
  return name === undefined || host === undefined ? {text: question, sites: [], only: false} : {text: without(question, place(name)), sites: [host], only: false};
}

function without(question: string, part: RegExp): string {
  const rest = question.replace(part, ' ').replace(/\s+/gu, ' ').replace(/^[\s,;:]+/u, '').trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : question.replace(/(?<!\S)site:\s?/giu, '').trim();
}
