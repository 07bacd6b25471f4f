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

  it('ends without touching anything but itself', () => {
    const read: number[] = [];
    warmUp(
      (entry) => {
        read.push(entry.seq);
        return source.read(entry);
      },
      sampleEntries(3),
      policy,
    );
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
