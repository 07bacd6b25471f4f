import { Router } from 'express';
import { onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';
import { limitOf } from './query.ts';

/** `GET /api/set-aside`: accepted entries that were not counted, with the reason of each. */
export function setAsideApi({ store }: Pick<HttpDeps, 'store'>): Router {
  const router = Router();
  router
    .route('/')
    .get(async (request, response) => {
      response.json({ entries: await store.setAside(limitOf(request, 100, 1_000)) });
    })
    .all(onlyMethods('GET'));
  return router;
}
