import { Router } from 'express';
import { onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';

/** `GET /api/refused`: what the doors refused since the start, newest first, and why. */
export function refusedApi({ refusals }: Pick<HttpDeps, 'refusals'>): Router {
  const router = Router();
  router
    .route('/')
    .get((_request, response) => {
      response.json({ refused: refusals.list() });
    })
    .all(onlyMethods('GET'));
  return router;
}
