/** server/http - what a route is: it adds itself to the router. */
import type Router from '@koa/router';

export type Route = (router: Router) => void;
