import { z } from 'zod';
import { isMeant, type DeadLetter, type WhichLetters } from '../../domain/sending/dead-letter.ts';
import { readLetterStory, toldLetter } from '../../observe/log/told-letter.ts';
import type { HttpDeps } from '../http-deps.ts';
import { bodyBy, choice, limit, line, queryBy, nothing } from './reading.ts';
import { figure, route, type Faults, type Route } from './route.ts';

const states = ['open', 'replayed', 'discarded', 'revived', 'all'] as const;
const listed = queryBy(z.object({ state: choice('state', states, 'open'), limit: limit(200, 1_000) }));

const noSuch = {
  'no-such-dead-letter': [404, 'There is no dead letter with this number; list them at /api/dead-letters.'],
} as const;

/** One call closes no more: those that died first go first, and whoever asks again gets on. */
const mostAtOnce = 1_000;
/** More than can be open before somebody is told to look. */
const mostOpen = 100_000;

const said = { who: line(80), reason: line(300) };
const ofOne = bodyBy(z.object(said).catch({ who: null, reason: null }), 'bad-body');
const moment = z.number().int().nullable().default(null);
const many = z
  .strictObject({
    ...said,
    ids: z.array(z.number().int().positive()).min(1).max(mostAtOnce).nullable().default(null),
    all: z.boolean().default(false),
    kind: z.enum(['entry', 'notification']).nullable().default(null),
    incident: line(80),
    code: line(80),
    receiver: line(200),
    since: moment,
    until: moment,
  })
  .refine(saysWhich, 'say which are meant, by "ids" or a filter, or "all": true');
const ofMany = bodyBy(many, 'bad-body');

/** `/api/dead-letters`: what cannot go on by itself; list it, replay it, discard it, one or many. */
export function deadLetterRoutes(deps: HttpDeps): readonly Route[] {
  const { store, untold } = deps;
  return [
    figure('/dead-letters', listed, async (asked) => ({
      deadLetters: (await store.deadLetters(asked.state, asked.limit)).map(toldLetter),
    })),
    // Before the paths with a number, which these would be taken for.
    closingMany(deps, 'replay'),
    closingMany(deps, 'discard'),
    route({
      method: 'GET',
      path: '/dead-letters/:id',
      reads: nothing,
      errors: noSuch,
      answer: async ({ id }, fault) => readLetterStory(store, await find(deps, id, fault), untold),
    }),
    closingOne(deps, 'replay'),
    closingOne(deps, 'discard'),
  ];
}

type Action = 'replay' | 'discard';

function closingOne(deps: HttpDeps, action: Action): Route {
  return route({
    method: 'POST',
    path: `/dead-letters/:id/${action}`,
    reads: ofOne,
    errors: {
      ...noSuch,
      'not-open': [409, 'Dead letter {id} is not open any more (it is {state}).'],
      'not-kept': [409, 'What dead letter {id} is about is no longer kept, so it can only be discarded.'],
    },
    answer: async (asked, fault) => {
      const letter = await find(deps, asked.id, fault);
      const { id } = letter;
      if (letter.state !== 'open') throw fault('not-open', { id, state: letter.state });
      const { who, reason } = asked.said;
      const [closed] = await deps.deadLetters[action]([letter], { by: who ?? asked.who, why: reason });
      if (closed !== undefined) return { deadLetter: toldLetter(closed) };
      const now = await find(deps, asked.id, fault);
      throw now.state === 'open' ? fault('not-kept', { id }) : fault('not-open', { id, state: now.state });
    },
  });
}

/** Body: which, and perhaps `who` and `reason`. */
function closingMany(deps: HttpDeps, action: Action): Route {
  return route({
    method: 'POST',
    path: `/dead-letters/${action}`,
    reads: ofMany,
    errors: {},
    answer: async ({ said: { who, reason, ...which }, who: asking }) => {
      const open = await deps.store.deadLetters('open', mostOpen);
      const meant = open.filter((letter) => isMeant(letter, which)).toReversed();
      const tried = meant.slice(0, mostAtOnce);
      const closed = await deps.deadLetters[action](tried, { by: who ?? asking, why: reason });
      const done = closed.map(({ id }) => id);
      return {
        closed: done,
        // Not open any more, or its body is no longer kept.
        notClosed: [
          ...(which.ids ?? []).filter((id) => !meant.some((letter) => letter.id === id)),
          ...tried.map(({ id }) => id).filter((id) => !done.includes(id)),
        ],
        left: meant.length - tried.length,
      };
    },
  });
}

function saysWhich(which: WhichLetters & { readonly all: boolean }): boolean {
  const { ids, all, kind, incident, code, receiver, since, until } = which;
  return all || [ids, kind, incident, code, receiver, since, until].some((one) => one !== null);
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
