/** server/config - what `npm start` tells whoever started it. */

/** What is on. */
export interface BannerFacts {
  readonly url: string;
  readonly providers: readonly string[];
  /** Models asked when a reader names none. */
  readonly models: readonly string[];
  /** Whether real models are on. */
  readonly modelServer: boolean;
  /** Whether the web is searched. */
  readonly web: boolean;
  /** Origins of other sites that may use the element. */
  readonly origins: readonly string[];
  /** Whether asking needs a token. */
  readonly tokens: boolean;
  /** Whether only this machine can reach the server. */
  readonly loopback: boolean;
}

/** What whoever runs an open server beyond loopback has to know. */
export const openWarning = 'reachable from other machines, and anyone who can reach it may ask. Set TOKEN_SECRET to let in only pages with a token.';

/** The lines printed once the server listens. */
export function banner({url, providers, models, modelServer, web, origins, tokens, loopback}: BannerFacts): string {
  const lines = [
    '',
    `  llm-window is ready: ${url}`,
    '',
    `  Search   ${providers.join(', then ')}`,
    `  Models   ${models.join(', ')}`,
    `  Origins  ${origins.length > 0 ? origins.join(', ') : 'this one only (ALLOWED_ORIGINS adds others)'}`,
  ];
  if (!web) lines.push('', '  For the web:         BRAVE_API_KEY=<key> npm start');
  if (!modelServer) lines.push(`${web ? '\n' : ''}  For real models:     LLM_BASE_URL=http://127.0.0.1:4000/v1 LLM_API_KEY=<key> npm start`);
  lines.push(`${web && modelServer ? '\n' : ''}  For everything else: npm start -- --help`);
  if (!loopback && !tokens) lines.push('', `  WARNING: ${openWarning}`);
  return `${lines.join('\n')}\n`;
}

/** The line printed once the corpus is indexed. */
export const corpusLine = ({documents, ms}: {readonly documents: number; readonly ms: number}): string =>
  `  Corpus   ${withCommas(documents)} ${documents === 1 ? 'document' : 'documents'} (checked in ${(ms / 1_000).toFixed(1)} s)`;

/** As `toLocaleString('en')` says it, without the 7 MB of number formats that it loads. */
const withCommas = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
