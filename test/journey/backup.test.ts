import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { stormrelay } from './scene/command.ts';
import { journey, until } from './scene/journey.ts';
import { roots } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 711;
const speed = 20;

it('backup copies the store of a running relay, whatever else is configured, and the copy tells the same story', async () => {
  const of = await journey({ seed, speed });
  await of.start();
  const error = troubles(of, seed)('checkout', unrelated[0]!);
  for (const answer of await throwIt(of.fakes, error.event())) expect(answer.status).toBe(202);
  await until('it is shown', () => roots(of).length === 1);

  const { STORE_URL = '' } = of.env;
  const copy = path.join(path.dirname(STORE_URL.replace('sqlite:', '')), 'copy.db');
  const said = await stormrelay({ env: { STORE_URL } }, ['backup', copy]);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toContain(`Wrote ${copy}: ${statSync(copy).size} bytes`);
  expect(said.stdout).toMatch(/everything up to entry \d+, received \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  const again = await stormrelay({ env: { STORE_URL } }, ['backup', copy]);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain('never overwrites');

  const [incident] = await of.api.incidents();
  const told = await stormrelay({ env: { ...of.env, STORE_URL: `sqlite:${copy}` } }, [
    'timeline',
    incident?.id ?? '',
  ]);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain('opened');
});
