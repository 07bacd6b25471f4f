import { z } from 'zod';
import type { DeadLetter } from '../../domain/sending/dead-letter.ts';
import { toldLetter } from '../../observe/log/told-entry.ts';
import type { HttpDeps } from '../http-deps.ts';
import { choice, limit, nothing, queryBy } from './reading.ts';
import { figure, route, type Faults, type Route } from './route.ts';

const listed = queryBy(
  z.object({
    state: choice('state', ['open', 'replayed', 'discarded', 'revived', 'all'], 'open'),
    limit: limit(200, 1_000),
  }),
);

const noSuch = {
  'no-such-dead-letter': [404, 'There is no dead letter with this number; list them at /api/dead-letters.'],
} as const;

/** `/api/dead-letters`: what cannot go on by itself; list it, replay it, discard it. */
export function deadLetterRoutes(deps: HttpDeps): readonly Route[] {
  const { store } = deps;
  return [
    figure('/dead-letters', listed, async (said) => ({
      deadLetters: (await store.deadLetters(said.state, said.limit)).map(toldLetter),
    })),
    route({
      method: 'GET',
      path: '/dead-letters/:id',
      reads: nothing,
      errors: noSuch,
      answer: async ({ id }, fault) => ({ deadLetter: toldLetter(await find(deps, id, fault)) }),
    }),
    closing(deps, 'replay'),
    closing(deps, 'discard'),
  ];
}

function closing(deps: HttpDeps, action: 'replay' | 'discard'): Route {
  return route({
    method: 'POST',
    path: `/dead-letters/:id/${action}`,
    reads: nothing,
    errors: { ...noSuch, 'not-open': [409, 'Dead letter {id} is not open any more (it is {state}).'] },
    answer: async (asked, fault) => {
      const { id, state } = await find(deps, asked.id, fault);
      const closed = state === 'open' ? await deps.deadLetters[action](id) : null;
      if (closed === null) throw fault('not-open', { id, state });
      return { deadLetter: toldLetter(closed) };
    },
  });
}

async function find(
  { store }: Pick<HttpDeps, 'store'>,
  id: string,
  fault: Faults<keyof typeof noSuch>,
): Promise<DeadLetter> {
  const found = /^\d{1,15}$/.test(id) ? await store.deadLetter(Number(id)) : null;
  if (found === null) throw fault('no-such-dead-letter');
  return found;
}
