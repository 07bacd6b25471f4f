import { randomUUID } from 'node:crypto';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import { sentryIdOf } from '../../domain/issue.ts';
import type { Incident } from '../../domain/incident.ts';
import { sentryBackDelivery } from '../../ingest/sentry-back-entry.ts';
import type { Inbox } from '../../ingest/inbox.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { SentryDesk } from '../../seams/sentry-desk.ts';

/** What resolving in Sentry needs. */
interface SentryBackDeps {
  readonly desk: Pick<SentryDesk, 'resolve'>;
  readonly org: string;
  /** What the brain remembers; read only. */
  readonly state: BrainState;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** So often it is looked whether somebody has resolved anything, virtual ms. */
const idleMs = 1_000;
/** So long it is tried; a resolved incident leaves memory after an hour. */
const patienceMs = 30 * 60_000;

/**
 * Resolves in Sentry what people resolved here, issue by issue, until an entry says what became of it. What is due stands
 * in the incident's row, so a restart goes on with it; an issue that is resolved twice is resolved. Runs until the signal
 * aborts.
 */
export async function followSentryBack(deps: SentryBackDeps, signal: AbortSignal): Promise<void> {
  const { state, clock } = deps;
  const done = new Set<string>();
  while (!signal.aborted) {
    const due = nextDue(state);
    if (due === null) {
      done.clear();
      await clock.sleep(idleMs, signal);
      continue;
    }
    await resolveAll(deps, due, { done, signal });
  }
}

/** Whichever was resolved first. */
function nextDue({ incidents }: BrainState): Incident | null {
  const due = [...incidents.values()].filter(({ sentryBack }) => sentryBack?.state === 'due');
  return due.sort((a, b) => (a.sentryBack?.since ?? 0) - (b.sentryBack?.since ?? 0))[0] ?? null;
}

async function resolveAll(
  deps: SentryBackDeps,
  root: Incident,
  { done, signal }: { readonly done: Set<string>; readonly signal: AbortSignal },
): Promise<void> {
  const { desk, state, clock, log } = deps;
  const ids = openIdsOf(state, deps.org, root);
  for (const id of ids) {
    if (done.has(id)) continue;
    const answer = await desk.resolve(id);
    if (signal.aborted) return;
    if (answer.kind === 'told') {
      done.add(id);
      continue;
    }
    const late = clock.now() - (root.sentryBack?.since ?? 0) >= patienceMs;
    if (answer.kind === 'refused' || late) return report(deps, root, { done, ids, why: answer.why }, signal);
    log.debug({ incident: root.id, waitMs: answer.waitMs }, `Sentry resolves it later: ${answer.why}`);
    await clock.sleep(answer.waitMs, signal);
    return;
  }
  await report(deps, root, { done, ids, why: null }, signal);
}

/** Issues of a root and its children that nobody has resolved in Sentry, as far as it has told. */
function openIdsOf(state: BrainState, org: string, root: Incident): readonly string[] {
  const children = [...(state.children.get(root.id) ?? [])].map((id) => state.incidents.get(id));
  const keys = [root, ...children].flatMap((member) => member?.issues ?? []);
  const open = keys.filter((key) => state.issues.get(key)?.status === 'open');
  return [...new Set(open.map((key) => sentryIdOf(org, key)).filter((id) => id !== null))];
}

interface Became {
  readonly done: ReadonlySet<string>;
  readonly ids: readonly string[];
  readonly why: string | null;
}

/** The brain learns it like anything else; until it has, the row stays due and nothing is resolved again. */
async function report(
  { inbox, state, clock, log }: SentryBackDeps,
  { id: incident }: Incident,
  { done, ids, why }: Became,
  signal: AbortSignal,
): Promise<void> {
  const resolved = ids.filter((id) => done.has(id)).length;
  try {
    await inbox.accept(
      sentryBackDelivery({ incident, resolved, why }, `resolved:${incident}:${randomUUID()}`),
    );
  } catch (error) {
    log.debug({ incident, error: String(error) }, 'What became of it in Sentry could not be stored.');
    await clock.sleep(idleMs, signal);
    return;
  }
  while (!signal.aborted && state.incidents.get(incident)?.sentryBack?.state === 'due')
    await clock.sleep(idleMs, signal);
}
