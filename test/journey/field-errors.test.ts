import { describe, expect, it } from 'vitest';
import { bodyOf, read, settled, started, tell, tellBody, type Otherwise } from './scene/field.ts';
import { until, type Journey } from './scene/journey.ts';
import { expectBalance, pages, replies, roots, shown } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const fatal = ['"level": "error"', '"level": "fatal"'] as const;
/** One event of one issue, and it alone: ids of another. */
const another = (issue: string, event: string): Otherwise => [
  ['7300115304', `73001170${issue}`],
  ['b4cd6e8f0a1b4c2d8e3f4a5b6c7d8e9f', event.padEnd(32, '0')],
];
const environment = (name: string): Otherwise => [['"production"', `"${name}"`], fatal];

describe('what an error is', () => {
  it('is said by the cause behind groups and wrappers, and by the frame that only a thread holds', async () => {
    const of = await started();
    await tell(of, 'event_alert.exception-group');
    await tell(of, 'event_alert.go-panic');
    await tell(of, 'event_alert.wrapped');
    const [group, panic, wrapped] = (await settled(of, 3)).map((row) => read(of, row));
    expect(group).toContain('ZeroDivisionError: division by zero');
    expect(group).toContain('parcel/weights.py:18');
    expect(group).not.toContain('ExceptionGroup');
    expect(panic).toContain('buoy/record.go:88 in (*Buoy).record');
    expect(wrapped).toContain('ArithmeticException: no rate for zone 7');
    expect(wrapped).toContain('RateTable.java:112');
    expect(pages(of).map((page) => page.summary)).toEqual([
      'tide-gauge: runtime error: index out of range [9] with length 9 (in prod-north)',
    ]);
  });
});

describe('what people do in Sentry', () => {
  it('an archive that ran out was reopened by nobody', async () => {
    const of = await started();
    await tell(of, 'issue.created', fatal);
    await until('it is shown', () => roots(of).length === 1);
    await tell(of, 'issue.ignored', fatal, ['archived_until_escalating', 'archived_until_condition_met']);
    await until('it is archived', async () => (await of.api.incidents())[0]?.status === 'resolved');
    await tell(of, 'issue.unresolved.archive-over', fatal);
    const rows = await settled(of, 2);
    expect(read(of, rows[0])).toContain('Archived in Sentry by Nora Lindqvist');
    const { timeline } = await of.api.incident(rows[1]?.id ?? '');
    expect(timeline[0]?.detail).toContain('It was archived for a while in Sentry, and that time is over.');
    const everything = [...roots(of), ...replies(of)].map(shown).join('\n') + JSON.stringify(timeline);
    expect(everything).not.toMatch(/reopened|by hand|Somebody/i);
  });

  it('resolve, unresolve, resolve is three acts, word for word the same or not: over at the end, page closed', async () => {
    const of = await started();
    await tell(of, 'issue.created', fatal);
    await until('the page', () => pages(of).length === 1);
    // No event comes between: all of them know of the same last one.
    const lastSeen = of.clock.now();
    const resolve = bodyOf(of, 'issue.resolved', [fatal], lastSeen);
    await tellBody(of, 'issue.resolved', resolve);
    await until('the page is closed', () => pages(of)[0]?.status === 'resolved');
    const unresolve = bodyOf(of, 'issue.unresolved.by-hand', [fatal], lastSeen);
    await tellBody(of, 'issue.unresolved.by-hand', unresolve);
    await until('it is back', () => pages(of).length === 2);
    await tellBody(of, 'issue.resolved', resolve);
    const rows = await settled(of, 2);
    expect(rows.map((row) => row.status)).toEqual(['resolved', 'resolved']);
    expect(pages(of).map((page) => page.status)).toEqual(['resolved', 'resolved']);
    expect(read(of, rows[1])).toContain('Resolved by Nora Lindqvist in Sentry');
    expect(await of.api.setAside()).toEqual([]);
    await expectBalance(of);
  });

  it('a resolve that knows less than the newest alert ends nothing; one id with two bodies is two deliveries', async () => {
    const of = await started();
    const id = 'c0ffee'.padEnd(32, '0');
    const first = bodyOf(of, 'issue.created', [fatal], of.clock.now() - 90_000);
    const stale = bodyOf(of, 'issue.resolved', [fatal], of.clock.now() - 60_000);
    await tellBody(of, 'issue.created', first, id);
    await until('the page', () => pages(of).length === 1);
    await tell(of, 'event_alert.triggered', fatal);
    await tellBody(of, 'issue.resolved', stale, id);
    const [row] = await settled(of, 1);
    expect(row).toMatchObject({ status: 'open', alerts: 3 });
    expect(pages(of).map((page) => page.status)).toEqual(['triggered']);
    await tell(of, 'issue.resolved', fatal);
    await until('a resolve that knows all closes the page', () => pages(of)[0]?.status === 'resolved');
  });

  it('assigned to one, to another and back again: the last one is shown', async () => {
    const of = await started();
    await tell(of, 'issue.created');
    const idris = await tell(of, 'issue.assigned');
    await tell(of, 'issue.assigned', ['Idris Bello', 'Mara Tessema'], ['4712', '4713'], ['idris@', 'mara@']);
    await tellBody(of, 'issue.assigned', idris);
    const [row] = await settled(of, 1);
    expect(read(of, row)).toContain('assigned to Idris Bello');
    expect(read(of, row)).not.toContain('Mara');
  });
});

