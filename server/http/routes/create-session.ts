/** server/http - `POST /v1/sessions`: ask a question. */
import {AskRequest} from '../../../shared/ask-request.ts';
import type {ModelDirectory} from '../../models/model-directory.ts';
import {type SessionRegistry, TooManySessionsError} from '../../session/session-registry.ts';
import {Problem} from '../problem.ts';
import {checkBody, jsonBody} from '../read-json.ts';
import {findSession} from './find-session.ts';
import type {Route} from './route.ts';

/** What the route needs. */
export interface CreateSessionParts {
  readonly registry: SessionRegistry;
  readonly models: ModelDirectory;
  /** Names of the search providers that are on, in order. */
  readonly providers: readonly string[];
  /** What every reader should know now. */
  readonly notices: () => readonly Notice[];
}

/** Becomes a `session-warning`. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** Seconds after which a refused reader may try again. */
const RETRY_AFTER_S = '5';

const noConversation = {code: 'no-conversation', message: 'Follow-up questions are answered on their own for now: ask in full.'};

export const createSession =
  ({registry, models, providers, notices}: CreateSessionParts): Route =>
  (router) => {
    /** The known ones of those the reader wants, each once; undefined when there is no wish. */
    const wishedProviders = (names: readonly string[] = []) => (names.length > 0 ? [...new Set(names)].filter((name) => providers.includes(name)) : undefined);
    router.post('/v1/sessions', jsonBody(), (ctx) => {
      const request = checkBody(ctx, AskRequest);
      const unknown = request.models?.find((model) => !models.models.some(({id}) => id === model));
      if (unknown !== undefined) throw new Problem(400, 'unknown-model', `There is no model "${unknown}". GET /v1/models lists them.`);
      if (request.parent !== undefined) findSession(registry, request.parent);
      try {
        const session = registry.start({
          question: request.question,
          models: [...new Set(request.models ?? models.defaults)],
          synthesis: request.synthesis ?? true,
          search: request.search ?? {},
          providers: wishedProviders(request.search?.providers) ?? providers,
          warnings: [...notices(), ...(request.parent === undefined ? [] : [noConversation])],
        });
        const path = `/v1/sessions/${session.id}`;
        ctx.status = 201;
        ctx.set({Location: path, 'Cache-Control': 'no-store'});
        ctx.body = {id: session.id, eventsUrl: `${path}/events`};
      } catch (error) {
        if (!(error instanceof TooManySessionsError)) throw error;
        throw new Problem(503, 'too-many-sessions', 'The server is busy. Try again in a few seconds.', {headers: {'Retry-After': RETRY_AFTER_S}});
      }
    });
  };
