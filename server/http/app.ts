/** server/http - the Koa application: every route behind the same few concerns. */
import cors from '@koa/cors';
import Router from '@koa/router';
import Koa from 'koa';
import packageJson from '../../package.json' with {type: 'json'};
import type {ModelDirectory} from '../models/model-directory.ts';
import type {SessionRegistry} from '../session/session-registry.ts';
import {knowBase} from './base-of.ts';
import {type CallLimitOptions, CallLimits} from './call-limits.ts';
import {knowCaller} from './caller.ts';
import {checkToken} from './embed-token.ts';
import {checkHost, hostRules} from './host-rules.ts';
import {originRules} from './origin-rules.ts';
import {pastKoa} from './past-koa.ts';
import {problems} from './problem.ts';
import {ask} from './routes/ask.ts';
import {chatCompletions} from './routes/chat-completions.ts';
import {clientFiles} from './routes/client-files.ts';
import {corpusDocument, type CorpusDocuments} from './routes/corpus-document.ts';
import {createSession} from './routes/create-session.ts';
import {descriptions} from './routes/descriptions.ts';
import {type FeedbackWatch, giveFeedback} from './routes/give-feedback.ts';
import {health, type HealthParts} from './routes/health.ts';
import {listModels} from './routes/list-models.ts';
import {manyEvents} from './routes/many-events.ts';
import {sessionEvents} from './routes/session-events.ts';
import {sessionSnapshot} from './routes/session-snapshot.ts';
import {shareSession} from './routes/share-session.ts';
import {stopAnswer} from './routes/stop-answer.ts';
import {stopSession} from './routes/stop-session.ts';
import {takeVitals, type VitalsWatch} from './routes/vitals.ts';
import {securityHeaders} from './security-headers.ts';
import type {SseOptions} from './stream-events.ts';
import {type Notice, sessionStarter} from './start-session.ts';

/** Hears readers. */
export interface ReaderWatch {
  onFeedback: FeedbackWatch;
  onVitals: VitalsWatch;
}

/** What the service is made of. */
export interface AppParts {
  readonly registry: SessionRegistry;
  readonly models: ModelDirectory;
  /** Names of the search providers that are on, in order. */
  readonly providers: readonly string[];
  readonly corpus: CorpusDocuments;
  /** What every reader should know now. @defaultValue nothing */
  readonly notices?: () => readonly Notice[];
  readonly health: HealthParts;
  readonly access: Access;
  /** The folder of the built client. */
  readonly clientRoot: string;
  readonly sse?: SseOptions;
  /** Hears what readers think and what their pages measure. @defaultValue nobody */
  readonly readers?: ReaderWatch;
  /** Hears errors that are our fault. */
  readonly onFault: (error: unknown) => void;
}

/** Who may do what. */
export interface Access {
  /** Other sites whose pages may call the API: exact origins and patterns. */
  readonly allowedOrigins: readonly string[];
  /** Names of this server beside `localhost`, numeric addresses and the hosts of `allowedOrigins`. @defaultValue none */
  readonly hosts?: readonly string[];
  /** Checks embed credentials; in open mode there are none. @defaultValue open mode */
  readonly tokenSecret?: string | undefined;
  /** How many proxies of ours a request passes. @defaultValue 0 */
  readonly trustedProxies?: number;
  readonly limits?: CallLimitOptions;
}

/** Makes the application; the caller listens. */
export function createApp(parts: AppParts): Koa {
  const {registry, models, providers, corpus, access, clientRoot, notices = () => [], sse = {}, readers, onFault} = parts;
  const {allowedOrigins, hosts = [], tokenSecret, trustedProxies = 0} = access;
  const limits = new CallLimits(access.limits);
  const mayCall = originRules(allowedOrigins);
  const isOurs = hostRules({names: hosts, origins: allowedOrigins});
  const known = knowCaller({mayCall, checkToken: tokenSecret === undefined ? undefined : checkToken(tokenSecret), trustedProxies, countCall: (address) => limits.countCall(address)});
  const start = sessionStarter({registry, models, providers, notices, limits});
  const router = new Router();
  const routes = [
    createSession(known, start),
    ask(known, start, sse),
    chatCompletions(known, {start, models, sse, onFault}),
    sessionEvents(registry, sse),
    manyEvents(registry, sse),
    sessionSnapshot(registry),
    stopSession(known, registry),
    stopAnswer(known, registry),
    shareSession(known, registry),
    giveFeedback(known, registry, (ref, feedback) => readers?.onFeedback(ref, feedback)),
    takeVitals(known, (vitals) => readers?.onVitals(vitals)),
    listModels(models),
    corpusDocument(corpus),
    descriptions(packageJson.version),
    health(parts.health, isOurs),
    clientFiles(clientRoot),
  ];
  for (const addTo of routes) addTo(router);

  const app = new Koa();
  // A caller that leaves in the middle, or does not speak HTTP, is no fault of ours.
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!/^(?:ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|EPIPE|ERR_HTTP_REQUEST_TIMEOUT|HPE_\w+)$/.test(error.code ?? '')) onFault(error);
  });
  app.use(pastKoa());
  app.use(securityHeaders());
  app.use(
    cors({
      // The empty string is no origin: @koa/cors then sets no header.
      origin: ({headers: {origin = ''}}) => (mayCall(origin) ? origin : ''),
      allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
      allowHeaders: ['authorization', 'content-type', 'last-event-id'],
      exposeHeaders: ['location', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'ratelimit-policy'],
      maxAge: 600,
    }),
  );
  app.use(knowBase(trustedProxies));
  app.use(problems(onFault));
  if (tokenSecret === undefined) app.use(checkHost(isOurs));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