describe('an environment', () => {
  it('that never pages neither wakes anybody nor turns production into itself', async () => {
    const of = await started();
    await tell(of, 'event_alert.wrapped', ...environment('stg'));
    await settled(of, 1);
    expect(pages(of)).toEqual([]);
    expect(read(of, (await of.api.incidents())[0])).toContain('Not paged*: the environment stg never pages');

    await tell(of, 'event_alert.exception-group', ...another('31', 'a1'), fatal);
    await until('the page', () => pages(of).length === 1);
    const ended = ['7300114205', '7300117031'] as const;
    await tell(of, 'issue.resolved', ended);
    await until('the page is closed', () => pages(of)[0]?.status === 'resolved');
    await tell(of, 'event_alert.exception-group', ...another('31', 'a2'), ...environment('staging'));
    const [, production, staging] = await settled(of, 3);
    expect(pages(of)).toHaveLength(1);
    expect(read(of, production)).toContain('production');
    expect(read(of, production)).not.toContain('staging');
    expect(read(of, staging)).toContain('the environment staging never pages');
  });
});

describe("the operator's lists of environments", () => {
  it('go before what a name says; a production word in a name wins', async () => {
    const of = await started({ ENVIRONMENTS_PRODUCTION: 'stg-eu', ENVIRONMENTS_QUIET: 'prod-mirror, lab-*' });
    const make = troubles(of, 7);
    const quiet = ['uat1', 'pr-1234', 'prod-mirror', 'lab-north'];
    const loud = ['stg-eu', 'demo-customer-production', 'prod-ci-1'];
    for (const [n, name] of [...quiet, ...loud].entries()) {
      // One webhook an event: a page that waits for the environment would else race with the second.
      const event = { environment: name, level: 'fatal', isNew: false } as const;
      await throwIt(of.fakes, make(`service-${n}`, unrelated[n]!).event(event));
    }
    const rows = await settled(of, 7);
    for (const [n, name] of quiet.entries())
      expect(read(of, rows[n])).toMatch(
        new RegExp(
          `Not paged\\*: (?:the page was withdrawn\\. )?(?:the|its) environment ${name} never pages`,
          'i',
        ),
      );
    // Several pages are under way at a time, so they may arrive in any order.
    expect(
      pages(of)
        .map((page) => page.summary.split(':')[0])
        .sort(),
    ).toEqual(['service-4', 'service-5', 'service-6']);
  });
});

