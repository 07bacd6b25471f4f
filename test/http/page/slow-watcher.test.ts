import { onTestFinished, expect, it } from 'vitest';
import WebSocket from 'ws';
import { withDelta, type Delta, type Whole } from '../../../src/http/page/wire/delta.ts';
import type { Overview } from '../../../src/observe/overview.ts';
import { startFakeRelay } from '../doubles/fake-relay.ts';

/** A feed that says what a test wants it to say. */
function spokenFeed() {
  let told: (overview: Overview) => void = () => undefined;
  return {
    say: (overview: Overview) => told(overview),
    changed: () => undefined,
    watch: (callback: (overview: Overview) => void) => {
      told = callback;
      return () => undefined;
    },
    watchers: () => 1,
    close: () => Promise.resolve(),
  };
}

const rowBytes = 200_000;
const overview = (n: number): Overview =>
  ({
    type: 'overview',
    at: n,
    rates: {},
    open: [{ id: 'inc-1', title: String(n).padEnd(rowBytes, 'x') }],
    resolved: [],
  }) as never;
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('holds nothing back for a watcher that does not read, and brings it to the newest once it does', async () => {
  const feed = spokenFeed();
  const relay = await startFakeRelay({ overrides: { feed } });
  onTestFinished(() => relay.close());
  const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/live`);
  onTestFinished(() => socket.terminate());
  let bytes = 0;
  let known: Whole | null = null;
  socket.on('message', (data: Buffer) => {
    bytes += data.length;
    const message = JSON.parse(data.toString()) as Whole | Delta | { type: 'beat' };
    if (message.type === 'whole') known = message;
    else if (message.type === 'delta') known = known && withDelta(known, message);
  });
  await new Promise((open) => socket.once('open', open));
  feed.say(overview(0));
  await expect.poll(() => known).not.toBeNull();
  socket.pause();
  const spoken = 400;
  for (let n = 1; n <= spoken; n += 1) {
    feed.say(overview(n));
    await soon();
  }
  socket.resume();
  for (let n = spoken + 1; (known as Whole | null)?.overview.at !== n - 1; n += 1) {
    feed.say(overview(n));
    for (let turns = 0; turns < 50; turns += 1) await soon();
  }
  expect(known).toMatchObject({ overview: { open: [{ id: 'inc-1' }] } });
  // The system itself holds some megabytes for every socket.
  expect(bytes).toBeLessThan((spoken * rowBytes) / 4);
});
