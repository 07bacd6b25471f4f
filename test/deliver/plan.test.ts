import { describe, expect, it } from 'vitest';
import type { Debit } from '../../src/domain/sending/budget.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import { drillClass } from '../../src/domain/environment/environment.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { DrillMark } from '../../src/domain/sending/projection.ts';
import { plan, type Situation } from '../../src/deliver/plan.ts';
import { message, page, partOfMessage, resolvedMessage, row, start, thread } from '../make.ts';
import { posted } from '../sent.ts';

const post = (burst: number): Debit => ({
  bucket: 'post',
  spec: { kind: 'tokens', limit: 1, perMs: 1_000, burst },
  share: 1,
});
const free = { credential: 'slack:a', debits: () => [] };
const later = start + 10_000;

function situation(rows: readonly Notification[], change: Partial<Situation> = {}): Situation {
  return {
    rows,
    related: () => ({ parent: null, rootPages: [] }),
    lanes: new Map(),
    purse: new Map(),
    inFlight: new Map(),
    shownAt: new Map(),
    covers: new Map(),
    overflowing: new Set(),
    repliedLast: new Map(),
    heardUntil: change.now ?? later,
    now: later,
    ...change,
  };
}

function message_(incident: string, change: Partial<Notification> = {}, service = incident): Notification {
  return row(message({ incident, services: [{ name: service, alerts: 1, issues: 1 }] }), change);
}

