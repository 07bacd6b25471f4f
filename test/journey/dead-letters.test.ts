import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { rawPost } from './scene/raw-post.ts';
import { expectBalance, expectChecks, expectNoMessageTwice, roots } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 607;
const speed = 20;

/** When Sentry's entries came, as the file has them. */
function receivedTimes(of: Journey): readonly { receivedAt: number; firstReceivedAt: number | null }[] {
  const database = new DatabaseSync(path.join(of.folder, 'stormrelay.db'), { readOnly: true });
  try {
    return database
      .prepare(`SELECT received_at, first_received_at FROM inbox WHERE source = 'sentry' ORDER BY seq`)
      .all()
      .map((row) => ({
        receivedAt: Number(row['received_at']),
        firstReceivedAt: row['first_received_at'] === null ? null : Number(row['first_received_at']),
      }));
  } finally {
    database.close();
  }
}

describe('dead letters', () => {
  async function refusedMessages(many = 3): Promise<Journey> {
    const of = await journey({ seed, speed });
    of.fakes.faults.add({
      target: { service: 'slack', method: 'chat.postMessage' },
      fault: { kind: 'error-code', error: 'invalid_blocks' },
    });
    await of.start();
    const make = troubles(of, seed);
    for (const [n, wording] of unrelated.slice(0, many).entries())
      await throwIt(of.fakes, make(`shop-${n}`, wording).event());
    // A later alert of an incident has its message tried once more: with the fault, it comes to the same.
    await until(
      'all are dead letters, and nothing is on its way',
      async () => (await of.api.deadLetters()).length >= many && (await of.api.books()).dead === many * 2,
    );
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
    const shown = await stormrelay(of, ['dead-letters', 'show', String(again.id)]);
    expect(shown.stdout).toMatch(
      /Request:[^]*"source": "sentry"[^]*no issue[^]*Response:[^]*History:[^]*"state": "replayed"/,
    );
    expect((await of.api.post(`dead-letters/${again.id}/discard`)).status).toBe(202);
    await of.rest();
    // What came again keeps the moment at which it first came.
    const [first, second] = receivedTimes(of);
    expect(second).toMatchObject({ firstReceivedAt: first?.receivedAt });
    expect(second?.receivedAt).toBeGreaterThan(first?.receivedAt ?? Infinity);
    await expectBalance(of);
  });

  it('are replayed all at once with the budgets kept, or discarded by what they have in common, with a reason', async () => {
    const of = await refusedMessages(unrelated.length);
    const letters = await of.api.deadLetters();
    const incident = letters.at(-1)?.subject.split('/')[0] ?? '';
    const reason = 'Everybody knows of this one.';
    const discarded = await stormrelay(of, [
      ...['dead-letters', 'discard', '--incident', incident, '--reason', reason, '--by', 'ada'],
    ]);
    expect(discarded).toMatchObject({ code: 0, stdout: '1 dead letter: discarded.\n' });
    const listed = await stormrelay(of, ['dead-letters', 'list', '--all', '--incident', incident]);
    expect(listed.stdout).toContain(`discarded by ada because: ${reason}`);
    const asked = { code: 2, stderr: expect.stringContaining('Say which dead letters are meant') as string };
    expect(await stormrelay(of, ['dead-letters', 'replay'])).toMatchObject(asked);

    const replayed = await stormrelay(of, ['dead-letters', 'replay', '--all', '--kind', 'notification']);
    const rest = unrelated.length - 1;
    // What tells of the relay's own trouble may have been refused likewise, and may be told anew by now.
    const many = /^(\d+) dead letters: tried again\.\n$/.exec(replayed.stdout)?.[1];
    expect([rest, rest + 1]).toContain(Number(many));
    await until('all the others are shown', () => roots(of).length === rest);
    await of.rest();
    expectChecks(of, 'no-rate-limit');
    expectNoMessageTwice(of);
    const books = (await (await fetch(`${of.url}/api/books`)).json()) as { discarded: unknown; dead: number };
    expect(books).toMatchObject({ discarded: [{ reason, letters: 1 }], dead: 2 });
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
