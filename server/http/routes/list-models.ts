/** server/http - `GET /v1/models`: what may be asked, in OpenAI's list shape. `default` marks those asked when none is named. */
import type {ModelDirectory} from '../../models/model-directory.ts';
import type {Route} from './route.ts';

export const listModels =
  (directory: ModelDirectory): Route =>
  (router) => {
    router.get('/v1/models', (ctx) => {
      const {models, defaults} = directory; // it learns of models while the server runs
      ctx.body = {
        object: 'list',
        data: models.map(({id, ownedBy}) => ({id, object: 'model', created: 0, owned_by: ownedBy, default: defaults.includes(id)})),
      };
    });
  };