describe('planning', () => {
  it('sends pages first, then first messages, then status changes, then counters', () => {
    const shown = posted({ digest: 'old' });
    const rows = [
      message_('counter', { sent: { ...shown, statusDigest: 's1' }, lane: 'slack:C3' }),
      message_('status', { sent: { ...shown, statusDigest: 'old' }, lane: 'slack:C2' }),
      message_('first'),
      row(page({ incident: 'page' })),
    ];
    const { sends } = plan(situation(rows), free);
    expect(sends.map((send) => [send.row.incident, send.sendClass])).toEqual([
      ['page', 'page'],
      ['first', 'first'],
      ['status', 'status'],
      ['counter', 'counter'],
    ]);
  });

  it('sends a first message once everything is heard of that came while it waited, and all else at once', () => {
    const rows = [
      row(message({ incident: 'fresh', showFrom: start + 1_000 })),
      row(message({ incident: 'shown', showFrom: start + 1_000 }), {
        sent: posted({ digest: 'old' }),
        lane: 'slack:C2',
      }),
      row(
        message({
          incident: 'storm',
          showFrom: start + 1_000,
          storm: { cause: 'redis', since: start, unnamed: false },
        }),
        { lane: 'slack:C3' },
      ),
      row(page({ incident: 'page' })),
    ];
    const behind = plan(situation(rows, { heardUntil: start + 999 }), free);
    expect(behind.sends.map((send) => send.row.incident)).toEqual(['page', 'storm', 'shown']);
    expect(behind.wakeAt).toBe(later + 50);
    const abreast = plan(situation(rows, { heardUntil: start + 1_000 }), free);
    expect(abreast.sends.map((send) => send.row.incident)).toContain('fresh');
  });

  it('prefers the first message of a service that has none to a worse incident of one that has', () => {
    const rows = [message_('a', { severityRank: 3 }, 'known'), message_('b', { severityRank: 1 }, 'silent')];
    const { sends } = plan(situation(rows, { shownAt: new Map([['slack:C1 known', start]]) }), {
      credential: 'slack:a',
      debits: () => [post(1)],
    });
    expect(sends.map((send) => send.row.incident)).toEqual(['b']);
  });

  it('among equals lets the service go first that waited longest, so that a noisy one hides nobody', () => {
    const shownAt = new Map([
      ['slack:C1 noisy', start + 9_000],
      ['slack:C1 calm', start + 1_000],
    ]);
    const rows = [message_('a', {}, 'noisy'), message_('b', {}, 'noisy'), message_('c', {}, 'calm')];
    const { sends } = plan(situation(rows, { shownAt }), { credential: 'slack:a', debits: () => [post(1)] });
    expect(sends.map((send) => send.row.incident)).toEqual(['c']);
  });

  it('never has more than four sends in flight, nor two of one incident in one lane', () => {
    const rows = Array.from({ length: 9 }, (_, n) => message_(`i${n}`, { lane: `slack:C${n}` }));
    expect(plan(situation(rows), free).sends).toHaveLength(4);
    const twice = [message_('same'), row(page({ incident: 'same' }), { lane: 'slack:C1' })];
    expect(plan(situation(twice), free).sends.map((send) => send.sendClass)).toEqual(['page']);
    const busy = new Map([['x', { incident: 'i0', lane: 'slack:C0', kind: 'new' as const }]]);
    const incidents = plan(situation(rows, { inFlight: busy }), free).sends.map((send) => send.row.incident);
    expect(incidents).toEqual(['i1', 'i2', 'i3']);
  });

  it('leaves room for other lanes when one hangs, for other incidents and for the same one (I8)', () => {
    const hanging = Array.from({ length: 4 }, (_, n) => message_(`i${n}`));
    const other = message_('i0', { id: 'other', lane: 'slack:C2' });
    const { sends } = plan(situation([...hanging, other]), free);
    expect(sends.map((send) => send.row.lane)).toEqual(['slack:C1', 'slack:C1', 'slack:C2']);
  });

  it('waits for a token without spending an attempt, and knows when to look again', () => {
    const rows = [message_('a'), message_('b')];
    const { sends, wakeAt } = plan(situation(rows), { credential: 'slack:a', debits: () => [post(1)] });
    expect(sends).toHaveLength(1);
    expect(sends[0]?.start.attempts.count).toBe(0);
    expect(wakeAt).toBe(later + 1_000);
  });

  it('leaves a waiting lane alone until its time, then probes it with one row', () => {
    const lane: Lane = {
      id: 'slack:C1',
      credential: 'slack:a',
      state: { kind: 'waiting', until: later + 5_000, reason: '429', failures: 0 },
    };
    const rows = [message_('a'), message_('b')];
    const held = plan(situation(rows, { lanes: new Map([[lane.id, lane]]) }), free);
    expect(held).toMatchObject({ sends: [], wakeAt: later + 5_000 });
    const due = plan(situation(rows, { lanes: new Map([[lane.id, lane]]), now: later + 5_000 }), free);
    expect(due.sends).toHaveLength(1);
  });

  it("does not let one lane's trouble delay another's (I8)", () => {
    const limited: Lane = {
      id: 'slack:C1',
      credential: 'slack:a',
      state: { kind: 'waiting', until: later + 60_000, reason: '429', failures: 0 },
    };
    const rows = [message_('a'), message_('b', { lane: 'slack:C2' })];
    const { sends } = plan(situation(rows, { lanes: new Map([[limited.id, limited]]) }), free);
    expect(sends.map((send) => send.row.lane)).toEqual(['slack:C2']);
  });

  it('looks a doubtful post up before anything is posted again (I4)', () => {
    const doubtful = message_('a', { attempts: { ...noAttempts, ambiguousAt: start, notBefore: start } });
    expect(plan(situation([doubtful]), free).sends[0]?.step).toBe('lookup');
  });

  it('leaves a row alone that was read while its send was still under way', () => {
    const stale = message_('a', { attempts: { ...noAttempts, startedAt: start, startedStep: 'create' } });
    expect(plan(situation([stale]), free)).toMatchObject({ sends: [], settled: [] });
  });

  it('settles a child that was never posted without sending anything', () => {
    const child = row(partOfMessage('inc-0'));
    const { sends, settled } = plan(situation([child]), free);
    expect(sends).toEqual([]);
    expect(settled[0]?.sent).toEqual({ phase: 'none', digest: 'd1', statusDigest: 's1' });
  });

  describe('with drills among the rows', () => {
    const mark: DrillMark = {
      id: 'drill-1',
      subject: { service: 'checkout', environment: 'production', release: null, by: null },
      end: null,
    };
    const drills = [
      row(page({ incident: 'drill-page', environmentClass: drillClass('drill-1') }), { severityRank: 3 }),
      row(message({ incident: 'drill-message', drill: mark }), { severityRank: 3, lane: 'slack:C2' }),
    ];
    const shown = posted({ digest: 'old', statusDigest: 's1' });

    it('sends them last, after the counters of what is real', () => {
      const counter = message_('counter', { sent: shown, severityRank: 0, lane: 'slack:C3' });
      const { sends } = plan(situation([...drills, counter]), free);
      expect(sends.map((send) => send.sendClass)[0]).toBe('counter');
      expect(sends).toHaveLength(3);
    });

    it('gives them no token that something real waits for', () => {
      const counter = message_('counter', { sent: shown, severityRank: 0, lane: 'slack:C3' });
      const { sends } = plan(situation([...drills, counter]), {
        credential: 'slack:a',
        debits: () => [post(1)],
      });
      expect(sends.map((send) => send.row.incident)).toEqual(['counter']);
    });

    it('sends them at once when nothing else waits', () => {
      expect(plan(situation(drills), free).sends).toHaveLength(2);
    });
  });

  describe('where first messages are folded', () => {
    const tight = { credential: 'slack:a', debits: () => [post(1)] };
    const overflowing = new Set(['slack:C1']);
    const shownAt = new Map([['slack:C1 known', start]]);
    const first = (incident: string, change: Partial<Notification> = {}): Notification =>
      message_(incident, change, 'known');
    const order = (...rows: readonly Notification[]): string | undefined =>
      plan(situation(rows, { overflowing, shownAt }), tight).sends[0]?.row.incident;
    const reply = row(thread({ n: 1, at: start, text: 'It grew.', channel: false }), {
      id: 'told',
      incident: 'told',
    });
    const related = () => ({
      parent: row(message(), { sent: posted() }),
      rootPages: [],
    });

    it('lets what is urgent go first, then a new service, then whatever else waits', () => {
      const urgent = row(message({ incident: 'urgent', severity: 'critical' }), { severityRank: 3 });
      const fresh = message_('fresh', {}, 'unheard');
      expect(order(first('a'), fresh, urgent)).toBe('urgent');
      expect(order(first('a'), first('b', { severityRank: 3 }), fresh)).toBe('fresh');
      expect(order(first('a'), first('loud', { alerts: 30 }))).toBe('loud');
    });

    it('lets replies take turns with first messages of new services', () => {
      const rows = [message_('fresh', {}, 'unheard'), reply];
      const after = (replied: boolean): string | undefined =>
        plan(
          situation(rows, { overflowing, shownAt, related, repliedLast: new Map([['slack:C1', replied]]) }),
          tight,
        ).sends[0]?.row.incident;
      expect([after(true), after(false)]).toEqual(['fresh', 'told']);
    });

    it('posts nothing for who ended before: the overflow says it, and the row is at rest once it does', () => {
      const over = row(resolvedMessage({ incident: 'over' }));
      const waits = plan(situation([over], { overflowing }), free);
      expect(waits).toMatchObject({ sends: [], settled: [] });
      const covered = plan(
        situation([over], { overflowing, covers: new Map([[over.id, over.alerts]]) }),
        free,
      );
      expect(covered.settled[0]).toMatchObject({ id: over.id, sent: { phase: 'none', digest: over.digest } });
      expect(plan(situation([over]), free).sends[0]?.step).toBe('create');
    });
  });

  it('begins with one of each kind in a lane: posts never hold up a status change, nor it them', () => {
    const shown = posted({ digest: 'old', statusDigest: 'old' });
    const rows = [message_('a'), message_('b'), message_('changed', { sent: shown })];
    expect(plan(situation(rows), free).sends.map((send) => send.row.incident)).toEqual(['a', 'changed']);
    const busy = new Map([['x', { incident: 'x', lane: 'slack:C1', kind: 'new' as const }]]);
    const { sends } = plan(situation(rows, { inFlight: busy }), free);
    expect(sends.map((send) => send.row.incident)).toEqual(['changed']);
  });

  it('keeps the last place for a lane that flows and has nothing under way (I8)', () => {
    const inFlight = new Map(
      ['C1', 'C1', 'C2'].map((lane, n) => [
        `x${n}`,
        { incident: `x${n}`, lane: `slack:${lane}`, kind: 'new' as const },
      ]),
    );
    const rows = [message_('second', { lane: 'slack:C2' }), message_('third', { lane: 'slack:C3' })];
    expect(plan(situation(rows, { inFlight }), free).sends.map((send) => send.row.incident)).toEqual([
      'third',
    ]);
  });
});
