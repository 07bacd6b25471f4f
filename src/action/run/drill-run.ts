import { alertsOf, signedAlerts } from '../relay/payload.ts';
import type { CallFailure } from '../relay/call-failure.ts';
import type { DrillTicket } from '../../domain/drill-report.ts';
import { endDrill } from './end-drill.ts';
import { follow } from './follow.ts';
import { asksTooMuch, expectedOf } from '../judge/expected.ts';
import type { Observed } from '../judge/observed.ts';
import { callSeen, RunningDrill, type DrillParts } from './running-drill.ts';
import { judge, type Verdict } from '../judge/verdict.ts';

/** One try and what it came to. */
export interface DrillRun {
  readonly seen: Observed;
  readonly verdict: Verdict;
}

/** Runs one drill from its registration to its end. Never rejects for what the relay does. */
export async function runDrill(parts: DrillParts): Promise<DrillRun> {
  const drill = new RunningDrill(parts);
  await recordDeploy(drill);
  const ticket = await register(drill);
  if (ticket !== null) {
    await send(drill, ticket);
    await follow(drill, ticket.id);
    await endDrill(drill, ticket.id);
  }
  drill.note({ endedAt: parts.surroundings.now() });
  return { seen: drill.seen, verdict: judge(drill.seen, parts.settings) };
}

async function recordDeploy(drill: RunningDrill): Promise<void> {
  const { settings, client } = drill.parts;
  if (settings.deploy === null) return;
  const called = await client.recordDeploy(settings.deploy, drill.bounds());
  tell(drill, drill.took(called, 'deploy') ?? []);
  // Whoever cannot be reached, or lets nobody in, would refuse the drill for the same reason.
  if (!called.answer.ok && concernsAll(called.answer.failure)) drill.stop('stopped');
}

function tell(drill: RunningDrill, notes: readonly string[]): void {
  for (const note of notes) drill.parts.watch.note(note);
  drill.note({ notes: [...drill.seen.notes, ...notes] });
}

function concernsAll(failure: CallFailure): boolean {
  return failure.kind !== 'refused' || failure.status === 401 || failure.status === 403;
}

async function register(drill: RunningDrill): Promise<DrillTicket | null> {
  if (drill.isOver()) {
    drill.stop('cancelled');
    return null;
  }
  const { settings, client, watch } = drill.parts;
  const { scenario, subject } = settings;
  const request = { scenario, alerts: alertsOf(scenario), subject };
  const called = await client.register(request, drill.bounds());
  const ticket = drill.took(called, 'register');
  if (ticket === null) {
    drill.stop('stopped');
    return null;
  }
  const { id, expiresAt, alerts, provable, notes } = ticket;
  const shown = { id, expiresAt, alerts, provable, notes };
  watch.registered(shown);
  tell(drill, notes);
  drill.note({ ticket: shown });
  if (asksTooMuch(settings, shown)) drill.stop('stopped');
  return ticket;
}

/** All at once, as they would come in a storm. */
async function send(drill: RunningDrill, ticket: DrillTicket): Promise<void> {
  if (drill.isOver()) return;
  const { settings, client, surroundings } = drill.parts;
  const { scenario, subject, drillSecret: secret } = settings;
  const level = expectedOf(settings, ticket).includes('page') ? 'fatal' : 'error';
  // A storm pages for being one.
  const plan = { scenario, subject, secret, level: scenario === 'storm' ? 'error' : level } as const;
  const alerts = signedAlerts(plan, ticket, surroundings);
  const calls = await Promise.all(alerts.map((alert) => client.alert(alert, drill.bounds())));
  drill.note({ alerts: calls.map(callSeen) });
  if (calls.some(({ answer }) => !answer.ok)) drill.stop('stopped');
}
