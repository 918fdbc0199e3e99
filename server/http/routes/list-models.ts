/** server/http - `GET /v1/models`: what may be asked, in OpenAI's list shape. `default` marks those asked when none is named. */
import type {ModelDirectory} from '../../models/model-directory.ts';
import type {Route} from './route.ts';

export const listModels =
  ({models, defaults}: ModelDirectory): Route =>
  (router) => {
    router.get('/v1/models', (ctx) => {
      ctx.body = {
        object: 'list',
        data: models.map(({id, ownedBy}) => ({id, object: 'model', created: 0, owned_by: ownedBy, default: defaults.includes(id)})),
      };
    });
  };
