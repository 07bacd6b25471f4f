import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Overview } from '../../../src/observe/overview.ts';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

let relay: FakeRelay | null = null;
afterEach(async () => {
  await relay?.close();
  relay = null;
});

/** What a watcher hears within so many ms: types of frames, and when they came. */
async function heard(of: FakeRelay, forMs: number): Promise<{ type: unknown; at: number }[]> {
  const socket = new WebSocket(`ws://127.0.0.1:${of.port}/live`);
  const frames: { type: unknown; at: number }[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { type: unknown };
    frames.push({ type: frame.type, at: performance.now() });
  });
  await new Promise((open) => socket.once('open', open));
  await new Promise((over) => setTimeout(over, forMs));
  socket.terminate();
  return frames;
}

describe('the live feed', () => {
  it('speaks at least every 2 s, so that silence means something', async () => {
    relay = await startFakeRelay();
    const frames = await heard(relay, 4_500);
    expect(frames[0]?.type).toBe('whole');
    expect(frames.filter(({ type }) => type === 'beat').length).toBeGreaterThanOrEqual(3);
    const gaps = frames.slice(1).map(({ at }, index) => at - (frames[index]?.at ?? at));
    expect(Math.max(...gaps)).toBeLessThan(2_000);
  });

  it('beats on while its figures cannot be read, for it lives', async () => {
    const watched: ((frame: Overview) => void)[] = [];
    const feed = {
      changed: () => undefined,
      watch: (callback: (frame: Overview) => void) => {
        watched.push(callback);
        return () => undefined;
      },
      watchers: () => watched.length,
      close: () => Promise.resolve(),
    };
    relay = await startFakeRelay({ overrides: { feed } });
    const frames = await heard(relay, 3_500);
    expect(watched).toHaveLength(1);
    expect(new Set(frames.map(({ type }) => type))).toEqual(new Set(['beat']));
    expect(frames.length).toBeGreaterThanOrEqual(2);
  });
});
