import { Router } from 'express';
import { onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';

/** `GET /api/books`: recounted from rows at every call, never from counters. */
export function booksApi({ store, clock }: Pick<HttpDeps, 'store' | 'clock'>): Router {
  const router = Router();
  router
    .route('/')
    .get(async (_request, response) => {
      response.json(await store.books(clock.now()));
    })
    .all(onlyMethods('GET'));
  return router;
}
