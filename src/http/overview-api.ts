import { Router } from 'express';
import { onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';

/** `GET /api/overview`: the very frame that the live page is fed with. */
export function overviewApi({ overview }: Pick<HttpDeps, 'overview'>): Router {
  const router = Router();
  router
    .route('/')
    .get(async (_request, response) => {
      response.json(await overview());
    })
    .all(onlyMethods('GET'));
  return router;
}
