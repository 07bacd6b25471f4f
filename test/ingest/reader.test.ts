import { expect, it } from 'vitest';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import { setAside } from '../../src/domain/inbox/disposition.ts';
import { createReader } from '../../src/ingest/reader.ts';
import { alert, entry, readAlert, start } from '../make.ts';

const hour = 3_600_000;
const read = createReader({ sentry: { read: (one) => readAlert(one) ?? setAside(toldBefore('')) } });
const ageOf = (firstReceivedAt: number | null): number | null => {
  const reading = read(entry(1, start, alert({ ageMs: 1_000 }), { firstReceivedAt }));
  return reading?.kind === 'alert' ? reading.alert.ageMs : null;
};

it('what is replayed is older than it was at the door by as long as it had waited', () => {
  expect(ageOf(null)).toBe(1_000);
  expect(ageOf(start - 6 * hour)).toBe(6 * hour + 1_000);
});

it('what it tells of happened as long ago, and longer where it was on its way for long', () => {
  const ago = (change: Parameters<typeof entry>[3]): number | undefined => {
    const reading = read(entry(1, start, alert({ ageMs: 1_000, agoMs: 4_000 }), change));
    return reading?.kind === 'alert' ? reading.alert.agoMs : undefined;
  };
  expect(ago({ firstReceivedAt: start - hour })).toBe(hour + 4_000);
  expect(ago({ sentAt: start - 2_000 })).toBe(4_000);
  expect(ago({ sentAt: start - hour })).toBe(hour + 4_000);
  expect(ago({ sentAt: start - 3 * hour, firstReceivedAt: start - hour })).toBe(3 * hour + 4_000);
  expect(ago({ sentAt: 1_000 })).toBe(4_000);
});

it('an entry that no source reads carries no alert', () => {
  expect(read(entry(1, start, '{}', { source: 'operator' }))).toBeNull();
});
