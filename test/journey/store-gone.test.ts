import { copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
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
});
