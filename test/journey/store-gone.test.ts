import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { journey, type Journey } from './scene/journey.ts';
import { rawPost } from './scene/raw-post.ts';

const seed = 1_311;
const speed = 20;

const storeOf = (of: Journey): string => path.join(of.folder, 'stormrelay.db');

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
    expect(await answerTo(of, '{"action":"created","data":{"installation":{"uuid":"1"}}}')).toEqual([
      202,
      null,
    ]);
    await meddle(storeOf(of));
    // Whoever writes first learns of it: the door by this webhook, or what works behind it.
    const answer = await answerTo(of, '{"action":"created","data":{"installation":{"uuid":"2"}}}').catch(
      () => 'ended',
    );
    expect([[503, 'store-gone'], 'ended']).toContainEqual(answer);
    const { code } = await life.ended;
    expect(code).not.toBe(0);
    expect(life.stdout() + life.stderr()).toMatch(/was (?:deleted|replaced) while the relay had the store/);
  });

  it('is moved away: no new one is made beside its log, and nothing is lost once it is back', async () => {
    const of = await journey({ seed, speed });
    const life = await of.start();
    const body = (n: number): string => `{"action":"created","data":{"installation":{"uuid":"${n}"}}}`;
    const taken: number[] = [];
    for (let n = 0; n < 5; n += 1) if ((await answerTo(of, body(n)))[0] === 202) taken.push(n);
    await rename(storeOf(of), `${storeOf(of)}.away`);
    await answerTo(of, body(6)).catch(() => 'ended');
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
