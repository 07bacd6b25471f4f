import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { rawPost } from './scene/raw-post.ts';
import { expectBalance, roots } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 607;
const speed = 20;

describe('dead letters', () => {
  async function refusedMessages(): Promise<Journey> {
    const of = await journey({ seed, speed });
    of.fakes.faults.add({
      target: { service: 'slack', method: 'chat.postMessage' },
      fault: { kind: 'error-code', error: 'invalid_blocks' },
    });
    await of.start();
    const make = troubles(of, seed);
    for (const n of [0, 1, 2]) await throwIt(of.fakes, make(`shop-${n}`, unrelated[n]!).event());
    await until('three dead letters', async () => (await of.api.deadLetters()).length === 3);
    of.fakes.faults.clear();
    return of;
  }

  it('of messages are listed, replayed and discarded, by API and by command', async () => {
    const of = await refusedMessages();
    const [first, second, third] = [...(await of.api.deadLetters())].sort((a, b) => a.id - b.id);
    expect(first?.reason).toMatch(/invalid_blocks/);
    expect((await of.api.books()).dead).toBe(6);
    expect((await of.api.readiness()).notes.join('\n')).toContain('3 dead letters wait');

    expect((await of.api.post(`dead-letters/${first!.id}/replay`)).status).toBe(202);
    await until('the first message', () => roots(of).length === 1);
    const listed = await stormrelay(of, ['dead-letters', 'list']);
    expect(listed.code).toBe(0);
    expect(lines(listed.stdout)).toHaveLength(2);
    expect(listed.stdout).toContain('invalid_blocks');
    const one = await stormrelay(of, ['dead-letters', 'show', String(second!.id)]);
    expect(one.stdout).toContain('"surface": "message"');
    const replayed = await stormrelay(of, ['dead-letters', 'replay', String(second!.id)]);
    expect(replayed).toMatchObject({ code: 0, stdout: `Dead letter ${second!.id}: tried again.\n` });
    await until('the second message', () => roots(of).length === 2);
    const discarded = await stormrelay(of, ['dead-letters', 'discard', String(third!.id)]);
    expect(discarded).toMatchObject({ code: 0, stdout: `Dead letter ${third!.id}: discarded.\n` });
    expect(await of.api.post(`dead-letters/${third!.id}/replay`)).toMatchObject({
      status: 409,
      body: { error: { code: 'not-open' } },
    });
    expect((await stormrelay(of, ['dead-letters', 'list'])).stdout).toBe('There are no dead letters.\n');
    expect(lines((await stormrelay(of, ['dead-letters', 'list', '--all'])).stdout)).toHaveLength(3);
    expect((await stormrelay(of, ['dead-letters', 'show', 'seven'])).code).toBe(2);
    await of.rest();
    expect(roots(of)).toHaveLength(2);
    expect((await of.api.books()).dead).toBe(2);
    await expectBalance(of);
  });

  it('of entries are replayed behind everything that came since, once', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const answer = await rawPost(of, {
      body: '{"action":"triggered","data":{"event":{"title":"no issue"}}}',
    });
    const letter = await until('the dead letter', async () => (await of.api.deadLetters())[0]);
    expect(letter).toMatchObject({ kind: 'entry', subject: String(answer.body['seq']) });
    expect((await of.api.post(`dead-letters/${letter.id}/replay`)).status).toBe(202);
    const again = await until('it is dead again', async () => (await of.api.deadLetters())[0]);
    expect(again.id).not.toBe(letter.id);
    expect((await of.api.deadLetters('replayed')).map((one) => one.id)).toEqual([letter.id]);
    expect((await of.api.post(`dead-letters/${again.id}/discard`)).status).toBe(202);
    await of.rest();
    await expectBalance(of);
  });

  it('cannot be replayed by command while no relay runs, and the command says why', async () => {
    const of = await refusedMessages();
    await of.stop();
    const said = await stormrelay(of, ['dead-letters', 'replay', '1']);
    expect(said.code).toBe(1);
    expect(said.stderr).toMatch(/^stormrelay: No relay answers at http:\/\/127\.0\.0\.1:\d+.*Start it first/);
  });
});
