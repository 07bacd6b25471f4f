import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectAlive } from './scene/alive.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { openLine, rawPost } from './scene/raw-post.ts';
import { expectBalance } from './scene/seen.ts';

const seed = 1317;
const speed = 20;
const mebibyte = 1024 * 1024;
const bytes = 2 * mebibyte;
const junk = Buffer.alloc(bytes, 'x');

/** The head of a body of 2 MiB in Sentry's form, so that only its bytes say that it is none. */
function headFrom(network: string): string {
  return [
    'POST /webhooks/sentry HTTP/1.1',
    'Host: relay',
    'Content-Type: application/json',
    `Content-Length: ${bytes}`,
    `X-Forwarded-For: ${network}`,
    'Sentry-Hook-Resource: event_alert',
    `Sentry-Hook-Signature: ${'ab'.repeat(32)}`,
    '\r\n',
  ].join('\r\n');
}

/** What the relay's process holds in memory, in MiB; null where the system does not tell (it is Linux that does). */
function held(of: Journey): number | null {
  const file = `/proc/${of.relay().pid}/status`;
  if (!existsSync(file)) return null;
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1]) / 1_024;
}

/** Writes all but the last byte, and waits. */
function unfinished(of: Journey, network: string): Socket {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(of.url).port) });
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(headFrom(network));
  socket.write(junk.subarray(1));
  onTestFinished(() => void socket.destroy());
  return socket;
}

const codes = async (of: Journey): Promise<readonly string[]> =>
  (await of.api.refused()).map(({ code }) => code);

describe('strangers at the door', () => {
  it('that leave 250 bodies of 2 MiB unfinished fill no memory, and genuine webhooks are taken', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    await expectAlive(of);
    const before = held(of);
    let most = before ?? 0;
    const looking = setInterval(() => (most = Math.max(most, held(of) ?? 0)), 20);
    onTestFinished(() => clearInterval(looking));
    const sockets = Array.from({ length: 250 }, (_, n) => unfinished(of, `9.9.${n % 5}.9`));
    await until('most are given up', () => sockets.filter((one) => one.destroyed).length > 200);
    expect(await codes(of)).toContain('bodies-crowded');
    await expectAlive(of);
    // Half a gigabyte came. What is held of it is bounded by 32 MiB; the rest is what a collector has not taken yet.
    if (before !== null) expect(most - before).toBeLessThan(250);
    await until('the others are too slow', () => sockets.every((one) => one.destroyed));
    expect(await codes(of)).toContain('body-slow');
    await expectAlive(of);
    await of.rest();
    await expectBalance(of);
  });

  it('that go on sending long bodies are refused unread; whoever is proven is read on', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const network = '9.9.9.9';
    const good = { 'x-forwarded-for': '8.8.8.8' };
    expect((await rawPost(of, { body: '{"n":1}', headers: good })).status).toBe(202);
    const statuses: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const line = openLine(of, headFrom(network));
      line.socket.write(junk);
      await until('an answer', () => /^HTTP\/1\.1 \d{3}/.test(line.received()));
      statuses.push(line.received().slice(9, 12));
      line.socket.destroy();
    }
    // All were read until 32 MiB had come in vain.
    expect(statuses.slice(0, 15)).toEqual(Array<string>(15).fill('401'));
    expect(statuses).toContain('429');
    expect(await codes(of)).toContain('too-much-refused');
    const long = `{"n":"${'y'.repeat(mebibyte)}"}`;
    expect((await rawPost(of, { body: long, headers: good })).status).toBe(202);
    // What is short is read of anybody: nobody is kept from showing that he is genuine.
    const short = await rawPost(of, { body: '{"n":2}', headers: { 'x-forwarded-for': network } });
    expect(short.status).toBe(202);
    expect((await rawPost(of, { body: `${long} `, headers: { 'x-forwarded-for': network } })).status).toBe(
      202,
    );
    await of.rest();
    await expectBalance(of);
  });
});
