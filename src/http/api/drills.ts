import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DrillReport, DrillTicket } from '../../domain/drill/drill-report.ts';
import { drillDelivery, type DrillCommand } from '../../ingest/drill-command.ts';
import type { HttpDeps } from '../http-deps.ts';
import { createMinuteGate } from '../access/minute-gate.ts';
import { createTurns } from './in-turn.ts';
import { bodyBy, limit, neededText, nothing, queryBy, saidText } from './reading.ts';
import { figure, route, type Faults, type Route } from './route.ts';

const listed = queryBy(z.object({ limit: limit(20, 200) }));

const registration = bodyBy(
  z.object({
    scenario: z.enum(['single', 'storm']).default('single'),
    alerts: z.int().min(1).max(60).default(1),
    subject: z.object({
      service: neededText(100),
      environment: neededText(100),
      release: saidText(200),
      by: saidText(100),
    }),
  }),
  'bad-drill',
);

const ending = bodyBy(
  z.object({ result: z.enum(['passed', 'failed', 'cancelled']), summary: saidText(300) }),
  'bad-drill',
);

const drillsAMinute = 30;
const openAtMost = 20;

const noSuch = {
  'no-such-drill': [404, 'There is no drill with this id (any more); the newest are at /api/synthetics.'],
} as const;

/** `/api/synthetics`: register a drill, see how far it got, end it. */
export function drillRoutes(deps: HttpDeps): readonly Route[] {
  return [
    figure('/synthetics', listed, async (said) => ({ drills: await deps.drills.list(said.limit) }), 'ci'),
    registering(deps),
    route({
      method: 'GET',
      path: '/synthetics/:id',
      may: 'ci',
      reads: nothing,
      errors: noSuch,
      answer: ({ id }, fault) => find(deps, id, fault),
    }),
    route({
      method: 'POST',
      path: '/synthetics/:id/end',
      may: 'ci',
      reads: ending,
      errors: { ...noSuch, 'drill-over': [409, 'Drill {id} is over already.'] },
      answer: async ({ id: asked, said: { result, summary } }, fault) => {
        const { id, endedAt } = await find(deps, asked, fault);
        if (endedAt !== null) throw fault('drill-over', { id });
        const seq = await tell(deps, { action: 'end', drill: id, result, summary: summary ?? '' });
        return { accepted: true, seq };
      },
    }),
  ];
}

const notNow = {
  'drills-off': [
    409,
    'This relay takes no drills. Set DRILL_SIGNING_SECRET (drills.signing_secret) on it, and give the same secret to CI.',
  ],
  'too-many-open-drills': [
    429,
    `${openAtMost} drills are open, and no more are taken at a time. End those that are over (/api/synthetics lists them); each ends by itself after 10 minutes.`,
  ],
  'too-many-drills': [429, `More than ${drillsAMinute} drills in a minute.`],
  'not-applied': [503, 'The relay is too far behind to take a drill now.'],
} as const;

function registering(deps: HttpDeps): Route {
  const gate = createMinuteGate(drillsAMinute);
  // One at a time: the next registration counts this one among the open drills.
  const turns = createTurns();
  return route({
    method: 'POST',
    path: '/synthetics',
    may: 'ci',
    reads: registration,
    answers: 201,
    errors: notNow,
    answer: ({ said }, fault) =>
      turns(async (): Promise<DrillTicket> => {
        const { settings, drills, clock } = deps;
        if (settings.sentry.drillSecret === null) throw fault('drills-off');
        if ((await drills.open()) >= openAtMost) throw fault('too-many-open-drills');
        if (!gate.mayPass(clock.now())) throw fault('too-many-drills');
        const nonce = randomUUID();
        const id = `drill-${await tell(deps, { action: 'register', nonce, ...said })}`;
        drills.prepare();
        const report = await drills.report(id);
        if (report === null) throw fault('not-applied');
        return { id, nonce, expiresAt: report.expiresAt, alerts: said.alerts, ...drills.provable() };
      }),
  });
}

/** Resolves once the brain has applied it, so that whoever asks next sees it. Answers with the entry's number. */
async function tell({ inbox, applied }: HttpDeps, command: DrillCommand): Promise<number> {
  const { seq } = await inbox.accept(drillDelivery(command, randomUUID()));
  await applied(seq);
  return seq;
}

async function find(
  { drills }: Pick<HttpDeps, 'drills'>,
  id: string,
  fault: Faults<keyof typeof noSuch>,
): Promise<DrillReport> {
  const report = await drills.report(id);
  if (report === null) throw fault('no-such-drill');
  return report;
}
