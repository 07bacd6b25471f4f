import { expect, it } from 'vitest';
import { newOverflow, overflowProjection } from '../../src/decide/overflow-projection.ts';
import { plan, type Situation } from '../../src/deliver/plan.ts';
import type { Debit } from '../../src/domain/sending/budget.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import { message, row, start } from '../make.ts';
import { posted } from '../sent.ts';

const now = start + 60_000;
const one: Debit = {
  bucket: 'update',
  spec: { kind: 'tokens', limit: 1, perMs: 1_000, burst: 1 },
  share: 1,
};

/** Which of two changes gets the only token. */
function first(rows: readonly Notification[]): string | undefined {
  const situation: Situation = {
    rows,
    related: () => ({ parent: null, rootPages: [] }),
    lanes: new Map(),
    purse: new Map(),
    inFlight: new Map(),
    shownAt: new Map(),
    covers: new Map(),
    overflowing: new Set(['slack:C1']),
    repliedLast: new Map(),
    heardUntil: now,
    now,
  };
  return plan(situation, { credential: 'slack:a', debits: () => [one] }).sends[0]?.row.incident;
}

it('what stands for many is brought up to date before single messages, once that has waited', () => {
  const stale = posted({ digest: 'old', statusDigest: 'old' });
  const changed = row(message({ incident: 'changed' }), { sent: stale, severityRank: 3 });
  const many = (waitsMs: number): Notification =>
    row(message({ incident: 'many' }), {
      id: 'many',
      incident: 'overflow-1',
      surface: 'overflow',
      projection: overflowProjection(newOverflow(start), []),
      openedAt: start,
      sent: posted({ digest: 'old', statusDigest: 'old', at: start }),
      pendingSince: now - waitsMs,
    });
  expect(first([changed, many(1_000)])).toBe('changed');
  expect(first([changed, many(6_000)])).toBe('overflow-1');
});
