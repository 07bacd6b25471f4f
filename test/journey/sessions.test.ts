import { expect, it } from 'vitest';
import { journey, until } from './scene/journey.ts';

const adminToken = 'an-admin-token-of-a-journey-0123456789';

it('a log-out holds over `kill -9`; wrong tokens are limited and logged, and a right one is taken all the same', async () => {
  const of = await journey({ seed: 1319, speed: 1, env: { ADMIN_TOKEN: adminToken } });
  await of.start();
  const books = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${of.url}/api/books`, { headers })).status;
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const logIn = async (): Promise<Record<string, string>> => {
    const body = new URLSearchParams({ token: adminToken });
    const answer = await fetch(`${of.url}/login`, { method: 'POST', body, redirect: 'manual' });
    return { cookie: answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '' };
  };
  const [one, other] = [await logIn(), await logIn()];
  expect([await books(one), await books(other)]).toEqual([200, 200]);
  await fetch(`${of.url}/logout`, { method: 'POST', headers: one, redirect: 'manual' });
  expect([await books(one), await books(other)]).toEqual([401, 200]);
  await of.kill();
  await of.start();
  expect([await books(one), await books(other)]).toEqual([401, 200]);

  const guesses = await Promise.all(Array.from({ length: 60 }, (_, n) => books(bearer(`guess-${n}`))));
  // Some may begin a new minute.
  expect(guesses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20);
  expect(new Set(guesses)).toEqual(new Set([401, 429]));
  expect(await books(bearer(adminToken))).toBe(200);
  const { cookie = '' } = await logIn();
  expect(cookie).toContain('stormrelay_session=');
  await until('it is logged', () => of.relay().stdout().includes('"event":"wrong-token"'));
  expect(of.relay().stdout()).not.toContain('guess-');
});
