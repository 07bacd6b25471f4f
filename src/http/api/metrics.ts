import type { RequestHandler } from 'express';
import { setGauges } from '../../observe/gauge-reading.ts';
import type { HttpDeps } from '../http-deps.ts';

/** `GET /metrics`: Prometheus text; the gauges are read for each scrape. */
export function metricsRoute(deps: HttpDeps): RequestHandler {
  const { metrics, store, clock } = deps;
  return async (_request, response) => {
    const now = clock.now();
    const [stats, books, objectives, lanes, readiness, drills] = await Promise.all([
      store.stats(),
      store.books(now),
      store.objectives(now),
      deps.lanes(),
      deps.readiness(),
      deps.drills.list(200),
    ]);
    metrics.gauges.slackSocketLines.set(deps.slackDesks.standing()?.connected ?? 0);
    setGauges(metrics.gauges, {
      now,
      stats,
      books,
      objectives,
      lanes,
      drills,
      ready: readiness.ready,
      heart: deps.heart(),
      canary: deps.canary(),
    });
    response.setHeader('Content-Type', metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  };
}
