import { expect, it } from 'vitest';
import { drillEnv, drillSecret, drillSeed } from '../scene/drill-runner.ts';
import { journey, until } from '../scene/journey.ts';
import { expectNoMessageTwice, ownRoots, pages, shown } from '../scene/seen.ts';

it('a canary sings by itself; two that fail are told and page, and it is over with the first that passes', async () => {
  const of = await journey({ seed: drillSeed, speed: 30 });
  const channel = of.fakes.slack.addChannel('alert-drills');
  const key = of.fakes.pagerduty.addRoutingKey();
  await of.start({ ...drillEnv(of, { channel, key }), CANARY_EVERY: '5m' });
  const figure = async (name: string): Promise<number> => {
    const text = await (await fetch(`${of.url}/metrics`)).text();
    return Number(new RegExp(`^stormrelay_${name}_timestamp_seconds (\\S+)$`, 'm').exec(text)?.[1]);
  };
  const real = of.fakes.connection.pagerduty.routingKey;
  const ownPages = () => pages(of).filter(({ routingKey }) => routingKey === real);
  const told = () => ownRoots(of).find((root) => /canary does not arrive/.test(shown(root)));

  await until('one passes', async () => (await figure('last_passed_canary')) > 0);
  await until('another one', () => pages(of).filter(({ routingKey }) => routingKey === key).length > 1);
  expect(ownPages()).toEqual([]);

  of.fakes.faults.add({
    target: { service: 'slack', method: 'chat.postMessage', channel },
    fault: { kind: 'error-code', error: 'is_archived' },
  });
  await until('it is paged', () => ownPages()[0]);
  expect(ownPages()[0]?.summary).toMatch(/canary does not arrive/);
  expect(shown(await until('it is told', told))).toMatch(/archived/);
  await until('it is noted', async () =>
    /The canary has failed, \d+ times in a row/.test((await of.api.readiness()).notes.join('\n')),
  );
  expect(await figure('last_canary')).toBeGreaterThan(await figure('last_passed_canary'));
  // A start in the middle of it neither ends it nor tells it again.
  await of.kill();
  await of.start({ ...drillEnv(of, { channel, key }), CANARY_EVERY: '5m' });

  of.fakes.faults.clear();
  await until('it is over', () => ownPages()[0]?.status === 'resolved');
  await of.stop();
  expect(ownPages()).toHaveLength(1);
  expect(of.relay().stdout()).not.toContain(drillSecret);
  expectNoMessageTwice(of);
});
