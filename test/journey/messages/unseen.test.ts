import { describe, expect, it } from 'vitest';
import { journey, until } from '../scene/journey.ts';
import { pages, roots, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 91;

describe('an error while Slack takes nothing', () => {
  it('wakes somebody after two minutes, once, and its message says so when Slack is back', async () => {
    const of = await journey({ seed, speed: 40 });
    of.fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'status', status: 503 } });
    await of.start();
    const at = of.clock.now();
    await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'error' }));
    await until('the page', () => pages(of).length === 1);
    expect(of.clock.now() - at).toBeGreaterThanOrEqual(120_000);
    const { id } = (await of.api.incidents())[0]!;
    of.fakes.faults.clear();
    await until('the message', () => rootsOf(of, id).length === 1);
    await until('that somebody was paged', () => /Paged/.test(shown(roots(of)[0])));
    await of.rest();
    expect(pages(of)).toHaveLength(1);
    expect(rootsOf(of, id)).toHaveLength(1);
  });

  it('wakes nobody where Slack is back in time', async () => {
    const of = await journey({ seed, speed: 40 });
    of.fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'status', status: 503 } });
    await of.start();
    const at = of.clock.now();
    await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'error' }));
    await until('the incident', async () => (await of.api.incidents()).length === 1);
    await until('half a minute', () => of.clock.now() - at > 30_000);
    of.fakes.faults.clear();
    await until('the message', () => roots(of).length === 1);
    await until('three minutes', () => of.clock.now() - at > 180_000);
    expect(pages(of)).toEqual([]);
  });
});
