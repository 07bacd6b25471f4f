import { expect, it } from 'vitest';
import { reachedBy } from '../../src/deliver/outcome/reached.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import { nothingSent } from '../../src/domain/sending/sent.ts';
import { message, page, row, start, thread } from '../make.ts';
import { posted, rangAt, told } from '../sent.ts';

const opened = (change: Partial<Notification> = {}): Partial<Notification> => ({
  openedAt: start,
  pendingSince: start + 1_000,
  sent: nothingSent,
  ...change,
});
const at = (ms: number): ReturnType<typeof posted> => posted({ acceptedAt: start + ms });

it('counts a message from the first alert of its incident', () => {
  const first = row(message({ showFrom: start + 2_000 }), opened());
  expect(reachedBy(first, at(4_000))).toEqual({ objective: 'shown', tookMs: 4_000 });
});

it('does not count a wait that is longer because the rules ask for it', () => {
  const held = row(message({ showFrom: start + 60_000 }), opened());
  expect(reachedBy(held, at(61_500))).toEqual({ objective: 'shown', tookMs: 1_500 });
});

it('counts what was kept quiet from the moment when it was to be told', () => {
  const sent = { ...nothingSent, digest: 'quiet', statusDigest: 'quiet' };
  const silenced = row(message(), opened({ sent, pendingSince: start + 3_600_000 }));
  expect(reachedBy(silenced, at(3_602_000))).toEqual({ objective: 'shown', tookMs: 2_000 });
});

it('counts a page from when it was decided', () => {
  const rang = rangAt(start + 12_500);
  expect(reachedBy(row(page(), opened()), rang)).toEqual({ objective: 'paged', tookMs: 11_500 });
});

it('counts nothing twice, nothing that is not there, no thread and no drill', () => {
  expect(reachedBy(row(message(), opened({ sent: at(1_000) })), at(1_000))).toBeNull();
  expect(reachedBy(row(page(), opened({ sent: rangAt(start) })), rangAt(start))).toBeNull();
  expect(reachedBy(row(message(), opened()), nothingSent)).toBeNull();
  expect(reachedBy(row(thread(), opened()), told(1))).toBeNull();
  const subject = { service: 'checkout', environment: 'production', release: null, by: null };
  const drill = message({ drill: { id: 'drill-1', subject, end: null } });
  expect(reachedBy(row(drill, opened()), at(1_000))).toBeNull();
});
