import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { expectBalance, roots, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 31;
const updates = { service: 'slack' as const, method: 'chat.update' };

const incident = async (of: Journey): Promise<string> => (await of.api.incidents())[0]!.id;

it('Slack says again and again that messages are gone which stand there: it comes back ever more seldom', async () => {
  const of = await journey({ seed, speed: 40 });
  await of.start();
  of.fakes.faults.add({ target: updates, fault: { kind: 'error-code', error: 'message_not_found' } });
  const trouble = troubles(of, seed)('ledger', unrelated[4]!);
  await throwIt(of.fakes, trouble.event());
  await until('the message', () => roots(of).length === 1);
  const from = of.clock.now();
  while (of.clock.now() - from < 4 * 60_000) {
    await throwIt(of.fakes, trouble.event());
    await of.clock.sleep(20_000);
  }
  expect(roots(of).length).toBeGreaterThan(1);
  expect(roots(of).length).toBeLessThanOrEqual(3);
  of.fakes.faults.clear();
  await of.api.post(`incidents/${await incident(of)}/resolve`, { who: 'Robin' });
  await until('its end', () => /[Rr]esolved|Closed/.test(shown(roots(of).at(-1))));
  await of.rest();
  expect(await of.api.deadLetters()).toEqual([]);
});

it('people delete a message: it comes back', async () => {
  const of = await journey({ seed, speed: 40 });
  await of.start();
  const trouble = troubles(of, seed)('ledger', unrelated[4]!);
  await throwIt(of.fakes, trouble.event());
  await until('the message', () => roots(of).length === 1);
  const id = await incident(of);
  await of.clock.sleep(40_000);
  of.fakes.slack.deleteMessage(of.fakes.connection.slack.channel, roots(of)[0]!.ts);
  await throwIt(of.fakes, trouble.event());
  const standing = () => rootsOf(of, id).filter(({ deleted }) => !deleted);
  await until('another', () => standing().length === 1);
  await of.rest();
  expect(standing()).toHaveLength(1);
  await expectBalance(of);
});
