import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lines, stormrelay } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { rawPost, sign } from './scene/raw-post.ts';
import { expectBalance, roots, shown } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 2024;
const speed = 20;

/** A relay that holds the new secret first and the old one behind it, as during a rotation. */
async function rotating(): Promise<{ of: Journey; fresh: string; old: string }> {
  const fresh = createHash('sha256').update('the new client secret').digest('hex');
  const old = createHash('sha256').update('the old client secret').digest('hex');
  const of = await journey({ seed, speed, env: { SENTRY_SIGNING_SECRETS: `${fresh},${old}` } });
  await of.start();
  return { of, fresh, old };
}

/** Which secret verified the newest webhook, as the live page shows it. */
async function verifiedBy({ url }: Journey): Promise<string | undefined> {
  const shape = z.object({ lastSentry: z.object({ verifiedBy: z.string() }).nullable() });
  const answer: unknown = await (await fetch(`${url}/api/overview`)).json();
  return shape.parse(answer).lastSentry?.verifiedBy;
}

describe('a rotated secret', () => {
  it('is taken beside the old one, and which of them matched can be seen', async () => {
    const { of, fresh, old } = await rotating();
    const trouble = troubles(of, seed)('invoices', unrelated[0]!);
    of.fakes.sentry.setSecret(old);
    expect((await throwIt(of.fakes, trouble.event())).map((one) => one.status)).toEqual([202, 202]);
    await until('the old one is seen', async () => (await verifiedBy(of)) === 'secret-2');
    of.fakes.sentry.setSecret(fresh);
    expect((await throwIt(of.fakes, trouble.event())).map((one) => one.status)).toEqual([202]);
    await until('the new one is seen', async () => (await verifiedBy(of)) === 'secret-1');
    const metrics = await (await fetch(`${of.url}/metrics`)).text();
    expect(metrics).toMatch(/secret-1/);
    expect(metrics).toMatch(/secret-2/);
    expect(metrics).not.toContain(fresh);
    await of.rest();
    await expectBalance(of);
  });

  it('that the relay does not hold yet is answered 401, kept in quarantine and told of', async () => {
    const { of, fresh, old } = await rotating();
    const trouble = troubles(of, seed)('invoices', unrelated[0]!);
    of.fakes.sentry.setSecret('a secret that nobody told the relay');
    const sent = await throwIt(of.fakes, trouble.event());
    expect(sent.map((one) => one.status)).toEqual([401, 401]);
    const kept = await of.api.quarantine();
    expect(kept.map(({ kind, reason }) => `${kind} ${reason}`).sort()).toEqual([
      'event_alert signature-mismatch',
      'issue signature-mismatch',
    ]);
    expect((await of.api.readiness()).notes.join('\n')).toMatch(
      /2 deliveries are in quarantine.*SENTRY_SIGNING_SECRETS/,
    );
    const said = await stormrelay(of, ['quarantine']);
    expect(said.code).toBe(0);
    expect(lines(said.stdout).slice(0, -2)).toEqual([
      '2 deliveries are in quarantine. Most likely:',
      expect.stringContaining('  2 × in the form of Sentry'),
    ]);
    expect(said.stdout).toContain(kept[0]!.deliveryId);
    expect((await of.api.books()).accepted).toBe(0);
    for (const text of [said.stdout, of.relay().stdout(), JSON.stringify(kept)]) {
      expect(text).not.toContain(fresh);
      expect(text).not.toContain(old);
    }
    // Without a signature there is nothing that a later secret could heal.
    await rawPost(of, { body: '{}', signature: null });
    expect(await of.api.quarantine()).toHaveLength(2);
  });

  it('is taken after a restart with it; `check` says how many there are and shows none', async () => {
    const { of, old } = await rotating();
    const next = createHash('sha256').update('the third client secret').digest('hex').slice(0, 40);
    const trouble = troubles(of, seed)('invoices', unrelated[0]!);
    of.fakes.sentry.setSecret(next);
    expect((await throwIt(of.fakes, trouble.event())).map((one) => one.status)).toEqual([401, 401]);
    await of.stop();
    const secrets = { SENTRY_SIGNING_SECRETS: `${next},${old}` };
    const said = await stormrelay({ env: { ...of.env, ...secrets } }, ['check']);
    expect(said.code).toBe(0);
    expect(said.stdout).toContain('secret-1 (40 characters), secret-2 (64 characters)');
    for (const secret of [next, old]) expect(said.stdout).not.toContain(secret);
    await of.start(secrets);
    expect((await throwIt(of.fakes, trouble.event())).map((one) => one.status)).toEqual([202]);
    expect(await verifiedBy(of)).toBe('secret-1');
    // What was refused before fits now, and went in.
    await until('nothing is left in quarantine', async () => (await of.api.quarantine()).length === 0);
    await of.rest();
    expect((await of.api.books()).accepted).toBe(3);
    await expectBalance(of);
  });
});

describe('the same delivery again', () => {
  const body = (of: Journey): string => {
    const trouble = troubles(of, seed)('invoices', unrelated[0]!);
    const webhook = of.fakes.sentry
      .webhooksFor(trouble.event())
      .find((one) => one.resource === 'event_alert');
    return webhook?.body ?? '';
  };
  const counted = async (of: Journey): Promise<number> => (await of.api.books()).accepted;

  it('with the same Idempotency-Key is answered 202 as a duplicate and counted once', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const text = body(of);
    const headers = { 'idempotency-key': 'a'.repeat(32) };
    const first = await rawPost(of, { body: text, headers: { ...headers, 'request-id': '1'.repeat(32) } });
    const again = await rawPost(of, { body: text, headers: { ...headers, 'request-id': '2'.repeat(32) } });
    expect(first.body).toMatchObject({ accepted: true, duplicate: false });
    expect(again).toMatchObject({
      status: 202,
      body: { accepted: true, duplicate: true, seq: first.body['seq'] },
    });
    expect(await counted(of)).toBe(1);
  });

  it('with the same Request-ID, where there is no key, is a duplicate too, also after a crash', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const headers = { 'request-id': '3'.repeat(32) };
    const text = body(of);
    await rawPost(of, { body: text, headers });
    await of.kill();
    await of.start();
    const again = await rawPost(of, { body: text, headers });
    expect(again).toMatchObject({ status: 202, body: { duplicate: true } });
    expect(await counted(of)).toBe(1);
  });

  it('under another id is known by its body; the same body of another resource is not', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const text = body(of);
    const answers = [];
    for (const id of ['4', '5', '6'])
      answers.push(await rawPost(of, { body: text, headers: { 'request-id': id.repeat(32) } }));
    expect(answers.map((one) => one.body['duplicate'])).toEqual([false, true, true]);
    const other = await rawPost(of, {
      body: text,
      resource: 'error',
      headers: { 'request-id': '7'.repeat(32) },
    });
    expect(other.body['duplicate']).toBe(false);
    await of.rest();
    expect(await counted(of)).toBe(2);
    await expectBalance(of);
    expect(shown(roots(of)[0])).toMatch(/\*1 event\*/);
  });

  it('a hundred times at once is one entry', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const text = body(of);
    const headers = {
      'idempotency-key': 'b'.repeat(32),
      'sentry-hook-signature': sign(of.fakes.connection.sentry.secret, text),
    };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => rawPost(of, { body: text, headers })),
    );
    expect(answers.every((one) => one.status === 202)).toBe(true);
    expect(answers.filter((one) => one.body['duplicate'] === false)).toHaveLength(1);
    expect(await counted(of)).toBe(1);
  });
});
