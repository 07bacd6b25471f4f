import { expect, it } from 'vitest';
import { incidentOf } from '../../../simulator/referee/root-messages.ts';
import { drilling, drillSeed, endDrill, register, reportOf, sendSynthetic } from '../scene/drill-runner.ts';
import { until } from '../scene/journey.ts';
import { expectBalance, expectNoMessageTwice, pages, roots, rootsOf, shown } from '../scene/seen.ts';
import { cacheIsGone, throwIt, troubles } from '../scene/trouble.ts';

it('drills in the middle of an outage neither join it nor hold it up', async () => {
  const { of, channel, key } = await drilling({ test: true });
  const trouble = troubles(of, drillSeed);
  const services = Array.from({ length: 8 }, (_, n) =>
    trouble(`svc-${'abcdefgh'[n]}`, cacheIsGone(`svc-${n}`)),
  );
  const storm = async (): Promise<void> => {
    for (let round = 0; round < 6; round += 1)
      for (const one of services) await throwIt(of.fakes, one.event());
  };
  const drill = async (service: string): Promise<string> => {
    const ticket = await register(of, { service });
    // Worded and placed exactly as the outage.
    const value = 'connect ECONNREFUSED cache-9.brindle.internal:6379';
    await sendSynthetic(of, { nonce: ticket.nonce, service, value, org: 'brindle' });
    await until(`drill ${ticket.id} is proven`, async () => {
      const { hops } = await reportOf(of, ticket.id);
      return hops.length === 2 && hops.every((hop) => hop.state === 'confirmed');
    });
    await endDrill(of, ticket.id);
    return ticket.id;
  };
  const [ids] = await Promise.all([Promise.all(['svc-a', 'svc-b', 'svc-a'].map(drill)), storm()]);
  for (const id of ids)
    expect((await reportOf(of, id)).incidents).toMatchObject([{ storm: null, children: 0 }]);

  const root = await until('the storm holds every service', async () =>
    (await of.api.incidents()).find((one) => one.children === services.length - 1),
  );
  await of.rest();
  const real = of.fakes.connection.pagerduty.routingKey;
  expect(pages(of).filter((page) => page.routingKey === real)).toHaveLength(1);
  expect(pages(of).filter((page) => page.routingKey === key)).toHaveLength(3);
  expect(roots(of, channel)).toHaveLength(3);
  const told = shown(rootsOf(of, root.id)[0]);
  expect(told).toMatch(/8 services/);
  expect(told).not.toMatch(/[Dd]rill/);
  // What was shown before the storm was recognised (how much depends on how fast this machine is) says where it went.
  for (const message of roots(of, of.channels[0]))
    if (incidentOf(message) !== root.id) expect(shown(message)).toContain(`(incident ${root.id})`);
  expectNoMessageTwice(of);
  await expectBalance(of);
});