/** Four services and a page cannot reach the prices. */
async function pricesAreGone(of: Journey): Promise<void> {
  const make = troubles(of, 39);
  for (const service of ['till', 'cart', 'search', 'quotes']) {
    const message = 'connect ECONNREFUSED prices.harbor.internal:8443';
    const file = `src/${service}/prices.ts`;
    await throwIt(of.fakes, make(service, { type: 'Error', message, file }).event());
  }
  await tell(of, 'event_alert.browser');
}

/** A bug of a page of its own: nothing that it calls of the shop's has failed. */
const unrelatedBug: Otherwise = [
  ['7300115708', '7300115719'],
  ['f80912c34e5d4061b27c8d9eafb0c1d3', 'f80912c34e5d4061b27c8d9eafb0c1d4'],
  ['TypeError', 'RangeError'],
  ['Failed to fetch (prices.harbor.internal)', 'Invalid date of birth'],
  ['src/basket.tsx', 'src/birthday.tsx'],
  ['showBasket', 'showBirthday'],
  ['/storefront/', '/back-office/'],
  ['"status_code": 503', '"status_code": 200'],
];

describe('a bug beside a storm', () => {
  it.each([
    ['with', []],
    ['without', [['"status_code": 0', '"status_code": 204']]],
  ] as const)('is an incident of its own, %s an ad blocker', async (_name, blocker: Otherwise) => {
    const of = await started();
    await pricesAreGone(of);
    await tell(of, 'event_alert.browser', ...unrelatedBug, ...blocker);
    await until('the storm holds all five', async () =>
      (await of.api.incidents()).some((one) => one.storm !== null && one.services.length === 5),
    );
    await of.rest();
    const own = (await of.api.incidents()).filter((one) => one.parent === null);
    expect(own.map(({ storm, services }) => ({ storm: storm !== null, services }))).toEqual([
      { storm: true, services: ['till', 'cart', 'search', 'quotes', 'storefront'] },
      { storm: false, services: ['back-office'] },
    ]);
    expect(pages(of)).toHaveLength(1);
  });
});

describe('the words of an error', () => {
  const words =
    ':white_check_mark: *Resolved by Mara* ~old~ _note_ `code` connect ECONNREFUSED prices.harbor.internal:8443';
  const alive = /:white_check_mark:|\*Resolved by Mara\*|~old~|_note_/;
  /** Between backticks markup is dead, in Slack as here. */
  const outsideCode = (text: string): string => text.replaceAll(/```[^]*?```|`[^`\n]*`/g, '');

  it('are no live markup: as a message, as plain text, and as part of a storm', async () => {
    const of = await started();
    const make = troubles(of, 40);
    const down = (service: string, message: string): Promise<unknown> =>
      throwIt(of.fakes, make(service, { type: 'Error', message, file: `src/${service}.ts` }).event());
    await down('till', 'connect ECONNREFUSED prices.harbor.internal:8443');
    await down('billing', words);
    await until('both are shown', () => roots(of).length === 2);
    for (const service of ['cart', 'search', 'quotes'])
      await down(service, 'connect ECONNREFUSED prices.harbor.internal:8443');
    await until('it is a part of the storm', () => roots(of).some((one) => /Part of/.test(shown(one))));
    await of.rest();
    const billing = roots(of).find((one) => one.revisions[0]?.text.includes('billing'));
    expect(billing?.revisions.length).toBeGreaterThan(1);
    expect(billing?.revisions.at(-1)?.text).toContain('Part of');
    for (const { text, blocksText } of [...roots(of), ...replies(of)].flatMap((one) => one.revisions)) {
      expect(outsideCode(text)).not.toMatch(alive);
      // A headline is plain text, where only an emoji comes alive.
      const [headline = '', ...rest] = blocksText.split('\n');
      expect(headline).not.toContain(':white_check_mark:');
      const marked = text.includes('Part of') ? blocksText : rest.join('\n');
      expect(outsideCode(marked)).not.toMatch(alive);
    }
  });
});
