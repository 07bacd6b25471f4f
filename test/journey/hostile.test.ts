import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { journey, until, type Journey } from './journey.ts';
import { openLine, rawPost, type RawPost } from './raw-post.ts';
import { expectBalance, expectChecks, expectNoMessageTwice, pages, replies, roots, shown } from './seen.ts';
import { throwIt, troubles, unrelated, type Wording } from './trouble.ts';

const seed = 5150;
const speed = 20;
const mebibyte = 1024 * 1024;

interface Refusal {
  readonly name: string;
  readonly post: RawPost;
  readonly status: number;
  readonly code: string;
  /** What the message has to tell the sender. */
  readonly says: RegExp;
}

const whole = JSON.stringify({ action: 'triggered', data: { event: { issue_id: '1' } } });

const refusals: readonly Refusal[] = [
  { name: 'not JSON', post: { body: 'status=down' }, status: 400, code: 'body-not-json', says: /not JSON/ },
  { name: 'truncated JSON', post: { body: whole.slice(0, -9) }, status: 400, code: 'body-not-json', says: /cut off/ },
  { name: 'a JSON array', post: { body: '[1, 2]' }, status: 400, code: 'body-not-object', says: /object/ },
  { name: 'JSON null', post: { body: 'null' }, status: 400, code: 'body-not-object', says: /object/ },
  { name: 'an empty body', post: { body: '' }, status: 400, code: 'body-empty', says: /empty/ },
  { name: '3 MiB', post: { body: `{"a":"${'x'.repeat(3 * mebibyte)}"}` }, status: 413, code: 'body-too-large', says: /2 MiB/ },
  {
    name: '3 MiB in pieces without a length',
    post: { body: `{"a":"${'x'.repeat(3 * mebibyte)}"}`, chunked: true },
    status: 413,
    code: 'body-too-large',
    says: /2 MiB/,
  },
  { name: 'a compressed body', post: { body: whole, headers: { 'content-encoding': 'gzip' } }, status: 415, code: 'encoding-unsupported', says: /compressed/ },
  { name: 'no signature', post: { body: whole, signature: null }, status: 401, code: 'signature-missing', says: /Sentry-Hook-Signature/ },
  { name: 'a wrong signature', post: { body: whole, signature: '0'.repeat(64) }, status: 401, code: 'signature-mismatch', says: /rotated/ },
  { name: 'a signature of another body', post: { body: `${whole} `, signature: 'ab'.repeat(32) }, status: 401, code: 'signature-mismatch', says: /secret/ },
  { name: 'half a signature', post: { body: whole, signature: 'abc123' }, status: 401, code: 'signature-malformed', says: /64 hexadecimal/ },
  { name: 'no resource', post: { body: whole, resource: null }, status: 400, code: 'resource-missing', says: /Sentry-Hook-Resource/ },
  { name: 'a resource that is none', post: { body: whole, resource: 'Event Alert/../x' }, status: 400, code: 'resource-malformed', says: /resource name/ },
  { name: 'an unknown door', post: { body: whole, path: '/webhooks/elsewhere' }, status: 404, code: 'not-found', says: /nothing at this address/ },
  { name: 'the legacy door that nobody opened', post: { body: whole, path: '/webhooks/sentry/legacy/guess' }, status: 404, code: 'not-found', says: /nothing at this address/ },
  { name: 'GET', post: { body: '', method: 'GET' }, status: 405, code: 'method-not-allowed', says: /Use POST/ },
  { name: 'PUT', post: { body: whole, method: 'PUT' }, status: 405, code: 'method-not-allowed', says: /Use POST/ },
];

let healthy = 0;

