import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../simulator/run/free-port.ts';
import { lines, stormrelay } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { rawPost } from './scene/raw-post.ts';
import { operatorApi } from './scene/relay-api.ts';
import { becomesReady, live, relayCommand } from './scene/relay-life.ts';
import { expectNoMessageTwice, roots } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 1_311;
const speed = 20;

const storeOf = (of: Journey): string => path.join(of.folder, 'stormrelay.db');

const installation = (n: number): string => `{"action":"created","data":{"installation":{"uuid":"${n}"}}}`;

async function answerTo(of: Journey, body: string): Promise<readonly [number, string | null]> {
  const { status, code } = await rawPost(of, { body, resource: 'installation' });
  return [status, code];
}

describe('a store whose file goes while the relay runs', () => {
  it.each([
    ['is deleted', (store: string) => rm(store)],
    [
      'is replaced by another',
      async (store: string) => {
        await copyFile(store, `${store}.other`);
        await rename(`${store}.other`, store);
      },
    ],
    ['loses its log', (store: string) => rm(`${store}-wal`)],
  ])('takes nothing more when it %s, and the relay ends and says so', async (_, meddle) => {
    const of = await journey({ seed, speed });
    const life = await of.start();
    expect(await answerTo(of, installation(1))).toEqual([202, null]);
    await meddle(storeOf(of));
    // Whoever writes first learns of it: the door by this webhook, or what works behind it.
    const answer = await answerTo(of, installation(2)).catch(() => 'ended');
    expect([[503, 'store-gone'], 'ended']).toContainEqual(answer);
    const { code } = await life.ended;
    expect(code).not.toBe(0);
    expect(life.stdout() + life.stderr()).toMatch(/was (?:deleted|replaced) while the relay had the store/);
  });

  it('loses its lock: of two relays one goes on alone, and everything is taken, and shown once', async () => {
    const of = await journey({ seed, speed });
    const first = await of.start();
    expect((await answerTo(of, installation(1)))[0]).toBe(202);
    await rm(`${storeOf(of)}.lock`);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const second = live(relayCommand('serve'), { ...of.env, PORT: String(port) });
    // The lease of the store is a second lock: who has it keeps out the other, or is told that it is no longer its own.
    await Promise.race([first.ended, second.ended]);
    const alone = first.isOver() ? { ...of, url } : of;
    if (first.isOver()) await becomesReady(second, url);
    const gone = first.isOver() ? first : second;
    expect(gone.stdout() + gone.stderr()).toMatch(/lease/);
    expect((await answerTo(alone, installation(2)))[0]).toBe(202);
    of.fakes.sentry.setTarget(`${alone.url}/webhooks/sentry`);
    const sent = await throwIt(of.fakes, troubles(of, seed)('invoices', unrelated[0]!).event());
    expect(sent.map((one) => one.status)).toEqual([202, 202]);
    await until('a message', () => roots(of).length > 0);
    expectNoMessageTwice(of);
    expect((await operatorApi(alone.url).books()).accepted).toBe(4);
  });

  it('is moved away: no new one is made beside its log, and nothing is lost once it is back', async () => {
    const of = await journey({ seed, speed });
    const life = await of.start();
    const taken: number[] = [];
    for (let n = 0; n < 5; n += 1) if ((await answerTo(of, installation(n)))[0] === 202) taken.push(n);
    await rename(storeOf(of), `${storeOf(of)}.away`);
    await answerTo(of, installation(6)).catch(() => 'ended');
    expect((await life.ended).code).toBe(1);
    // As a supervisor does.
    const said = await stormrelay(of, ['serve']);
    expect(said.code).toBe(2);
    expect(lines(said.stderr)).toHaveLength(1);
    expect(said.stderr).toMatch(
      /^stormrelay: The store .* is gone, and its log .*-wal still holds the newest/,
    );
    expect(existsSync(storeOf(of))).toBe(false);
    await rename(`${storeOf(of)}.away`, storeOf(of));
    await of.start();
    expect((await of.api.books()).accepted).toBe(taken.length);
  });

  it('is gone with its log: the new one says in the log and on /readyz that it is new', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    expect(of.relay().stdout()).toContain('nothing is known yet');
    await of.kill();
    for (const side of ['', '-wal', '-shm']) await rm(`${storeOf(of)}${side}`, { force: true });
    await of.start();
    expect(of.relay().stdout()).toContain('A new store was made at');
    expect((await of.api.readiness()).notes.join('\n')).toMatch(
      /A new store was made at .*stormrelay\.db, where/,
    );
  });
});
