import { expectedOf } from '../judge/check-settings.ts';
import { isOverThere, type CallSeen, type Observed } from '../judge/observed.ts';
import { isDone, type Verdict } from '../judge/verdict.ts';
import { mayPass } from '../relay/call-failure.ts';
import { alertsOf, signedAlerts } from '../relay/payload.ts';
import type { TicketSeen } from '../relay/relay-answers.ts';
import type { Called } from '../relay/relay-client.ts';
import { endDrill } from './end-drill.ts';
import { RunningDrill, type DrillParts } from './running-drill.ts';

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
  return { seen: drill.seen, verdict: drill.verdict() };
}

async function recordDeploy(drill: RunningDrill): Promise<void> {
  const { settings, client } = drill.parts;
  if (settings.deploy === null) return;
  const called = await client.recordDeploy(settings.deploy, drill.bounds());
  const { answer } = called;
  drill.note({ deploy: callSeen(called) });
  if (answer.ok) tell(drill, answer.value);
  // Whoever cannot be reached, or lets nobody in, would refuse the drill for the same reason.
  else if (answer.failure.kind !== 'refused' || [401, 403].includes(answer.failure.status))
    drill.stop('stopped');
}

function callSeen({ at, ms, answer }: Called<unknown>): CallSeen {
  return { at, ms, failure: answer.ok ? null : answer.failure };
}

function tell(drill: RunningDrill, notes: readonly string[]): void {
  for (const note of notes) drill.parts.watch.note(note);
  drill.note({ notes: [...drill.seen.notes, ...notes] });
}

async function register(drill: RunningDrill): Promise<TicketSeen | null> {
  if (drill.isOver()) {
    drill.stop('cancelled');
    return null;
  }
  const { settings, client, watch } = drill.parts;
  const { scenario, subject } = settings;
  const called = await client.register({ scenario, alerts: alertsOf(scenario), subject }, drill.bounds());
  drill.note({ register: callSeen(called) });
  if (!called.answer.ok) {
    drill.stop('stopped');
    return null;
  }
  const ticket = called.answer.value;
  const { id, alerts, provable } = ticket;
  watch.registered(id);
  tell(drill, ticket.notes);
  drill.note({ ticket: { id, alerts, provable } });
  // What this relay cannot prove fails already: nothing needs to be sent.
  if (expectedOf(settings, ticket).some((kind) => !provable.includes(kind))) drill.stop('stopped');
  return ticket;
}

/** All at once, as they would come in a storm. */
async function send(drill: RunningDrill, ticket: TicketSeen): Promise<void> {
  if (drill.isOver()) return;
  const { settings, client, surroundings } = drill.parts;
  const { scenario, subject, drillSecret: secret } = settings;
  // A storm pages for being one.
  const pages = scenario === 'single' && expectedOf(settings, ticket).includes('page');
  const plan = { scenario, subject, secret, level: pages ? 'fatal' : 'error' } as const;
  const alerts = signedAlerts(plan, ticket, surroundings);
  const calls = await Promise.all(alerts.map((alert) => client.alert(alert, drill.bounds())));
  drill.note({ alerts: calls.map(callSeen) });
  if (calls.some(({ answer }) => !answer.ok)) drill.stop('stopped');
}

/** Polls until every hop is done or the time is up. The relay looks around at every poll: it reads back and probes. */
async function follow(drill: RunningDrill, id: string): Promise<void> {
  const { client, surroundings, cancel } = drill.parts;
  const began = surroundings.now();
  while (!drill.isOver()) {
    const { answer } = await client.report(id, drill.bounds());
    if (cancel.aborted) break;
    // A poll that only the end of the try ended says nothing of the relay: what was known before is the cause.
    if (!answer.ok && drill.remainingMs() < 1 && drill.seen.report !== null) drill.stop('timeout');
    else
      drill.note(answer.ok ? { report: answer.value, pollFailure: null } : { pollFailure: answer.failure });
    const pauseMs = pauseAfter(surroundings.now() - began);
    if (isDone(drill.verdict())) drill.stop('settled');
    else if (answer.ok ? isOverThere(answer.value.state) : !mayPass(answer.failure)) drill.stop('stopped');
    else if (drill.remainingMs() <= pauseMs) drill.stop('timeout');
    else await surroundings.sleep(pauseMs, cancel);
  }
  drill.stop('cancelled');
}

/** Often while people would notice the difference, seldom when it takes long anyway. */
export function pauseAfter(elapsedMs: number): number {
  if (elapsedMs < 5_000) return 100;
  return elapsedMs < 20_000 ? 250 : 500;
}