/** A healthy issue behind whatever came before: it must be shown. */
async function expectAlive(of: Journey): Promise<void> {
  healthy += 1;
  const service = `healthy-${healthy}`;
  const sent = await throwIt(of.fakes, troubles(of, seed + healthy)(service, unrelated[7]!).event());
  expect(sent.map((one) => one.status)).toEqual([202, 202]);
  await until('the entries behind are applied', () => roots(of).some((message) => shown(message).includes(service)));
  expect(of.relay().isOver()).toBe(false);
}

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
    for (const code of ['body-not-json', 'body-too-large', 'body-empty', 'signature-missing', 'signature-mismatch', 'resource-missing', 'encoding-unsupported'])
      expect(listed).toContain(code);
    expect((await of.api.refused()).find((one) => one.code === 'body-too-large')?.bytes).toBeGreaterThan(2 * mebibyte);
    expect((await of.api.quarantine()).map((one) => one.reason)).toEqual(['signature-mismatch', 'signature-mismatch']);
    await expectAlive(of);
    await of.rest();
    expect((await of.api.books()).accepted).toBe(2);
  });

  it('trickles in, breaks off, or brings too many headers, and others are answered meanwhile', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const head = 'POST /webhooks/sentry HTTP/1.1\r\nHost: relay\r\nSentry-Hook-Resource: event_alert\r\n';
    const trickling = Array.from({ length: 60 }, (_, n) =>
      openLine(of, n % 2 === 0 ? head : `${head}Content-Length: 5000\r\n\r\n{"a":`),
    );
    const drip = setInterval(() => trickling.forEach(({ socket }) => socket.writable && socket.write('x')), 50);
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
      const many = openLine(of, `${head}${Array.from({ length: 3_000 }, (_, n) => `X-Filler-${n}: 1\r\n`).join('')}\r\n`);
      await many.closed;
      expect(many.received()).toMatch(/^HTTP\/1\.1 431 /);
      const smuggled = openLine(of, `${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`);
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
  { name: 'a resource of tomorrow', post: { resource: 'weather_report', body: '{"action":"rain","data":{}}' }, reason: /weather_report.*does not know this resource/ },
  { name: 'an unknown action', post: { resource: 'error', body: '{"action":"vanished","data":{}}' }, reason: /new to the relay/ },
  { name: 'an event alert without event', post: { body: '{"action":"triggered","data":{}}' }, reason: /event/ },
  { name: 'an issue without id', post: { resource: 'issue', body: '{"action":"created","data":{"issue":{"title":"x"}}}' }, reason: /issue/ },
  { name: 'a metric alert of no rule', post: { resource: 'metric_alert', body: '{"action":"critical","data":{"metric_alert":[]}}' }, reason: /metric_alert|alert rule/ },
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
  { name: '__proto__ keys', post: { body: '{"__proto__":{"action":"triggered"},"constructor":{"prototype":{"x":1}},"data":{"__proto__":{"event":{"issue_id":"9"}}}}' }, reason: /event|action/ },
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

/** What somebody may put into an error to ping a channel, forge a link or become markup. */
const evil = [
  '<!channel> <!here> <!everyone> <@U1ADMIN01> <!subteam^S012AB3CD|@oncall> @channel @here',
  '<https://evil.example|Sentry> [Sentry](https://evil.example) https://evil.example/x',
  '</script><script>alert(1)</script><img src=x onerror=alert(2)>',
  '```\n*bold* _it_ ~no~ `code`\n> quote\u2028\u202Eesrever\u0000',
  'lone \ud83d and \udc00 halves',
];

describe('hostile text in an alert', () => {
  it('pings nobody, forges no link, breaks out of nothing, and is shown', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const make = troubles(of, seed);
    for (const [n, text] of evil.entries()) {
      const wording: Wording = { type: `Evil${n} ${text}`, message: text, file: `src/${text}.js` };
      const error = make(`victim-${n}`, wording).event({
        culprit: text,
        transaction: text,
        release: text,
        shortId: text,
        level: n === 0 ? 'fatal' : 'error',
        tags: [[text, text], ['region', text]],
        rules: [text],
      });
      expect((await throwIt(of.fakes, error)).map((one) => one.status)).toEqual([202, 202]);
    }
    const service = make('<!channel>|</script>', { type: 'Error', message: 'x', file: 'a.js' });
    await throwIt(of.fakes, service.event({ environment: '<@U1ADMIN01>' }));
    await until('all are shown', () => roots(of).length === evil.length + 1);
    const hot = (await of.api.incidents()).find((one) => one.page.state !== 'none');
    await of.api.post(`incidents/${hot?.id ?? ''}/acknowledge`, { who: '<!channel> <@U1ADMIN01>' });
    await until('the reply', () => replies(of).length === 1);
    await of.rest();
    expectChecks(of, 'no-ping');
    const links = [...roots(of), ...replies(of)].flatMap((message) => shown(message).match(/<[^>]*>/g) ?? []);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toMatch(/^<(https:\/\/([a-z0-9-]+\.)*sentry\.io\/|!date\^\d+\^)/);
    expect(pages(of).flatMap((page) => page.links.map((link) => link.href))).toSatisfy((hrefs: string[]) =>
      hrefs.every((href) => href.startsWith('https://brindle.sentry.io/')),
    );
    const refused = of.fakes.observed().slack.calls.filter((call) => !call.ok);
    expect(refused.map((call) => call.error)).toEqual([]);
    expectNoMessageTwice(of);
    await expectBalance(of);
    expect(of.relay().stdout() + of.relay().stderr()).not.toContain(of.fakes.connection.slack.token);
  });

  it('comes with 10,000 tags and a megabyte of message, and still becomes a message', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const make = troubles(of, seed);
    const tags = Array.from({ length: 10_000 }, (_, n): [string, string] => [`tag-${n}`, `<!channel> ${n}`]);
    const many = make('tagged', unrelated[0]!).event({ tags });
    const large = make('wordy', { ...unrelated[1]!, message: '<@U1ADMIN01>&'.repeat(50_000) }).event();
    for (const error of [many, large]) {
      for (const status of (await throwIt(of.fakes, error)).map((one) => one.status)) expect(status).toBe(202);
    }
    await until('both are shown', () => roots(of).length === 2);
    await of.rest();
    expectChecks(of, 'no-ping');
    expect((await of.api.deadLetters()).map((one) => one.reason)).toEqual([]);
    await expectBalance(of);
    await expectAlive(of);
  });
});
