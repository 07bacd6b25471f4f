import { describe, expect, it } from 'vitest';
import { createSentrySource } from '../../src/integrations/sentry/source.ts';
import { sampleEntries } from '../../src/integrations/sentry/sample-entries.ts';
import { newState } from '../../src/correlate/state/brain-state.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { warmUp } from '../../src/pipeline/warm-up.ts';
import { policy } from '../make.ts';

const source = createSentrySource({ allowedHosts: [] });

describe('the warm-up', () => {
  it('reads every sample, and comes as far as a storm and its page', () => {
    const state = newState('i');
    const batch = applyRun({ ...state, meta: { ...state.meta, policy } }, sampleEntries(24), (entry) =>
      source.read(entry),
    );
    expect(batch.deadLetters).toEqual([]);
    expect(new Set(batch.dispositions.map(({ disposition }) => disposition.kind))).toEqual(
      new Set(['counted']),
    );
    expect(new Set(batch.wanted.map((row) => row.surface))).toContain('message');
  });

  it('takes a slice at a turn, and touches nothing but itself', async () => {
    const read: number[] = [];
    const turns: number[] = [];
    const over = warmUp(
      {
        read: (entry) => {
          read.push(entry.seq);
          return source.read(entry);
        },
        entries: sampleEntries(6),
        policy,
      },
      new AbortController().signal,
    );
    turns.push(read.length);
    await new Promise((resolve) => setImmediate(resolve));
    turns.push(read.length);
    await over;
    expect(turns).toEqual([8, 16]);
    expect(read).toEqual(Array.from({ length: 18 }, (_, n) => n + 1));
  });

  it('ends when the relay does', async () => {
    let read = 0;
    const ending = new AbortController();
    const over = warmUp(
      { read: (entry) => ((read += 1), source.read(entry)), entries: sampleEntries(6), policy },
      ending.signal,
    );
    ending.abort();
    await over;
    expect(read).toBe(8);
  });
});
