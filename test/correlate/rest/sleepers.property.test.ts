import { describe, expect, it } from 'vitest';
import { emptyState, evolve, type BrainState } from '../../../src/correlate/state/brain-state.ts';
import { glancesAt, issuesSeenIn } from '../../../src/correlate/state/rest/resting-rows.ts';
import type { Entry } from '../../../src/domain/inbox/entry.ts';
import { operatorDelivery } from '../../../src/ingest/operator-command.ts';
import { applyRun } from '../../../src/pipeline/apply-inbox.ts';
import { alert, entry, policy, readAlert, redisAlert, start } from '../../make.ts';
import { seeded } from '../../pipeline/storm-entries.ts';
import { minute } from '../story.ts';

type Chance = () => number;

function fresh(): BrainState {
  return emptyState({ install: 'i1', now: 0, cursor: 0, policy, former: [], pagesWanted: [] });
}

/** Puts to sleep whatever may. */
function sleep(state: BrainState, now: number): void {
  for (let before = -1; before !== state.sleepers.awake;) {
    before = state.sleepers.awake;
    state.sleepers.sweep(now);
  }
}

/** One of many little troubles; now and then it is another issue of the same words, or fatal. */
function oneOff(random: Chance, at: number): ReturnType<typeof alert> {
  const n = Math.floor(random() * 60);
  return alert({
    issueKey: `sentry:acme/one-${n}${random() < 0.1 ? '-again' : ''}`,
    service: `service-${n % 23}`,
    title: `Trouble ${n} of its own`,
    message: `trouble ${n} of its own`,
    exceptions: [],
    eventId: `e${Math.floor(random() * 1e9)}`,
    userHash: `u${Math.floor(random() * 9)}`,
    release: random() < 0.3 ? `app@1.${Math.floor(random() * 3)}.0` : null,
    level: random() < 0.03 ? 'fatal' : 'error',
    eventAt: start + at,
  });
}

/** What people do to any incident, of those that are asleep too. */
function command(random: Chance, state: BrainState, seq: number): string | null {
  const ids = [...state.incidents.keys()];
  const any = (): string => ids[Math.floor(random() * ids.length)] ?? '';
  if (ids.length === 0) return null;
  const roll = random();
  const who = 'Ada';
  if (roll < 0.6)
    return JSON.stringify({ action: roll < 0.3 ? 'acknowledge' : 'resolve', incident: any(), who });
  if (roll < 0.8)
    return operatorDelivery({ action: 'split', incident: any(), who, why: null }, `c${seq}`, 'operator').body;
  return operatorDelivery(
    { action: 'merge', incident: any(), into: any(), who, why: null },
    `c${seq}`,
    'operator',
  ).body;
}

function next(random: Chance, state: BrainState, seq: number, at: number): Entry {
  const roll = random();
  if (roll < 0.06) {
    const body = command(random, state, seq);
    if (body !== null) return entry(seq, start + at, body, { source: 'operator' });
  }
  if (roll < 0.14)
    return entry(seq, start + at, '{}', { source: 'timer', kind: 'timer', verifiedBy: 'self' });
  if (roll < 0.24) {
    const { issueKey, service } = oneOff(random, at);
    const status = random() < 0.5 ? 'resolved' : 'archived';
    return entry(seq, start + at, alert({ issueKey, service, status, resource: `issue.${status}` }));
  }
  if (roll < 0.4)
    return entry(
      seq,
      start + at,
      redisAlert(`service-${Math.floor(random() * 12)}`, Math.floor(random() * 3), { eventId: `r${seq}` }),
    );
  return entry(seq, start + at, oneOff(random, at));
}

describe('a brain of which what is quiet sleeps', () => {
  it.each([1, 2, 3])('writes the same, byte for byte, as one that is awake (seed %i)', (seed) => {
    const random = seeded(seed);
    const [steady, resting] = [fresh(), fresh()];
    let [at, slept, woken] = [0, 0, 0];
    for (let seq = 1; seq <= 700; seq += 1) {
      at += Math.floor(random() < 0.04 ? random() * 40 * minute : random() * 20_000);
      const one = next(random, steady, seq, at);
      const asleep = resting.incidents.size - resting.sleepers.awake;
      const wrote = applyRun(resting, [one], readAlert);
      expect(JSON.stringify(wrote)).toBe(JSON.stringify(applyRun(steady, [one], readAlert)));
      woken += Math.max(0, asleep - (resting.incidents.size - resting.sleepers.awake));
      sleep(resting, start + at);
      slept = Math.max(slept, resting.incidents.size - resting.sleepers.awake);
    }
    expect(slept).toBeGreaterThan(10);
    expect(woken).toBeGreaterThan(10);
    // Nothing is lost of what sleeps, and to look at it wakes nobody.
    const { awake } = resting.sleepers;
    expect([...issuesSeenIn(resting.issues)]).toEqual([...steady.issues.values()]);
    const seen = ({ id, kind, events, parent, page }: (typeof all)[number]): unknown => [
      id,
      kind,
      events,
      parent,
      page,
    ];
    const all = [...glancesAt(resting.incidents)];
    expect(all.map(seen)).toEqual([...glancesAt(steady.incidents)].map(seen));
    expect(resting.sleepers.awake).toBe(awake);
    expect(new Map(resting.incidents)).toEqual(new Map(steady.incidents));
    expect([...resting.members].map(([id, held]) => [id, ...held])).toEqual(
      [...steady.members].map(([id, held]) => [id, ...held]),
    );
    expect([...resting.timeline]).toEqual([...steady.timeline]);
    expect(resting.users.counts()).toEqual(steady.users.counts());
  });

  it('wakes one whose last member has left as it was', () => {
    const state = fresh();
    applyRun(state, [entry(1, start, alert({ eventId: 'e1', userHash: null }))], readAlert);
    const [row] = [...state.incidents.values()];
    if (row === undefined) throw new Error('There is no incident.');
    for (const id of [...(state.members.get(row.id) ?? [])])
      evolve(state, [{ table: 'drop-member', incident: row.id, id }]);
    state.breakouts.forget(start + 60 * minute);
    sleep(state, start + 60 * minute);
    expect(state.sleepers.awake).toBe(0);
    expect([...(state.members.get(row.id) ?? [])]).toEqual([]);
    evolve(state, [{ table: 'incident', key: row.id, row: { ...row, alerts: 7 } }]);
    evolve(state, [{ table: 'member', incident: row.id, id: 'e:2' }]);
    expect([...(state.members.get(row.id) ?? [])]).toEqual(['e:2']);
    expect(state.incidents.get(row.id)?.alerts).toBe(7);
  });

  it('keeps few awake, however many quiet ones there are', () => {
    const state = fresh();
    const awakeAfter: number[] = [];
    for (let n = 1; n <= 200; n += 1) {
      const now = start + n * 30_000;
      const own = {
        issueKey: `sentry:acme/${n}`,
        service: `service-${n}`,
        title: `Own ${n}`,
        message: `own ${n}`,
      };
      applyRun(state, [entry(n, now, alert({ ...own, exceptions: [] }))], readAlert);
      sleep(state, now);
      awakeAfter.push(state.sleepers.awake);
    }
    expect(state.incidents.size).toBe(200);
    // Those of the last quarter of an hour, and of the one in which breakouts are heard.
    expect(Math.max(...awakeAfter)).toBeLessThan(70);
  });
});
