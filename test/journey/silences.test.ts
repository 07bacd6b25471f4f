import { expect, it } from 'vitest';
import { stormrelay } from './scene/command.ts';
import { journey, until } from './scene/journey.ts';
import { expectBalance, roots } from './scene/seen.ts';
import { cacheIsGone, throwIt, troubles } from './scene/trouble.ts';

const seed = 2140;

it('what is silenced is kept from everybody until somebody ends the silence, and never lost', async () => {
  const of = await journey({ seed, speed: 2 });
  await of.start();
  const wrong = await stormrelay(of, ['silence', 'add', 'servce="cart"', '--for', '2h', '--reason', 'move']);
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toContain(
    'At character 1 of servce="cart": There is no label servce. Did you mean service?',
  );
  expect(
    (await stormrelay(of, ['silence', 'add', 'service="cart"', '--for', '90d', '--reason', 'x'])).code,
  ).toBe(2);

  const by = ['--reason', 'migration', '--by', 'Ada'];
  const said = await stormrelay(of, ['silence', 'add', 'service="cart"', '--for', '2h', ...by]);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  const id = /^(sil-\d+): silenced until /.exec(said.stdout)?.[1] ?? '';
  const list = await stormrelay(of, ['silence', 'list']);
  expect(list.stdout).toMatch(new RegExp(`^${id}  until .* UTC  service="cart"  Ada: migration`));

  const ahead = new Date(of.clock.now() + 3_600_000).toISOString();
  const planned = ['silence', 'add', 'service="blog"', '--for', '1h', '--from', ahead, '--reason', 'move'];
  const scheduled = await stormrelay(of, planned);
  expect(scheduled.stdout).toMatch(/^sil-\d+: scheduled from .+ until .+ UTC\. End it earlier/);
  const planId = scheduled.stdout.split(':')[0] ?? '';
  expect((await stormrelay(of, ['silence', 'list'])).stdout).toMatch(
    new RegExp(`^${planId}  scheduled from .* until .* UTC  service="blog"  .*: move$`, 'm'),
  );
  expect((await stormrelay(of, ['silence', 'expire', planId])).code).toBe(0);
  expect((await stormrelay(of, [...planned.slice(0, 6), 'tonight', ...planned.slice(7)])).code).toBe(2);

  const cart = troubles(of, seed)('cart', cacheIsGone('cart'));
  await throwIt(of.fakes, cart.event());
  await until('it is suppressed', async () => (await of.api.books()).suppressed > 0);
  expect(roots(of)).toEqual([]);

  expect((await stormrelay(of, ['silence', 'expire', id])).code).toBe(0);
  await until('its message', () => roots(of).length === 1);
  await throwIt(of.fakes, cart.event());
  await of.rest();
  expect((await of.api.books()).shown).toBe(1);
  await expectBalance(of);
  expect((await stormrelay(of, ['silence', 'expire', id])).stderr).toContain(
    `Silence ${id} is over already.`,
  );
  expect((await stormrelay(of, ['silence', 'list'])).stdout).toBe('Nothing is silenced.\n');
});
