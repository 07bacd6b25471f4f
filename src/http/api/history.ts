import { z } from 'zod';
import type { Incident } from '../../domain/incident.ts';
import { momentIn } from '../../domain/text/moment.ts';
import { isWanted, type Wanted } from '../../observe/incident/history.ts';
import { readIncidentViews } from '../../observe/overview.ts';
import type { OverPlace } from '../../seams/store.ts';
import type { HttpDeps, HttpStore } from '../http-deps.ts';
import { choice, limit, line, queryBy } from './reading.ts';
import { figure, type Route } from './route.ts';

/** One answer looks through no more: whoever has found too little asks on from `next`. */
const lookedAtMost = 2_000;
/** Read at once; in between whoever else waits has his turn. */
const step = 100;
/** The same of what is open: of more, the worst are looked at. */
const openLookedAt = 500;
const openMost = 50;

const anySeverity = ['critical', 'error', 'warning', 'info', 'any'] as const;
const asked = queryBy(
  z.object({
    text: line(200).default(null),
    service: line(200).default(null),
    environment: line(200).default(null),
    severity: choice('severity', anySeverity, 'any').transform((said) => (said === 'any' ? null : said)),
    paged: choice('paged', ['yes', 'no', 'any'], 'any').transform((said) =>
      said === 'any' ? null : said === 'yes',
    ),
    from: moment('from'),
    until: moment('until'),
    open: choice('open', ['yes', 'no'], 'no').transform((said) => said === 'yes'),
    before: place(),
    limit: limit(20, 100),
  }),
);

/** `GET /api/history`: looks through the roots that are over, the newest end first, a bounded piece an answer. */
export function historyRoutes({ store, clock, pace }: HttpDeps): readonly Route[] {
  return [
    figure('/history', asked, async ({ open, before, from, until, limit: most, ...wanted }) => {
      const begin = before ?? (until === null ? null : { at: until, n: 0 });
      const isFirst = before === null && from === null && until === null;
      const goingOn = open && isFirst ? await openFound(store, wanted) : [];
      const found: Incident[] = [];
      let next: OverPlace | null = begin;
      let looked = 0;
      do {
        const piece = await store.over({ before: next, from, limit: step });
        next = piece.next;
        looked += step;
        for (const one of piece.incidents) {
          if (!(await isFound(store, one.incident, wanted))) continue;
          found.push(one.incident);
          if (found.length < most) continue;
          next = one.place;
          break;
        }
        await pace.sleep(0);
      } while (next !== null && found.length < most && looked < lookedAtMost);
      return {
        at: clock.now(),
        incidents: await readIncidentViews(store, [...goingOn, ...found]),
        next: written(next),
        searchedTo: next?.at ?? null,
      };
    }),
  ];
}

/** What goes on, worst first: what is bad stands at the top of it. */
async function openFound(store: HttpStore, wanted: Wanted): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  for (const one of await store.roots({ status: 'open', limit: openLookedAt }))
    if (found.length < openMost && (await isFound(store, one, wanted))) found.push(one);
  return found;
}

/** Of a storm its parts are asked too what they struck. */
async function isFound(store: HttpStore, incident: Incident, wanted: Wanted): Promise<boolean> {
  const own = incident.services.map(({ name }) => name);
  if (incident.storm === null || (wanted.text === null && wanted.service === null))
    return isWanted(incident, own, wanted);
  const { services } = await store.childrenTally(incident.id);
  return isWanted(incident, [...own, ...services.map(({ name }) => name)], wanted);
}

function written(next: OverPlace | null): string | null {
  return next === null ? null : `${next.at}.${next.n}`;
}

/** The query parameter `before`: where the answer before ended. */
function place(): z.ZodType<OverPlace | null> {
  return z
    .string('"before" must be the "next" of an answer.')
    .regex(/^\d{1,15}\.\d{1,15}$/, '"before" must be the "next" of an answer.')
    .transform((text) => {
      const [at, n] = text.split('.').map(Number);
      return { at: at ?? 0, n: n ?? 0 };
    })
    .nullable()
    .default(null);
}

/** A query parameter that is a moment: UNIX ms, or as ISO 8601 has it with a zone. */
function moment(name: string): z.ZodType<number | null> {
  const says = `"${name}" must be UNIX ms, or a moment with its zone.`;
  return z
    .string(says)
    .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : momentIn(text)))
    .refine((at) => at !== null, says)
    .nullable()
    .default(null);
}
