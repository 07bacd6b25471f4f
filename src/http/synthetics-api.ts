import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { DrillTicket } from '../domain/drill-report.ts';
import { drillDelivery, type DrillCommand } from '../ingest/drill-command.ts';
import { guardWrite } from './admin-auth.ts';
import { bodyBy, neededText, saidText } from './ci-body.ts';
import { HttpError, onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';
import { createTurns } from './in-turn.ts';
import { createMinuteGate, type MinuteGate } from './minute-gate.ts';
import { limitOf, pathText } from './query.ts';

const registration = z.object({
  scenario: z.enum(['single', 'storm']).default('single'),
  alerts: z.int().min(1).max(60).default(1),
  subject: z.object({
    service: neededText(100),
    environment: neededText(100),
    release: saidText(200),
    by: saidText(100),
  }),
});

const ending = z.object({
  result: z.enum(['passed', 'failed', 'cancelled']),
  summary: saidText(300),
});

const drillsAMinute = 30;
const openAtMost = 20;

/** `/api/synthetics`: register a drill, see how far it got, end it. */
export function syntheticsApi(deps: HttpDeps): Router {
  const router = Router();
  const gate = createMinuteGate(drillsAMinute);
  // One at a time: the next registration counts this one among the open drills.
  const turns = createTurns();
  router
    .route('/')
    .get(async (request, response) => {
      response.json({ drills: await deps.drills.list(limitOf(request, 20, 200)) });
    })
    .post(guardWrite, async (request, response) => {
      const asked = bodyBy(registration, request, 'bad-drill');
      response.status(201).json(await turns(() => register(deps, gate, asked)));
    })
    .all(onlyMethods('GET', 'POST'));
  router
    .route('/:id')
    .get(async (request, response) => {
      response.json(await find(deps, request));
    })
    .all(onlyMethods('GET'));
  router
    .route('/:id/end')
    .post(guardWrite, (request, response) => end(deps, request, response))
    .all(onlyMethods('POST'));
  return router;
}

async function register(
  deps: HttpDeps,
  gate: MinuteGate,
  asked: z.output<typeof registration>,
): Promise<DrillTicket> {
  if (deps.settings.sentry.drillSecret === null) throw drillsOff();
  if ((await deps.drills.open()) >= openAtMost) {
    throw new HttpError(
      429,
      'too-many-open-drills',
      `${openAtMost} drills are open, and no more are taken at a time. End those that are over; each ends by itself after 10 minutes.`,
    );
  }
  if (!gate.mayPass(deps.clock.now()))
    throw new HttpError(429, 'too-many-drills', `More than ${drillsAMinute} drills in a minute.`);
  const nonce = randomUUID();
  const id = `drill-${await tell(deps, { action: 'register', nonce, ...asked })}`;
  deps.drills.prepare();
  const report = await deps.drills.report(id);
  if (report === null)
    throw new HttpError(503, 'not-applied', 'The relay is too far behind to take a drill now.');
  return { id, nonce, expiresAt: report.expiresAt, alerts: asked.alerts, ...deps.drills.provable() };
}

async function end(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { result, summary } = bodyBy(ending, request, 'bad-drill');
  const { id, endedAt } = await find(deps, request);
  if (endedAt !== null) throw new HttpError(409, 'drill-over', `Drill ${id} is over already.`);
  const seq = await tell(deps, { action: 'end', drill: id, result, summary: summary ?? '' });
  response.status(202).json({ accepted: true, seq });
}

/** Resolves once the brain has applied it, so that whoever asks next sees it. Answers with the entry's number. */
async function tell({ inbox, applied }: HttpDeps, command: DrillCommand): Promise<number> {
  const { seq } = await inbox.accept(drillDelivery(command, randomUUID()));
  await applied(seq);
  return seq;
}

async function find(
  { drills }: HttpDeps,
  request: Request,
): Promise<NonNullable<Awaited<ReturnType<HttpDeps['drills']['report']>>>> {
  const report = await drills.report(pathText(request, 'id'));
  if (report !== null) return report;
  throw new HttpError(
    404,
    'no-such-drill',
    'There is no drill with this id (any more); the newest are at /api/synthetics.',
  );
}

function drillsOff(): HttpError {
  return new HttpError(
    409,
    'drills-off',
    'This relay takes no drills. Set DRILL_SIGNING_SECRET on it, and give the same secret to CI.',
  );
}
