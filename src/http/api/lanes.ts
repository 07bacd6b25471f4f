import { z } from 'zod';
import type { HttpDeps } from '../http-deps.ts';
import { bodyBy, line, nothing } from './reading.ts';
import { figure, route, type Route } from './route.ts';

const asked = bodyBy(z.object({ who: line(80) }).catch({ who: null }), 'bad-body');

/** `/api/lanes`: how each stands; and a person's word that one works again. */
export function laneRoutes(deps: HttpDeps): readonly Route[] {
  return [
    figure('/lanes', nothing, () => lanes(deps)),
    route({
      method: 'POST',
      path: '/lanes/:id/reset',
      reads: asked,
      errors: { 'no-such-lane': [404, 'There is no such lane; list them at /api/lanes.'] },
      answer: async ({ id, said, who }, fault) => {
        if (!(await deps.lanes()).some((lane) => lane.id === id)) throw fault('no-such-lane');
        const { seq } = await deps.resetLane({ lane: id, who: said.who ?? who });
        // Waited for, so that the next question sees it.
        await deps.applied(seq);
        return { accepted: true, seq };
      },
    }),
  ];
}

/** Every lane with its state, its budgets and how far it lags. */
async function lanes(deps: Pick<HttpDeps, 'clock' | 'lanes'>): Promise<object> {
  const now = deps.clock.now();
  const views = (await deps.lanes()).map((lane) => ({
    ...lane,
    lagMs: lane.oldestPendingAt === null ? 0 : Math.max(0, now - lane.oldestPendingAt),
  }));
  return { at: now, lanes: views };
}
