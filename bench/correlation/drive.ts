import { emptyState, type BrainState } from '../../src/correlate/state/brain-state.ts';
import { sentenceOf } from '../../src/domain/decision/words.ts';
import { unstamped, type Entry } from '../../src/domain/inbox/entry.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Projection } from '../../src/domain/sending/projection.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { createReader } from '../../src/ingest/reader.ts';
import { createSentrySource } from '../../src/integrations/sentry/source.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { epoch, webhookOf } from './bodies.ts';
import type { Happening } from './streams/trouble.ts';

/** A page as it went out, with the issues that it stood for at that moment. */
export interface Page {
  /** Seconds of the stream. */
  readonly at: number;
  readonly incident: string;
  readonly reason: string;
  readonly issues: readonly string[];
}

/** What became of a stream. */
export interface Run {
  readonly state: BrainState;
  /** For each happening: the incident that counted it; null where none did. */
  readonly incidents: readonly (string | null)[];
  readonly pages: readonly Page[];
  /** When a watched issue's link was first shown in a channel, seconds, by Sentry's issue id. */
  readonly shownAt: ReadonlyMap<string, number>;
  readonly dead: readonly string[];
  /** Processor time in reader and brain, ms; other processes of the machine do not count. */
  readonly spentMs: number;
  readonly entries: number;
}

const chat = { id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:a' } as const;
const pager = { id: 'pagerduty/p1', kind: 'pager', lane: 'pagerduty:b', credential: 'pagerduty:b' } as const;

/** How far to drive, and what to watch. */
interface Watch {
  /** Timers fire until this second. */
  readonly until: number;
  /** Issues of which `shownAt` is to be told. */
  readonly watched?: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** Drives the production reader and brain, in process: every webhook one entry, and every timer when it is due. */
export function drive(seed: string, happenings: readonly Happening[], { until, watched = none }: Watch): Run {
  const read = createReader({ sentry: createSentrySource({ allowedHosts: [] }) });
  const state = emptyState({
    install: 'bench',
    now: 0,
    cursor: 0,
    policy: { ...defaultPolicy, receivers: [chat, pager] },
    pagesWanted: [],
  });
  const pages = new Map<string, Page>();
  const shownAt = new Map<string, number>();
  const dead: string[] = [];
  let seq = 0;
  let spentMs = 0;

  const step = (entry: Omit<Entry, 'seq' | 'sentAt' | 'firstReceivedAt'>): string | null => {
    seq += 1;
    const began = process.cpuUsage();
    const batch = applyRun(state, [{ ...entry, ...unstamped, seq }], read);
    const { user, system } = process.cpuUsage(began);
    spentMs += (user + system) / 1000;
    const at = (entry.receivedAt - epoch) / 1000;
    dead.push(...batch.deadLetters.map(({ decision }) => sentenceOf(decision)));
    for (const { id, incident, projection } of batch.wanted) {
      if (projection.surface === 'page' && projection.state === 'triggered' && !pages.has(id)) {
        pages.set(id, { at, incident, reason: projection.reason, issues: issuesOf(state, incident) });
      }
      if (watched.size > shownAt.size) {
        for (const issue of shownIn(projection))
          if (watched.has(issue) && !shownAt.has(issue)) shownAt.set(issue, at);
      }
    }
    const disposition = batch.dispositions[0]?.disposition;
    return disposition?.kind === 'counted' ? disposition.incident : null;
  };
  const fireTimers = (dueBefore: number): void => {
    while (state.timersFrom <= dueBefore) {
      const id = `timer:${state.meta.cursor}:${state.timersFrom}`;
      const receivedAt = Math.max(state.timersFrom, state.meta.now);
      step({ source: 'timer', id, kind: 'timer', body: '{}', digest: id, verifiedBy: 'self', receivedAt });
    }
  };

  const incidents = happenings.map((happening, number) => {
    const receivedAt = epoch + Math.round(happening.at * 1000) + 600;
    fireTimers(receivedAt);
    const { resource, body } = webhookOf(happening, seed, number);
    return step({
      source: 'sentry',
      id: String(number),
      kind: resource,
      body,
      digest: '',
      verifiedBy: 'secret-1',
      receivedAt,
    });
  });
  fireTimers(epoch + until * 1000);
  return { state, incidents, pages: [...pages.values()], shownAt, dead, spentMs, entries: seq };
}

/** The incident that people handle: the storm that it belongs to, or itself. */
export function rootOf({ incidents }: BrainState, id: string): Incident | undefined {
  const own = incidents.get(id);
  return own?.parent == null ? own : (incidents.get(own.parent) ?? own);
}

/** Sentry's ids of the issues of an incident and its children. */
function issuesOf(state: BrainState, incident: string): readonly string[] {
  const members = [incident, ...(state.children.get(incident) ?? [])];
  return members
    .flatMap((id) => state.incidents.get(id)?.issues ?? [])
    .map((key) => key.slice(key.lastIndexOf('/') + 1));
}

/** Issues that a message or a reply shows, by the links in it. */
function shownIn(projection: Projection): readonly string[] {
  if (projection.surface === 'page' || projection.surface === 'overflow') return [];
  if (projection.surface === 'message' && projection.state === 'part-of') return [];
  return Array.from(JSON.stringify(projection).matchAll(/\/issues\/(\d+)/g), (found) => found[1]!);
}
