import { expect, it } from 'vitest';
import { journey, until } from '../scene/journey.ts';
import { expectBalance, roots, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';
import { access } from './missed.ts';

const seed = 1303;

it('tells that Sentry fires and nothing comes, shows what was missed, and heals when it comes again', async () => {
  const of = await journey({ seed, speed: 60 });
  const make = troubles(of, seed);
  await of.start(access(of, 'brindle'));
  const silence = 'Sentry fired alerts that never came here';
  const began = of.clock.now();
  await until('the relay listens', () => of.clock.now() - began > 3 * 60_000);
  // Somebody wrote another address into the integration.
  of.fakes.sentry.setTarget('http://127.0.0.1:9/webhooks/sentry');
  const lost = make('invoice', unrelated[3]!);
  await throwIt(of.fakes, lost.event());
  const told = await until('the silence', () => roots(of).find((one) => shown(one).includes(silence)));
  expect(shown(told)).toContain('http://127.0.0.1:9/webhooks/sentry');
  expect(shown(told)).toMatch(/Last requests.*timeout/);
  await until('what was missed', () => roots(of).some((one) => shown(one).includes('colour profile')));
  of.fakes.sentry.setTarget(`${of.url}/webhooks/sentry`);
  await throwIt(of.fakes, make('checkout', unrelated[0]!).event());
  await until('the end', async () =>
    (await of.api.incidents()).some(({ title, status }) => title === silence && status === 'resolved'),
  );
  expect((await of.api.incidents()).filter(({ title }) => title === silence)).toHaveLength(1);
  await of.rest();
  await expectBalance(of);
});
