import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stormrelay } from '../scene/command.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import type { IncidentRow } from '../scene/relay-api.ts';
import { pages, rootsOf, shown } from '../scene/seen.ts';
import { cacheIsGone, throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 1_207;
const minute = 60_000;
const details = z.object({ reason: z.string() });

const wakings = ({ fakes }: Journey): number => fakes.observed().pagerduty.wakings.length;
const message = (of: Journey, row: IncidentRow): string => shown(rootsOf(of, row.id)[0]);
const reasons = (of: Journey): string[] => pages(of).map((page) => details.parse(page.customDetails).reason);

/** Lets virtual time pass until `ms` after `since`. */
async function passes(of: Journey, since: number, ms: number): Promise<void> {
  await until(`${ms / minute} min have passed`, () => of.clock.now() - since >= ms);
}

async function told(of: Journey, row: IncidentRow): Promise<string> {
  return (await of.api.incident(row.id)).timeline.map((item) => item.detail).join('\n');
}

async function by(of: Journey, row: IncidentRow, action: 'acknowledge' | 'resolve'): Promise<void> {
  expect((await of.api.post(`incidents/${row.id}/${action}`, { who: 'Robin' })).status).toBe(202);
}

describe('it happens again', () => {
  it('after ten quiet minutes under the same key, after two hours under a new one though acknowledged; each life keeps its reason, all end together', async () => {
    const of = await journey({ seed, speed: 600 });
    await of.start();
    const issue = troubles(of, seed)('ledger', unrelated[4]!);
    // One webhook an event, so that no time passes between what it tells and its telling.
    const fires = (): Promise<unknown> => throwIt(of.fakes, issue.event({ level: 'fatal', isNew: false }));
    await fires();
    const first = await until('the first page', () => pages(of)[0]);
    const row = await until('its incident', async () => (await of.api.incidents())[0]);
    of.fakes.pagerduty.resolve(first.routingKey, first.dedupKey);

    await passes(of, issue.newest().at, 15 * minute);
    await fires();
    const again = await until('it rings again', () => pages(of)[1]);
    expect(again.dedupKey).toBe(first.dedupKey);
    await until('the message says so', () => message(of, row).includes('sent again'));

    await by(of, row, 'acknowledge');
    await until('the pager knows', () => pages(of)[1]?.status === 'acknowledged');
    await passes(of, issue.newest().at, 125 * minute);
    expect(wakings(of)).toBe(2);
    await fires();
    const anew = await until('a new page', () => pages(of)[2]);
    expect(anew.dedupKey).toMatch(new RegExp(`:${row.id}:2$`));
    await until('the message says so', () => message(of, row).includes('Paged again'));
    expect(reasons(of)).toEqual([
      'Its level is fatal.',
      'Its level is fatal.',
      expect.stringMatching(/^It happened again after \d+ (min|h) of quiet, and its level is fatal\.$/),
    ]);
    for (const part of [
      'Paging whoever is on call, because its level is fatal.',
      'in the same incident of the pager',
      'Paging whoever is on call again (page 2), because it happened again',
    ])
      expect(await told(of, row)).toContain(part);

    await by(of, row, 'acknowledge');
    await until('the pager knows', () => pages(of)[2]?.status === 'acknowledged');
    expect(pages(of)[1]?.status).toBe('acknowledged');
    await by(of, row, 'resolve');
    await until('all lives end', () => pages(of).every((page) => page.status === 'resolved'));
    expect(wakings(of)).toBe(3);
  });
});

describe('the cap hides no outage', () => {
  it('a storm bypasses it; an acknowledged collecting page wakes again for newcomers and ends with the last of them', async () => {
    const of = await journey({ seed, speed: 20 });
    await of.start();
    const make = troubles(of, seed);
    const fatal = (n: number): Promise<unknown> =>
      throwIt(of.fakes, make(`service-${n}`, unrelated[n]!).event({ level: 'fatal', isNew: false }));
    for (const n of [0, 1, 2, 3, 4, 5]) await fatal(n);
    const collecting = await until('the collecting page', () =>
      pages(of).find((page) => page.summary.includes('more incident')),
    );
    const collector = await until('its incident', async () =>
      (await of.api.incidents()).find((one) => collecting.dedupKey.includes(`:${one.id}:`)),
    );
    await by(of, collector, 'acknowledge');
    await fatal(6);
    for (const service of ['basket', 'checkout', 'search', 'stock'])
      await throwIt(of.fakes, make(service, cacheIsGone(service)).event({ isNew: false }));
    await until('the storm pages', () => pages(of).some((page) => /redis unreachable/.test(page.summary)));
    const second = await until('it wakes again', () =>
      pages(of).find((page) => page.dedupKey.endsWith(`:${collector.id}:2`)),
    );
    expect(second.openedAt - collecting.openedAt).toBeGreaterThan(4.5 * minute);
    // Whoever acknowledged the first has service-5; the newcomer is whom nobody has.
    expect(second.summary).toMatch(/^1 more incident, worst first: service-6\b/);
    expect(wakings(of)).toBe(5 + 1 + 1 + 1);

    const others = (await of.api.incidents()).filter((one) => one.id !== collector.id && one.parent === null);
    for (const one of others) await by(of, one, 'resolve');
    await until('every page has ended', () => pages(of).every((page) => page.status === 'resolved'));
    expect(wakings(of)).toBe(8);
  });
});

describe('why nobody was woken', () => {
  it('is said in the message, in the timeline and by explain', async () => {
    const of = await journey({ seed, speed: 20 });
    await of.start();
    const make = troubles(of, seed);
    const at = Math.round(of.clock.now());
    const late = make('till', unrelated[0]!).event({
      level: 'fatal',
      isNew: false,
      receivedAt: at - 40 * minute,
    });
    const staging = make('depot', unrelated[1]!).event({ level: 'fatal', environment: 'qa-2' });
    await throwIt(of.fakes, late);
    await throwIt(of.fakes, staging);
    const rows = await until('both', async () => {
      const all = await of.api.incidents();
      return all.length === 2 && all;
    });
    await of.rest();
    const row = (service: string): IncidentRow => rows.find((one) => one.services.includes(service))!;
    for (const [service, why] of [
      ['till', 'the event was 40 min old when Sentry told of it'],
      ['depot', 'the environment qa-2 never pages'],
    ] as const) {
      expect(message(of, row(service))).toContain(`Not paged*: ${why}`);
      expect(await told(of, row(service))).toContain(`Not paged: ${why}.`);
      const timeline = await stormrelay(of, ['timeline', row(service).id]);
      expect(timeline.stdout).toContain(`Not paged: ${why}.`);
    }
    const body = of.fakes.sentry.webhooksFor(staging).find((one) => one.resource === 'event_alert')?.body;
    const explained = await stormrelay(of, ['explain', '-'], body ?? '');
    expect(explained.stdout).toMatch(/would page +no: .*the environment qa-2 never pages/i);
    expect(pages(of)).toEqual([]);
  });
});
