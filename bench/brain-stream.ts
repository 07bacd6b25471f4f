/**
 * What bench/brain.bench.ts feeds the brain: a quiet installation with many open issues, and over it an outage that its
 * texts name, or one that they do not.
 */
import { emptyState, stateFromRows, type BrainState } from '../src/correlate/state/brain-state.ts';
import { unstamped, type Entry } from '../src/domain/inbox/entry.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import type { BrainRows } from '../src/domain/state.ts';
import type { Reader } from '../src/ingest/reader.ts';
import { applyRun } from '../src/pipeline/apply-inbox.ts';
import { createWebhookMaker } from '../simulator/fakes/sentry/webhooks.ts';
import { createSeededRandom } from '../simulator/seeded-random.ts';
import type { SentryError } from '../simulator/sentry-error.ts';
import { errorOf, ownError, source, unreachable, type Source } from './made-errors.ts';

/** Virtual ms at which the outage begins. */
const start = 1_800_000_000_000;
const againServices = 10;
const stormMs = 6 * 60_000;
const chat = { id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:a' } as const;
const pager = { id: 'pagerduty/p1', kind: 'pager', lane: 'pagerduty:b', credential: 'pagerduty:b' } as const;
const policy = { ...defaultPolicy, receivers: [chat, pager] };
const maker = createWebhookMaker(1);

function entryOf(seq: number, error: SentryError): Entry {
  const [webhook] = maker.webhooksFor(error);
  if (webhook === undefined) throw new Error('The maker made no webhook.');
  const { resource: kind, body } = webhook;
  const id = `d-${seq}`;
  return {
    seq,
    source: 'sentry',
    id,
    kind,
    body,
    digest: id,
    verifiedBy: 'secret-1',
    ...unstamped,
    receivedAt: error.at,
  };
}

function freshState(): BrainState {
  return emptyState({ install: 'bench', now: 0, cursor: 0, policy, pagesWanted: [] });
}

const warmServices = (open: number): number => Math.max(10, Math.floor(open / 50));

type Gathered = {
  [K in 'incidents' | 'issues' | 'members' | 'timers' | 'timeline']: BrainRows[K][number][];
};

/**
 * The rows of an installation with so many open issues, each alone in its incident with its timer and members. Every
 * issue goes through the real brain on a state of its own, so that none of them takes part in a storm.
 * @param begins Virtual ms at which what follows would begin: the newest of them fired ten minutes before.
 */
export function openRows(open: number, read: Reader, begins = start): BrainRows {
  const random = createSeededRandom(open);
  const rows: Gathered = { incidents: [], issues: [], members: [], timers: [], timeline: [] };
  const releases = new Map<string, BrainRows['releases'][number]>();
  const baselines = new Map<string, BrainRows['baselines'][number]>();
  for (let n = 1; n <= open; n += 1) {
    const state = freshState();
    const at = begins - 100 * 60_000 + Math.floor((n * 90 * 60_000) / open);
    const one = source({
      random,
      id: `${7_000_000 + n}`,
      service: `warm-${n % warmServices(open)}`,
      fails: ownError,
    });
    for (const later of [0, 1])
      applyRun(state, [entryOf(2 * n + later, errorOf(one, at + later * 5_000, random))], read);
    rows.incidents.push(...state.incidents.values());
    rows.issues.push(...state.issues.values());
    rows.timers.push(...state.timers.values());
    for (const items of state.timeline.values()) rows.timeline.push(...items);
    for (const [incident, ids] of state.members) for (const id of ids) rows.members.push({ incident, id });
    for (const row of state.releases.values())
      releases.set(row.key, { ...row, versions: [...row.versions, ...past(row.service, begins)] });
    if (baselines.size < 1_500) for (const row of state.baselines.values()) baselines.set(row.key, row);
  }
  const meta = {
    install: 'bench',
    now: begins - 1,
    cursor: 2 * open + 2,
    policy,
    former: [],
    pagesWanted: [],
  };
  return {
    ...rows,
    meta,
    releases: [...releases.values()],
    baselines: [...baselines.values()],
    projects: [],
    lanes: [],
    drills: [],
  };
}

/** An older release of a service: without one, none is new. */
function past(service: string, begins: number): BrainRows['releases'][number]['versions'] {
  const lastAt = begins - 5 * 3_600_000;
  return [{ version: `${service}@1.0.0`, firstAt: lastAt - 24 * 3_600_000, lastAt }];
}

/** A state that such rows describe. */
export function openState(rows: BrainRows): BrainState {
  return stateFromRows(rows);
}

/**
 * Six minutes of an outage: 60 issues of 15 services 400 times a minute, and beside it what fails on any day.
 * @param againIssues So many of the open issues fire again: no more than are open in the smallest of what is compared.
 */
export function stormEntries(rows: BrainRows, againIssues = 250): readonly Entry[] {
  const random = createSeededRandom(77);
  const open = rows.issues.length;
  const struck = Array.from({ length: 60 }, (_, n) =>
    source({ random, id: `${8_000_000 + n}`, service: `struck-${n % 15}`, fails: unreachable }),
  );
  const errors: SentryError[] = [];
  const some = (many: number, make: (n: number) => Source): void => {
    for (let n = 0; n < many; n += 1) {
      const at = start + 1_000 + Math.floor((random.next() * stormMs) / 100) * 100;
      errors.push(errorOf(make(n), at, random));
    }
  };
  some(2_400, () => struck[random.int(struck.length)] as Source);
  // The same number of services and of issues fires again whatever else is open, so that only that differs.
  some(240, (n) =>
    source({ random, id: `${9_000_000 + n}`, service: `warm-${random.int(againServices)}`, fails: ownError }),
  );
  // An open issue that fires again: the generator makes the same issue out of the same number.
  some(360, () => {
    const n = 1 + random.int(againIssues) * Math.floor(open / againIssues);
    return source({
      random,
      id: `${7_000_000 + n}`,
      service: `warm-${n % warmServices(open)}`,
      fails: ownError,
    });
  });
  errors.sort((a, b) => a.at - b.at);
  return errors.map((error, n) => entryOf(rows.meta.cursor + 1 + n, error));
}

/** The outage is so old when all that follows is of issues that are known. */
const knownFromMs = stormMs / 3;

/**
 * The first two minutes of an outage, and of the four behind them the alerts of issues that have fired in those two:
 * nothing that fires for the first time, or again after quiet.
 */
export function knownEntries(entries: readonly Entry[]): {
  readonly before: readonly Entry[];
  readonly known: readonly Entry[];
} {
  const before = entries.filter(({ receivedAt }) => receivedAt < start + knownFromMs);
  const seen = new Set(before.map(issueOf));
  const later = entries.slice(before.length);
  return { before, known: later.filter((entry) => seen.has(issueOf(entry))) };
}

function issueOf({ body }: Entry): string | undefined {
  return /"issue_id":"(\d+)"/.exec(body)?.[1];
}

const namelessIssues = 2_000;
const namelessServices = 40;
const namelessMs = 60_000;

/** A minute in which 2,000 new issues of 40 services fail for the first time, each in words of its own that name nothing. */
export function namelessEntries(rows: BrainRows): readonly Entry[] {
  const random = createSeededRandom(78);
  const errors = Array.from({ length: namelessIssues }, (_, n) => {
    const at = start + 1_000 + Math.floor((n * namelessMs) / namelessIssues);
    const service = `nameless-${random.int(namelessServices)}`;
    return errorOf(source({ random, id: `${6_000_000 + n}`, service, fails: ownError }), at, random);
  });
  return errors.map((error, n) => entryOf(rows.meta.cursor + 1 + n, error));
}
