import { Router } from 'express';
import { onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';

/** `GET /api/lanes`: every lane with its state, its budgets and how far it lags. */
export function lanesApi({ clock, lanes }: Pick<HttpDeps, 'clock' | 'lanes'>): Router {
  const router = Router();
  router
    .route('/')
    .get(async (_request, response) => {
      const now = clock.now();
      const views = (await lanes()).map((lane) => ({
        ...lane,
        lagMs: lane.oldestPendingAt === null ? 0 : Math.max(0, now - lane.oldestPendingAt),
      }));
      response.json({ at: now, lanes: views });
    })
    .all(onlyMethods('GET'));
  return router;
}
