/**
 * server/main - the composition root: settings → adapters → stages → app → listen. The only file that names adapters. Those that
 * need a setting to be of use are loaded when it is set: a server over its corpus alone carries no HTTP client.
 * Run it: `npm start`, or `node server/main.ts --help`.
 */
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import pino from 'pino';
import {interval, map} from 'rxjs';
import {corpusReader} from './adapters/corpus/corpus-reader.ts';
import {corpusFolders} from './adapters/corpus/corpus-folders.ts';
import {type Corpus, openCorpus} from './adapters/corpus/corpus.ts';
import {extractiveModel} from './adapters/extractive-model.ts';
import {memorySessionLog} from './adapters/memory-session-log.ts';
import {openSearch} from './adapters/open-search.ts';
import {analyzeQuestion} from './analysis/analyze-question.ts';
import type {Cache} from './cache/cache.ts';
import {cachedReader} from './cache/cached-reader.ts';
import {cachedSearch} from './cache/cached-search.ts';
import {accessOf, isOnLoopback} from './config/access-of.ts';
import {banner, corpusLine, openWarning} from './config/banner.ts';
import {checkFolders} from './config/check-folders.ts';
import {describeForTerminal} from './config/describe-settings.ts';
import {ConfigError, readConfig} from './config/read-config.ts';
import type {Config} from './config/settings.ts';
import {freeWorkers} from './engine/free-workers.ts';
import {setThrift} from './engine/set-thrift.ts';
import {thrift} from './engine/thrift.ts';
import {enrichPages} from './enrichment/enrich-pages.ts';
import type {PageReader} from './enrichment/page-reader.ts';
import {createApp} from './http/app.ts';
import {createHttpServer} from './http/http-server.ts';
import {shutDown} from './http/shut-down.ts';
import {askModels} from './models/ask-models.ts';
import {buildDirectory, type RefreshableDirectory} from './models/build-directory.ts';
import {helpingModel} from './models/helping-model.ts';
import type {ModelProvider} from './models/model-provider.ts';
import {answerQuestion} from './pipeline/answer-question.ts';
import {toReaderError, upstreamErrors} from './pipeline/upstream-error.ts';
import {suggestQuestions} from './related/suggest-questions.ts';
import {describeSearch} from './search/describe-search.ts';
import {searchWeb} from './search/search-web.ts';
import {SessionRegistry} from './session/session-registry.ts';
import {synthesizeAnswers} from './synthesis/synthesize-answers.ts';
import {Metrics} from './telemetry/metrics.ts';
import {observeSessions, type SessionObservers} from './telemetry/observe-sessions.ts';
import {ReaderReports} from './telemetry/reader-reports.ts';

const root = resolve(import.meta.dirname, '..');

/** How long readers are kept waiting for the first index and for the list of models, in milliseconds. */
const INDEX_WAIT_MS = 15_000;
const MODELS_WAIT_MS = 1_500;
/** How often it is looked how many sessions run, in milliseconds. */
const LOOK_MS = 250;
/** How often a model server that did not answer is asked again what it serves, in milliseconds. */
const RELIST_MS = 10_000;

type Traced = Config & Pick<SessionObservers, 'traceHeaders'>;

/** The corpus is read from its index; web pages only where a provider finds some. */
async function openReaders({FETCH_ALLOW_PRIVATE, ROBOTS, CONTACT_URL, traceHeaders}: Traced, corpus: Corpus, web: boolean, cache: Cache | undefined): Promise<readonly PageReader[]> {
  if (!web) return [corpusReader(corpus)];
  const {httpPageReader} = await import('./adapters/http-page/http-page-reader.ts');
  return [corpusReader(corpus), cachedReader(httpPageReader({allowPrivate: FETCH_ALLOW_PRIVATE, robots: ROBOTS, contactUrl: CONTACT_URL, traceHeaders}), cache)];
}

/** What is remembered of the web; the corpus needs no cache. */
async function openWebCache({CACHE_TTL, CACHE_SIZE, DATA_DIR}: Config, log: (message: string) => void): Promise<Cache | undefined> {
  const {openCache} = await import('./adapters/cache/sqlite-cache.ts');
  return openCache({file: resolve(DATA_DIR, 'cache.sqlite'), ttlMs: CACHE_TTL * 1_000, maxBytes: CACHE_SIZE * 1_000_000, log});
}

