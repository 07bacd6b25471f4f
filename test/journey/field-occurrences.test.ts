import { describe, expect, it } from 'vitest';
import { read, settled, started, tell } from './scene/field.ts';
import { until } from './scene/journey.ts';
import { expectBalance, pages } from './scene/seen.ts';

describe('what Sentry raises itself is its rule or its issue alone, and speaks', () => {
  it('two uptime monitors of one project are two incidents and two pages, each with the name of its own', async () => {
    const of = await started();
    await tell(of, 'event_alert.outage');
    await tell(
      of,
      'event_alert.outage',
      ['7300114510', '7300114511'],
      ['e40c1b7d8a924c57b1f6a3d2c9e80f14', 'e40c1b7d8a924c57b1f6a3d2c9e80f15'],
      ['shop.harbor.example/health', 'pay.harbor.example/ping'],
      ['timeout - Request timed out', 'failure - Server responded with 502'],
    );
    const rows = await settled(of, 2);
    // Both are under way at a time, so they may arrive in any order.
    expect(
      pages(of)
        .map((page) => page.summary)
        .sort(),
    ).toEqual([
      'storefront: Downtime detected for https://pay.harbor.example/ping (in production)',
      'storefront: Downtime detected for https://shop.harbor.example/health (in production)',
    ]);
    const [shop, pay] = rows.map((row) => read(of, row));
    expect(shop).toContain('Request timed out');
    expect(pay).toContain('Server responded with 502');
    expect(pay).not.toContain('shop.harbor');
    await expectBalance(of);
  });

  it('a missed check-in, feedback and slow queries say what they are, and are never one with their like', async () => {
    const of = await started();
    await tell(of, 'event_alert.cron');
    await tell(of, 'event_alert.feedback');
    await tell(
      of,
      'event_alert.feedback',
      ['7300114733', '7300114734'],
      ['71c9b0d3e5f24a68b7d1c0e9a8f6b5d4', '71c9b0d3e5f24a68b7d1c0e9a8f6b5d5'],
      ['the basket is empty again', 'I cannot log in'],
    );
    await tell(of, 'event_alert.n-plus-one');
    await tell(
      of,
      'event_alert.n-plus-one',
      ['7300115102', '7300115103'],
      ['92ab4c6d8e0f4135a7b9c1d3e5f70812', '92ab4c6d8e0f4135a7b9c1d3e5f70813'],
      ['/bins/', '/racks/'],
    );
    const rows = await settled(of, 5);
    const [cron, basket, login, bins, racks] = rows.map((row) => read(of, row));
    expect(cron).toContain('A missed check-in was detected');
    expect(cron).toMatch(/Last successful check-in: <!date\^\d{10}\^/);
    expect(basket).toContain('the basket is empty again');
    expect(login).toContain('I cannot log in');
    for (const feedback of [basket, login]) expect(feedback).not.toContain('kim@shopper.example');
    for (const slow of [bins, racks]) {
      expect(slow).toMatch(/warehouse .*: N\+1 Query/);
      expect(slow).toContain('SELECT `stock_bin`.`id` FROM `stock_bin`'.replaceAll('`', "'"));
    }
    expect(racks).toContain('/racks/');
    expect(racks).not.toContain('/bins/');
    expect(pages(of).map((page) => page.summary)).toEqual([
      'warehouse-jobs: Cron failure: stock-count (in production)',
    ]);
    await expectBalance(of);
  });

  it('two metric rules of one wording are two incidents; the second pages after the first was acknowledged', async () => {
    const of = await started();
    await tell(of, 'metric_alert.critical', ['Checkout failure rate', 'Logins stalled']);
    const [first] = await settled(of, 1);
    await of.api.post(`incidents/${first?.id ?? ''}/acknowledge`, { who: 'Robin' });
    await until('PagerDuty knows', () => pages(of)[0]?.status === 'acknowledged');
    await tell(
      of,
      'metric_alert.critical',
      ['"2209"', '"2210"'],
      ['rules/details/2209', 'rules/details/2210'],
      ['"341"', '"342"'],
      ['Checkout failure rate', 'Orders stalled'],
    );
    await settled(of, 2);
    expect(pages(of).map(({ status, summary }) => [status, summary])).toEqual([
      ['acknowledged', 'checkout: Logins stalled at 31 % (in production)'],
      ['triggered', 'checkout: Orders stalled at 31 % (in production)'],
    ]);
  });

  it('a metric is as bad as it is now, in words that fit a metric', async () => {
    const of = await started();
    await tell(of, 'metric_alert.critical');
    const [row] = await settled(of, 1);
    expect(read(of, row)).toMatch(/🔥/);
    const only = ['"cart-api"', '"checkout"'] as const;
    await tell(of, 'metric_alert.warning', only, ['31% failure_rate', '4% failure_rate']);
    await until('it is a warning', () => read(of, row).includes('🟠'));
    expect(read(of, row)).toContain('Checkout failure rate at 4 %');
    expect(read(of, row)).not.toContain('31 %');
    await tell(of, 'metric_alert.resolved');
    await until('it is over', () => read(of, row).includes('back within its thresholds'));
    expect(read(of, row)).not.toContain('Sentry issue');
    await settled(of, 1);
    expect(pages(of).map((page) => page.status)).toEqual(['resolved']);
  });

  it.each([false, true])(
    'a monitor that recovered unheard and fails again wakes somebody again (acknowledged: %s)',
    async (acknowledged) => {
      const of = await started();
      await tell(of, 'issue.created.outage');
      const [first] = await settled(of, 1);
      if (acknowledged) {
        await of.api.post(`incidents/${first?.id ?? ''}/acknowledge`, { who: 'Robin' });
        await until('PagerDuty knows', () => pages(of)[0]?.status === 'acknowledged');
      }
      await tell(
        of,
        'issue.created.outage',
        ['"action": "created"', '"action": "unresolved"'],
        ['"substatus": "new"', '"substatus": "regressed"'],
      );
      const rows = await settled(of, 2);
      expect(rows.map((row) => row.status)).toEqual(['resolved', 'open']);
      expect(read(of, rows[0])).toContain('Sentry says it had ended');
      expect(pages(of).map((page) => page.status)).toEqual(['resolved', 'triggered']);
      expect(new Set(pages(of).map((page) => page.dedupKey)).size).toBe(2);
    },
  );
});
