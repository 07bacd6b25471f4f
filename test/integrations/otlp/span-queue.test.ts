import { expect, it } from 'vitest';
import { SpanQueue } from '../../../src/integrations/otlp/span-queue.ts';
import { isSampled, spanIdOf, traceIdOf, type Span } from '../../../src/integrations/otlp/span.ts';
import { silentLog } from '../../../src/seams/log.ts';

const span: Span = {
  ...{ traceId: traceIdOf('i', 1), spanId: spanIdOf('i', 1, 'receive'), parentSpanId: null, link: null },
  ...{ name: 'receive', kind: 'server', startedAt: 1_800_000_000_000, endedAt: 1_800_000_000_004.6 },
  ...{ attributes: { 'stormrelay.seq': 1 }, failed: false },
};

/** A queue to a collector that answers like this, one answer a post. */
function queue(answers: (string | null)[]) {
  const bodies: string[] = [];
  const counted: Record<string, number> = {};
  const stop = new AbortController();
  let sleeps = 0;
  const made = new SpanQueue({
    to: {
      post: (body) =>
        Promise.resolve(bodies.push(body) > answers.length ? null : (answers[bodies.length - 1] ?? null)),
      close: () => Promise.resolve(),
    },
    resource: { service: 's', install: 'i' },
    clock: {
      sleep: async () => {
        if ((sleeps += 1) > 12) stop.abort();
        await new Promise((next) => setImmediate(next));
      },
    },
    log: silentLog,
    count: (outcome, spans) => (counted[outcome] = (counted[outcome] ?? 0) + spans),
  });
  return { queue: made, bodies, counted, run: () => made.run(stop.signal) };
}

it('drops what comes while too much waits, without making it, and counts it', async () => {
  const { queue: to, counted, run } = queue([]);
  let made = 0;
  for (let n = 0; n < 2_100; n += 1)
    to.add(() => {
      made += 1;
      return span;
    });
  expect([made, counted]).toEqual([2_048, { dropped: 52 }]);
  await run();
  expect(counted).toEqual({ dropped: 52, exported: 2_048 });
});

it('tells what a collector did not take no second time', async () => {
  const { queue: to, counted, bodies, run } = queue(['It answered with HTTP 503.']);
  to.add(() => span);
  await run();
  expect([bodies.length, counted]).toEqual([1, { dropped: 1 }]);
});

it('writes times in ns, as text', async () => {
  const { queue: to, bodies, run } = queue([]);
  to.add(() => span);
  await run();
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [
              {
                ...{ name: 'receive', kind: 2, traceId: span.traceId },
                ...{ startTimeUnixNano: '1800000000000000000', endTimeUnixNano: '1800000000005000000' },
                attributes: [{ key: 'stormrelay.seq', value: { intValue: '1' } }],
              },
            ],
          },
        ],
      },
    ],
  });
});

it('has a trace whole or not at all, and of many the share that was asked for', () => {
  const ids = Array.from({ length: 4_000 }, (_, seq) => traceIdOf('install', seq));
  const kept = ids.filter((id) => isSampled(id, 0.25)).length;
  expect(kept).toBeGreaterThan(800);
  expect(kept).toBeLessThan(1_200);
  expect(ids.every((id) => isSampled(id, 1))).toBe(true);
  expect(ids.some((id) => isSampled(id, 0))).toBe(false);
});

it.each([
  ['no answer yet', ['http://c gave no answer.']],
  ['refused before', ['It answered with HTTP 503.', 'It answered with HTTP 503.']],
])('warns once at most of a collector that hangs while the relay stops, %s', async (_, before) => {
  const warned: string[] = [];
  const stop = new AbortController();
  let giveUp: (why: string) => void = () => undefined;
  const answers = before.slice(1);
  const made = new SpanQueue({
    to: {
      post: () => {
        const answer = answers.shift();
        if (answer !== undefined) return Promise.resolve(answer);
        stop.abort();
        return new Promise((resolve) => (giveUp = resolve));
      },
      close: () => {
        giveUp('The connection to c failed (UND_ERR_DESTROYED).');
        return Promise.resolve();
      },
    },
    resource: { service: 's', install: 'i' },
    clock: {
      sleep: async () => {
        made.add(() => span);
        await new Promise((next) => setTimeout(next, 1));
      },
    },
    log: { ...silentLog, warn: (_fields: object, text: string) => void warned.push(text) },
    count: () => undefined,
  });
  await made.run(stop.signal);
  await new Promise((next) => setTimeout(next, 5));
  expect(warned).toHaveLength(1);
  expect(warned[0]).not.toContain('DESTROYED');
});
