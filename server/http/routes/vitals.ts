/** server/http - `POST /v1/vitals`: what a reader's page measured, with consent. */
import type {Middleware} from 'koa';
import {Vitals} from '../../../shared/vitals.ts';
import {checkBody, jsonBody} from '../read-json.ts';
import type {Route} from './route.ts';

/** Hears what pages measured: metrics and logs are fed from it. */
export type VitalsWatch = (vitals: Vitals) => void;

export const takeVitals =
  (known: Middleware, watch: VitalsWatch): Route =>
  (router) => {
    router.post('/v1/vitals', known, jsonBody(), (ctx) => {
      watch(checkBody(ctx, Vitals));
      ctx.status = 204;
    });
  };
