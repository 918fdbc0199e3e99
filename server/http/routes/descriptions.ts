/** server/http - `GET /openapi.json`, `/asyncapi.json`: the contract, for machines. Made by the first who asks. */
import type {Route} from './route.ts';

/** @param version - Of the project. */
export const descriptions =
  (version: string): Route =>
  (router) => {
    let openApi: Promise<object> | undefined;
    let asyncApi: Promise<object> | undefined;
    router.get('/openapi.json', async (ctx) => {
      openApi ??= import('../descriptions/openapi.ts').then((made) => made.openApi(version));
      ctx.body = await openApi;
    });
    router.get('/asyncapi.json', async (ctx) => {
      asyncApi ??= import('../descriptions/asyncapi.ts').then((made) => made.asyncApi(version));
      ctx.body = await asyncApi;
    });
  };
