import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectAlive } from './scene/alive.ts';
import { journey, until } from './scene/journey.ts';
import { openLine, rawPost, type RawPost } from './scene/raw-post.ts';
import { refusals } from './scene/refusals.ts';
import { expectBalance } from './scene/seen.ts';

const seed = 5150;
const speed = 20;
const mebibyte = 1024 * 1024;

describe('what the door refuses', () => {
  it('is told with a status, a code and what to do, is listed, and harms nobody behind it', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    for (const { name, post, status, code, says } of refusals) {
      const answer = await rawPost(of, post);
      expect({ name, status: answer.status, code: answer.code }).toEqual({ name, status, code });
      expect(answer.message, name).toMatch(says);
    }
    const listed = new Set((await of.api.refused()).map((one) => one.code));
    for (const code of [
      'body-not-json',
      'body-too-large',
      'body-empty',
      'signature-missing',
      'signature-mismatch',
      'resource-missing',
      'encoding-unsupported',
    ])
      expect(listed).toContain(code);
    expect((await of.api.refused()).find((one) => one.code === 'body-too-large')?.bytes).toBeGreaterThan(
      2 * mebibyte,
    );
    expect((await of.api.quarantine()).map((one) => one.reason)).toEqual([
      'signature-mismatch',
      'signature-mismatch',
    ]);
    await expectAlive(of);
    await of.rest();
    expect((await of.api.books()).accepted).toBe(2);
  });

  it('trickles in, breaks off, or brings too many headers, and others are answered meanwhile', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    // In Sentry's form, so that its body is what is judged.
    const signed = `Sentry-Hook-Resource: event_alert\r\nSentry-Hook-Signature: ${'ab'.repeat(32)}\r\n`;
    const head = `POST /webhooks/sentry HTTP/1.1\r\nHost: relay\r\n${signed}`;
    const trickling = Array.from({ length: 60 }, (_, n) =>
      openLine(of, n % 2 === 0 ? head : `${head}Content-Length: 5000\r\n\r\n{"a":`),
    );
    const drip = setInterval(
      () => trickling.forEach(({ socket }) => socket.writable && socket.write('x')),
      50,
    );
    try {
      await delay(200);
      await expectAlive(of);
      const broken = openLine(of, `${head}Content-Length: 5000\r\n\r\n{"a":`);
      await delay(50);
      broken.socket.end();
      await broken.closed;
      const torn = openLine(of, `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\nZZZ\r\n`);
      await torn.closed;
      expect(torn.received()).toMatch(/^HTTP\/1\.1 400 /);
      const many = openLine(
        of,
        `${head}${Array.from({ length: 3_000 }, (_, n) => `X-Filler-${n}: 1\r\n`).join('')}\r\n`,
      );
      await many.closed;
      expect(many.received()).toMatch(/^HTTP\/1\.1 431 /);
      const smuggled = openLine(
        of,
        `${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      );
      await smuggled.closed;
      expect(smuggled.received()).toMatch(/^HTTP\/1\.1 400 /);
      await expectAlive(of);
    } finally {
      clearInterval(drip);
      for (const { socket } of trickling) socket.destroy();
    }
    await until('the torn bodies are listed', async () =>
      (await of.api.refused()).some((one) => one.code === 'body-incomplete'),
    );
    await expectAlive(of);
  });
});

/** Accepted, because JSON is JSON; none of them is an alert of anybody. */
const oddities: readonly { readonly name: string; readonly post: RawPost; readonly reason: RegExp }[] = [
  {
    name: 'a resource of tomorrow',
    post: { resource: 'weather_report', body: '{"action":"rain","data":{}}' },
    reason: /weather_report.*does not know this resource/,
  },
  {
    name: 'an unknown action',
    post: { resource: 'error', body: '{"action":"vanished","data":{}}' },
    reason: /new to the relay/,
  },
  {
    name: 'an event alert without event',
    post: { body: '{"action":"triggered","data":{}}' },
    reason: /event/,
  },
  {
    name: 'an issue without id',
    post: { resource: 'issue', body: '{"action":"created","data":{"issue":{"title":"x"}}}' },
    reason: /issue/,
  },
  {
    name: 'a metric alert of no rule',
    post: { resource: 'metric_alert', body: '{"action":"critical","data":{"metric_alert":[]}}' },
    reason: /metric_alert|alert rule/,
  },
  {
    name: '50,000 levels',
    post: { body: `{"action":"triggered","data":{"event":${'['.repeat(50_000)}${']'.repeat(50_000)}}}` },
    reason: /event/,
  },
  {
    name: '50,000 levels of objects',
    post: { body: `{"action":"triggered","data":${'{"event":'.repeat(50_000)}1${'}'.repeat(50_000)}}` },
    reason: /event|issue/,
  },
  {
    name: '__proto__ keys',
    post: {
      body: '{"__proto__":{"action":"triggered"},"constructor":{"prototype":{"x":1}},"data":{"__proto__":{"event":{"issue_id":"9"}}}}',
    },
    reason: /event|action/,
  },
];

describe('what is JSON and makes no sense', () => {
  it('is accepted, set aside or dead with a reason to read, and stops nobody behind it', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    for (const { name, post, reason } of oddities) {
      const answer = await rawPost(of, post);
      expect(answer.status, name).toBe(202);
      const seq = Number(answer.body['seq']);
      const why = await until(`the reason of ${name}`, async () => {
        const aside = (await of.api.setAside()).find((one) => one.seq === seq)?.disposition.reason;
        const dead = (await of.api.deadLetters()).find((one) => one.subject === String(seq))?.reason;
        return aside ?? dead;
      });
      expect(why, name).toMatch(reason);
    }
    await expectAlive(of);
    await of.rest();
    const books = await of.api.books();
    expect(books.setAside + books.dead).toBe(oddities.length);
    await expectBalance(of);
  });
});
