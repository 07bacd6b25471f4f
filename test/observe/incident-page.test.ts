import { describe, expect, it } from 'vitest';
import { incidentPage } from '../../src/observe/incident/incident-page.ts';
import { sampleIncident, samplePage } from '../http/doubles/sample-incidents.ts';
import { message, wantedPage } from '../make.ts';

const minuteMs = 60_000;
const minute = 29_453_760;
const now = minute * minuteMs;
const alone = { children: [], isWhole: true } as const;
const history = (slot: number, counts: readonly number[]) => ({ minutes: 1, slot, counts });
const shown = {
  ...samplePage('inc-1'),
  surface: 'message',
  projection: message({
    services: [
      { name: 'quiet', alerts: 90, events: 3, issues: 1 },
      { name: 'loud', alerts: 5, issues: 1 },
    ],
    moreServices: 2,
    lastAlertAt: now,
    trend: { counts: [4, 8], direction: 'rising' },
  }),
} as const;

describe('the page of an incident', () => {
  it('draws the minutes of all its life and of its parts, once there are some', () => {
    const root = sampleIncident({ id: 'inc-1', history: history(minute, [1, 2, 3, 4, 5]) });
    const part = sampleIncident({ id: 'inc-2', parent: 'inc-1', history: history(minute + 4, [7, 9]) });
    const of = { children: [part], isWhole: true };
    expect(incidentPage(root, of, [shown]).glance.rate).toEqual({
      from: now,
      slotMs: minuteMs,
      counts: [1, 2, 3, 4, 12, 9],
    });
    // Of a part of them no rate is made, and of a few minutes the slots of the message say more.
    expect(incidentPage(root, { ...of, isWhole: false }, [shown]).glance.rate?.counts).toEqual([4, 8]);
    expect(incidentPage(root, alone, [shown]).glance.rate?.counts).toEqual([4, 8]);
    expect(incidentPage(root, alone, []).glance.rate?.counts).toEqual([1, 2, 3, 4, 5]);
    expect(incidentPage(sampleIncident({ id: 'inc-3' }), alone, []).glance.rate).toBeNull();
  });

  it('has the services of its message, the loudest first, or else its own', () => {
    const root = sampleIncident({ id: 'inc-1' });
    const { services, moreServices } = incidentPage(root, alone, [shown]);
    expect(services).toEqual([
      { name: 'loud', events: 5 },
      { name: 'quiet', events: 3 },
    ]);
    expect(moreServices).toBe(2);
    expect(incidentPage(root, alone, []).services).toEqual([{ name: 'basket', events: 12 }]);
  });

  it('says by which rule each receiver was woken, or why not', () => {
    const page = wantedPage('level fatal', now);
    const unpaged = { reason: { code: 'not-paged-no-pager' }, at: now } as const;
    const paging = (change: Parameters<typeof sampleIncident>[0]) =>
      incidentPage(sampleIncident(change), alone, []).paging;
    expect(paging({ id: 'inc-1' })).toEqual([]);
    expect(paging({ id: 'inc-1', page })).toEqual([
      { receiver: null, pages: [{ at: now, code: 'told-before', reason: 'level fatal' }], not: null },
    ]);
    expect(paging({ id: 'inc-1', unpaged })).toMatchObject([
      { receiver: null, pages: [], not: expect.any(String) as string },
    ]);
    const desk = {
      page: null,
      unpaged: null,
      met: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      seenAtAck: null,
    };
    const desks = { platform: { ...desk, page }, payments: { ...desk, unpaged }, mail: desk };
    expect(
      paging({ id: 'inc-1', page, desks }).map(({ receiver, pages, not }) => [
        receiver,
        pages.length,
        not === null,
      ]),
    ).toEqual([
      ['platform', 1, true],
      ['payments', 0, false],
    ]);
  });
});
