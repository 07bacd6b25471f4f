import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { expectAlive } from './scene/alive.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { openLine } from './scene/raw-post.ts';

const seed = 1_343;
const speed = 20;

/** The first answer to a request that is written as it stands. */
async function answerTo(of: Journey, ...head: readonly string[]): Promise<string> {
  const line = openLine(of, `${head.join('\r\n')}\r\n\r\n`);
  await until('an answer', () => /^HTTP\/1\.1 \d{3}[^]*\r\n\r\n/.test(line.received()));
  line.socket.destroy();
  await line.closed;
  return line.received();
}

const host = (of: Journey): string => new URL(of.url).host;

/** Ways out of a folder, as they stand in a request's first line. */
const waysOut: readonly string[] = [
  ...['/../../../../etc/passwd', '/..%2f..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/%2e%2e/etc/passwd'],
  ...['/%252e%252e/%252e%252e/etc/passwd', '/..%5c..%5cetc%5cpasswd', '/....//....//etc/passwd'],
  ...['//etc/passwd', '/./../page.ts', '/../page.ts', '/scripts/../../page.ts', '/..%2Fpage.ts'],
  ...['/page.ts%00.html', '/%00', '/%ff%fe', '/..;/page.ts', '/looks/..%c0%af..%c0%afpage.ts'],
  ...['/.git/config', '/package.json', '/stormrelay.db', 'http://127.0.0.1/../page.ts', '*'],
];

describe('the files of the page', () => {
  it('are all that its folder gives, whatever way is asked for', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    expect(await answerTo(of, 'GET / HTTP/1.1', `Host: ${host(of)}`)).toMatch(/^HTTP\/1\.1 200 /);
    for (const way of waysOut) {
      const answer = await answerTo(of, `GET ${way} HTTP/1.1`, `Host: ${host(of)}`);
      expect({ way, answer: answer.slice(0, 12) }).toEqual({
        way,
        answer: expect.stringMatching(/^HTTP\/1\.1 (?:[34]\d\d)$/) as string,
      });
      expect(answer, way).not.toMatch(/root:|import .* from|SQLite format|"dependencies"|\n\s+at /);
    }
    await expectAlive(of);
  });
});

describe('/live', () => {
  it('opens for its own page, and for no page of another site, whatever that says of itself', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const asks = (origin: string | null, more: readonly string[] = []): Promise<string> =>
      answerTo(
        of,
        'GET /live HTTP/1.1',
        `Host: ${host(of)}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        ...(origin === null ? [] : [`Origin: ${origin}`]),
        ...more,
      );
    expect(await asks(of.url)).toMatch(/^HTTP\/1\.1 101 /);
    const { hostname, port } = new URL(of.url);
    for (const origin of [
      'https://evil.example',
      'null',
      'file://',
      `http://${hostname}.evil.example:${port}`,
      `http://evil.example:${port}`,
      `http://${hostname}:${port}@evil.example`,
      `http://${hostname}:1`,
      `https://${hostname}:${port}x`,
    ])
      expect(await asks(origin), origin).toMatch(/^HTTP\/1\.1 403 /);
    // A tunnel, or a name of somebody else's that leads here.
    expect(await asks(of.url, ['X-Forwarded-For: 203.0.113.9'])).toMatch(/^HTTP\/1\.1 403 /);
    // Nobody streams events but the websocket.
    const stream = await answerTo(
      of,
      'GET /live HTTP/1.1',
      `Host: ${host(of)}`,
      'Accept: text/event-stream',
      'Origin: https://evil.example',
    );
    expect(stream).toMatch(/^HTTP\/1\.1 4\d\d /);
    await expectAlive(of);
  });
});
