import { Router } from 'express';
import { onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';
import { limitOf } from './query.ts';

/** `GET /api/quarantine`: deliveries whose signature did not match. Bodies are strangers' and stay in the store. */
export function quarantineApi({ store }: Pick<HttpDeps, 'store'>): Router {
  const router = Router();
  router
    .route('/')
    .get(async (request, response) => {
      const kept = await store.quarantined(limitOf(request, 100, 1_000));
      const quarantined = kept.map(({ id, at, kind, deliveryId, reason, body }) => {
        return { id, at, kind, deliveryId, reason, bytes: Buffer.byteLength(body) };
      });
      response.json({ quarantined });
    })
    .all(onlyMethods('GET'));
  return router;
}
