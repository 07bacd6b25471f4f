import { rulesView } from '../../config/routing/words/rules-view.ts';
import type { HttpDeps } from '../http-deps.ts';
import { nothing } from './reading.ts';
import { figure, type Route } from './route.ts';

/** `/api/rules`: who is told and woken of what, as the brain goes by it now. */
export function ruleRoutes(deps: Pick<HttpDeps, 'store' | 'refusedRules' | 'untold'>): readonly Route[] {
  return [
    figure('/rules', nothing, async () => {
      const ruling = await deps.store.ruling();
      // A policy holds none of the relay's secrets; what people write into names and matchers may.
      return deps.untold.deep({
        // Null: that is not known.
        since: ruling?.since ?? null,
        // Why a newer configuration does not hold; null: the newest does.
        refused: deps.refusedRules(),
        ...(ruling === null ? noRules : rulesView(ruling.policy)),
      });
    }),
  ];
}

const noRules: ReturnType<typeof rulesView> = { receivers: [], routes: [], inhibitions: [] };
