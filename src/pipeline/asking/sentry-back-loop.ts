import { randomUUID } from 'node:crypto';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import { awakeIn } from '../../correlate/state/rest/resting-rows.ts';
import { sentryIssueOf } from '../../domain/issue.ts';
import type { Incident } from '../../domain/incident.ts';
import { sentryBackDelivery } from '../../ingest/sentry/sentry-back-entry.ts';
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
  /** Why nothing is resolved there; null: it is. */
  readonly note: (why: string | null) => void;
}

/** So often it is looked whether somebody has resolved anything, virtual ms. */
const idleMs = 1_000;
/** So long it is tried; a resolved incident leaves memory after an hour. */
const patienceMs = 30 * 60_000;
/** So long a Sentry that is away is no news, virtual ms. */
const silentMs = 60_000;

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
  const due = [...awakeIn(incidents)].filter(({ sentryBack }) => sentryBack?.state === 'due');
  return due.sort((a, b) => (a.sentryBack?.since ?? 0) - (b.sentryBack?.since ?? 0))[0] ?? null;
}

async function resolveAll(
  deps: SentryBackDeps,
  root: Incident,
  { done, signal }: { readonly done: Set<string>; readonly signal: AbortSignal },
): Promise<void> {
  const { desk, clock, log, note } = deps;
  const { ids, foreign } = openIssuesOf(deps, root);
  const became = { done, ids };
  for (const id of ids) {
    if (done.has(id)) continue;
    const answer = await desk.resolve(id);
    if (signal.aborted) return;
    note(answer.kind === 'told' ? null : answer.why);
    if (answer.kind === 'told') {
      done.add(id);
      continue;
    }
    if (answer.kind === 'refused') return report(deps, root, { ...became, why: answer.why }, signal);
    const dueForMs = clock.now() - (root.sentryBack?.since ?? 0);
    if (dueForMs >= patienceMs)
      return report(deps, root, { ...became, why: `${answer.why} ${givenUp}` }, signal);
    log.debug({ incident: root.id, waitMs: answer.waitMs }, `Sentry resolves it later: ${answer.why}`);
    // A reader of the thread would take it for done.
    if (dueForMs >= silentMs && root.sentryBack?.waits !== true) {
      await report(deps, root, { ...became, why: answer.why, waits: true }, signal);
      return;
    }
    await clock.sleep(answer.waitMs, signal);
    return;
  }
  await report(
    deps,
    root,
    { ...became, why: foreign.length === 0 ? null : elsewhere(foreign, deps.org) },
    signal,
  );
}

const givenUp = 'It was tried for half an hour; what is left is to be resolved in Sentry by hand.';

function elsewhere(organizations: readonly string[], org: string): string {
  const theirs = organizations.map((name) => `"${name}"`).join(', ');
  return `Its issues are of the organization ${theirs} in Sentry, and SENTRY_ORG (sentry.org) is "${org}". Set SENTRY_ORG to it; until then they are to be resolved in Sentry by hand.`;
}

/** Issues of a root and its children that nobody has resolved in Sentry, as far as it has told; `foreign`: other organizations that have some. */
function openIssuesOf(
  { state, org }: SentryBackDeps,
  root: Incident,
): { readonly ids: readonly string[]; readonly foreign: readonly string[] } {
  const keys = [root, ...state.kin.childrenOf(root.id)].flatMap(({ issues }) => issues);
  const open = keys
    .filter((key) => state.issues.get(key)?.status === 'open')
    .map((key) => sentryIssueOf(key))
    .filter((issue) => issue !== null);
  return {
    ids: [...new Set(open.filter((issue) => issue.org === org).map(({ id }) => id))],
    foreign: [...new Set(open.filter((issue) => issue.org !== org).map((issue) => issue.org))],
  };
}

interface Became {
  readonly done: ReadonlySet<string>;
  readonly ids: readonly string[];
  readonly why: string | null;
  /** It goes on being tried. */
  readonly waits?: true;
}

/** The brain learns it like anything else; until it has, nothing is resolved again. */
async function report(
  { inbox, state, clock, log }: SentryBackDeps,
  { id: incident }: Incident,
  { done, ids, why, waits }: Became,
  signal: AbortSignal,
): Promise<void> {
  const resolved = ids.filter((id) => done.has(id)).length;
  if (why !== null)
    log.warn({ incident, resolved }, `What was resolved here is not resolved in Sentry. ${why}`);
  const said = { incident, resolved, why, ...(waits === true ? { waits } : {}) };
  try {
    await inbox.accept(sentryBackDelivery(said, `resolved:${incident}:${randomUUID()}`));
  } catch (error) {
    log.debug({ incident, error: String(error) }, 'What became of it in Sentry could not be stored.');
    await clock.sleep(idleMs, signal);
    return;
  }
  const isKnown = (): boolean => {
    const known = state.incidents.get(incident)?.sentryBack;
    return known?.state !== 'due' || (waits === true && known.waits === true);
  };
  while (!signal.aborted && !isKnown()) await clock.sleep(idleMs, signal);
}
