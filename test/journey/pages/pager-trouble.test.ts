import { describe, expect, it } from 'vitest';
import { journey, until } from '../scene/journey.ts';
import { pages, roots, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 77;

describe('trouble at PagerDuty', () => {
  it('(a wrong key) is told in the message and at /api/lanes, and heals by itself', async () => {
    const of = await journey({ seed, speed: 20 });
    of.fakes.faults.add({
      target: { service: 'pagerduty' },
      fault: { kind: 'error-code', error: 'Invalid routing key' },
    });
    await of.start();
    const trouble = troubles(of, seed)('ledger', unrelated[4]!);
    await throwIt(of.fakes, trouble.event({ level: 'fatal' }));
    const notice = /Pages are not getting through/;
    await until('the notice in Slack', () => notice.test(shown(roots(of)[0])));
    expect(shown(roots(of)[0])).toContain('Check the routing key');
    const lane = (await of.api.lanes()).find((one) => one.id.startsWith('pagerduty:'));
    expect(lane?.state.kind).toBe('blocked');
    expect(lane?.state.reason).toMatch(/routing key/i);
    expect(pages(of)).toEqual([]);

    of.fakes.faults.clear();
    await until('the page', () => pages(of).length === 1);
    await until('the notice is gone', () => !notice.test(shown(roots(of)[0])));
    await of.rest();
    expect((await of.api.lanes()).map((one) => one.state.kind)).toEqual(['flowing', 'flowing']);
    expect(pages(of)).toHaveLength(1);
    expect(rootsOf(of, (await of.api.incidents())[0]!.id)).toHaveLength(1);
  });

  it('(HTTP 500) while a page waits for more than a minute behind HTTP 500 is told in Slack too', async () => {
    const of = await journey({ seed, speed: 40 });
    of.fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'status', status: 500 } });
    await of.start();
    const at = of.clock.now();
    await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'fatal' }));
    await until('the notice in Slack', () => /Pages are not getting through/.test(shown(roots(of)[0])));
    expect(of.clock.now() - at).toBeGreaterThan(60_000);
    of.fakes.faults.clear();
    await until('the page', () => pages(of).length === 1);
    await until('the notice is gone', () => !/not getting through/.test(shown(roots(of)[0])));
  });

  it('(something between that answers 202) is no page that was taken, and is told when it lasts', async () => {
    const of = await journey({ seed, speed: 40 });
    await of.start();
    await until('the key was asked', () => of.fakes.observed().pagerduty.calls.length > 0);
    const portal = { kind: 'html', status: 202 } as const;
    of.fakes.faults.add({ target: { service: 'pagerduty' }, fault: portal });
    await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'fatal' }));
    await until('the doubt', () => /\*Perhaps paged\*/.test(shown(roots(of)[0])));
    await until('the notice in Slack', () =>
      /not as PagerDuty|not getting through/.test(shown(roots(of)[0])),
    );
    const lane = (await of.api.lanes()).find((one) => one.id.startsWith('pagerduty:'));
    expect(lane?.state.kind).toBe('waiting');
    const from = of.clock.now();
    const tries = () => of.fakes.observed().pagerduty.calls.filter(({ action }) => action === 'trigger');
    const before = tries().length;
    await until('two minutes of it', () => of.clock.now() - from > 120_000);
    expect(tries().length - before, 'tries in two minutes').toBeLessThan(40);
    expect(pages(of)).toEqual([]);
    of.fakes.faults.clear();
    await until('the page', () => pages(of).length === 1);
    await until('that it is taken', () => /\*Paged\*/.test(shown(roots(of)[0])));
    expect(await of.api.deadLetters()).toEqual([]);
  });

  it('is no page: who acknowledges in that time reads that nobody was paged, to the end', async () => {
    const of = await journey({ seed, speed: 20 });
    of.fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'status', status: 503 } });
    await of.start();
    await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'fatal' }));
    await until('that nobody has it', () => /\*Not paged yet\*/.test(shown(roots(of)[0])));
    expect(shown(roots(of)[0])).toMatch(/⚠️ \*Nobody has received the page yet/);
    const { id } = (await of.api.incidents())[0]!;
    await of.api.post(`incidents/${id}/acknowledge`, { who: 'Robin' });
    const nobody = /Not paged\*: PagerDuty had confirmed no page when it was acknowledged/;
    await until('that nobody was paged', () => nobody.test(shown(roots(of)[0])));
    expect(shown(roots(of)[0])).not.toContain('⚠️');
    of.fakes.faults.clear();
    await of.api.post(`incidents/${id}/resolve`, { who: 'Robin' });
    await until('the end', () => shown(roots(of)[0]).includes('⚪'));
    expect(shown(roots(of)[0])).toMatch(nobody);
    expect(pages(of)).toEqual([]);
  });
});