async function openModels({LLM_BASE_URL, LLM_API_KEY, LLM_CONNECT_MS, traceHeaders, ...config}: Traced, paceMs: () => number): Promise<RefreshableDirectory> {
  const openServer = async (baseUrl: string): Promise<ModelProvider> => {
    const {litellmModel} = await import('./adapters/litellm-model.ts');
    return litellmModel({baseUrl, connectMs: LLM_CONNECT_MS, traceHeaders, paceMs, ...(LLM_API_KEY && {apiKey: LLM_API_KEY})});
  };
  return buildDirectory({
    fallback: {id: 'extractive', provider: extractiveModel()},
    ...(LLM_BASE_URL && {server: await openServer(LLM_BASE_URL)}),
    named: config.LLM_MODELS,
    ...(config.LLM_SYNTHESIS_MODEL && {synthesizer: config.LLM_SYNTHESIS_MODEL}),
    fallbacks: config.LLM_FALLBACKS,
    breaker: {failures: config.LLM_BREAKER_FAILURES, openMs: config.LLM_BREAKER_MS},
  });
}

/** Starts the service; resolves once it listens. */
async function start(config: Config): Promise<void> {
  const logger = pino({level: config.LOG_LEVEL}, pino.destination(2));
  const onFault = (error: unknown) => logger.error({err: error}, 'unexpected error');

  freeWorkers();
  checkFolders(config);
  const metrics: Metrics = new Metrics({running: () => registry.running, circuits: () => models.circuits});
  const observers = await observeSessions(metrics, logger, process.env);
  const {traceHeaders} = observers;
  upstreamErrors.subscribe((error) => logger.debug({err: error}, 'an upstream failed'));
  const corpus = openCorpus({folders: corpusFolders(config.CORPUS, root), dataDir: resolve(config.DATA_DIR), watch: true, log: (message) => logger.warn(message)});
  const found = await openSearch(config, corpus, traceHeaders);
  const names = found.map(({name}) => name);
  const web = names.some((name) => name !== 'corpus');
  const cache = web ? await openWebCache(config, (message) => logger.warn(message)) : undefined;
  const providers = found.map((provider) => (provider.name === 'corpus' ? provider : cachedSearch(provider, cache)));
  const readers = await openReaders({...config, traceHeaders}, corpus, web, cache);
  const models = await openModels({...config, traceHeaders}, () => registry.frameMs);
  const timings = {firstTokenMs: config.LLM_FIRST_TOKEN_MS, idleMs: config.LLM_IDLE_MS, totalMs: config.LLM_ANSWER_MS};
  const answer = answerQuestion({
    analyze: analyzeQuestion({model: config.LLM_ANALYSIS ? helpingModel(models) : () => undefined}),
    search: searchWeb(providers, {parallel: config.SEARCH_MODE === 'parallel'}),
    enrich: enrichPages(readers, {softDeadlineMs: config.EVIDENCE_WAIT_MS, maxTextLength: config.EVIDENCE_CHARS, instantModels: [models.fallback]}),
    askModels: askModels(models, timings),
    synthesize: synthesizeAnswers(models, {...timings, quorum: config.LLM_SYNTHESIS_QUORUM, waitMs: config.LLM_SYNTHESIS_WAIT_MS}),
    relate: suggestQuestions({model: config.LLM_RELATED ? helpingModel(models) : () => undefined}),
  });

  const history = config.HISTORY ? (await import('./adapters/sqlite-history/open-history.ts')).openHistory(config, logger) : undefined;
  const registry: SessionRegistry = new SessionRegistry(answer, {
    maxSessions: config.MAX_SESSIONS,
    maxEnded: config.MAX_ENDED_SESSIONS,
    graceMs: config.GRACE_MS,
    retentionMs: config.RETENTION * 1_000,
    frameMs: config.FRAME_MS,
    createLog: (id) => history?.createLog(id) ?? memorySessionLog(),
    history,
    onEvent: observers.onEvent,
    onError: (ref, error) => logger.error({ref, err: error}, 'the pipeline failed'),
  });
  const thrift$ = interval(LOOK_MS).pipe(
    map(() => registry.running),
    thrift(),
  );
  thrift$.subscribe((isThrifty) => {
    logger.debug({isThrifty}, 'V8 saves memory, or time');
    setThrift(isThrifty);
  });
  const app = createApp({
    registry,
    models,
    providers: names,
    corpus,
    health: {
      check: async () => ({
        sessions: {ok: registry.open, detail: {running: registry.running, kept: history?.isKeeping ?? false}},
        corpus: {ok: indexed, detail: {documents: await corpus.count().catch(() => 0), indexing: !indexed}},
        search: describeSearch(providers),
        models: {ok: listed, optional: true, detail: {models: models.models.map(({id}) => id).join(', '), breakers: [...models.circuits].map((pair) => pair.join(': ')).join(', ')}},
      }),
      metrics,
      token: config.METRICS_TOKEN,
    },
    notices: () => (indexed ? [] : [stillIndexing]),
    access: accessOf(config),
    clientRoot: join(root, 'client/dist'),
    sse: {watch: metrics},
    readers: new ReaderReports(logger, metrics.registry),
    onFault,
  });

  let indexed = false;
  const index = corpus.refresh().then(
    (report) => {
      indexed = true;
      return report;
    },
    (error: unknown) => {
      if (registry.open) onFault(error);
    },
  );
  let listed = true;
  const listModels = (): Promise<void> =>
    models.refresh().then(
      (unlisted) => {
        listed = true;
        if (unlisted.length > 0) logger.warn({models: unlisted}, 'the model server does not list these models of the settings');
      },
      (error: unknown) => {
        if (listed) logger.warn({reason: toReaderError(error).message}, 'the model server does not list its models; asking until it does');
        listed = false;
        setTimeout(() => void listModels(), RELIST_MS).unref();
      },
    );
  // Readers are let in when both are known, or after a while without.
  await Promise.all([Promise.race([index, sleep(INDEX_WAIT_MS, undefined, {ref: false})]), Promise.race([listModels(), sleep(MODELS_WAIT_MS, undefined, {ref: false})])]);
  const server = createHttpServer(app.callback());
  const url = await listen(server, config);
  closeOnSignal(server, registry, config.DRAIN_MS, async () => {
    history?.close();
    await Promise.all([corpus.close(), observers.close(), cache?.close()]);
  });
  if (!isOnLoopback(config) && config.TOKEN_SECRET === undefined) logger.warn(openWarning);
  console.log(
    banner({
      url,
      providers: names,
      models: models.defaults,
      modelServer: config.LLM_BASE_URL !== undefined,
      web,
      origins: config.ALLOWED_ORIGINS,
      tokens: config.TOKEN_SECRET !== undefined,
      loopback: isOnLoopback(config),
    }),
  );
  const report = await index;
  if (report) console.log(corpusLine(report));
}

const stillIndexing = {code: 'corpus-indexing', message: 'The documents are still being indexed, so some may be missing.'};

async function listen(server: Server, {HOST, PORT}: Config): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(PORT, HOST, done);
  });
  const {port} = server.address() as AddressInfo;
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`;
}

/** On the first signal the server ends in good order, on the second at once. */
function closeOnSignal(server: Server, registry: SessionRegistry, drainMs: number, close: () => Promise<void>): void {
  const hurry = new AbortController();
  let ending = false;
  const end = () => {
    if (ending) hurry.abort();
    if (ending) return;
    ending = true;
    void shutDown(server, registry, drainMs, hurry.signal).then(close).then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

try {
  const request = readConfig(process.argv.slice(2), process.env);
  if (request.kind === 'help') console.log(describeForTerminal());
  else {
    for (const name of request.ignored) console.error(`llm-window: ${name} is set, but has no effect in this version`);
    await start(request.config);
  }
} catch (error) {
  if (error instanceof ConfigError) console.error(`llm-window: ${error.message}`);
  else if (error instanceof Error && 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'getaddrinfo')) console.error(`llm-window: cannot listen: ${error.message}`);
  else throw error;
  process.exit(2);
}
