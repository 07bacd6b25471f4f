import { describe, expect, it } from 'vitest';
import { emptyState } from '../../../src/correlate/state/brain-state.ts';
import type { Entry } from '../../../src/domain/inbox/entry.ts';
import { OutcomeBook, type Outcome } from '../../../src/pipeline/replay/outcome.ts';
import { Replay } from '../../../src/pipeline/replay/replay.ts';
import { alert, entry, policy, readAlert, redisAlert, start } from '../../make.ts';
import { stormEntries } from '../storm-entries.ts';

const minute = 60_000;

function replayed(entries: readonly Entry[], drainMs: number): { outcome: Outcome; replay: Replay } {
  const book = new OutcomeBook();
  const state = emptyState({ install: 'i', now: 0, cursor: 0, policy, pagesWanted: [] });
  const replay = new Replay({ state, read: readAlert, listener: book });
  for (const one of entries) replay.take(one);
  replay.pass(replay.state.meta.now + drainMs);
  return { outcome: book.outcome(), replay };
}

describe('a replay', () => {
  it('wakes for a storm once, shows it in one message, and ends both with it', () => {
    const { outcome } = replayed(stormEntries(1), minute);
    const storms = outcome.incidents.filter((one) => one.storm?.cause.kind === 'dependency');
    expect(storms).toHaveLength(1);
    const [storm] = storms;
    const pages = outcome.pages.filter(({ incident }) => incident === storm?.id);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ reason: { code: 'page-storm' }, receiver: 'pagerduty/p1' });
    // Everything resolves after two minutes.
    expect(pages[0]?.endedAt).toBe(start + 2 * minute);
    const messages = outcome.messages.filter(({ incident }) => incident === storm?.id);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ last: { state: 'resolved' }, toChannel: 1 });
    expect(messages[0]?.updates).toBeGreaterThan(3);
  });

  it('tells what became of each webhook', () => {
    const { outcome } = replayed(stormEntries(1), 0);
    const { webhooks, from, to } = outcome;
    expect(webhooks).toMatchObject({ 'set-aside': 1, suppressed: 0, dead: 1 });
    expect(webhooks.counted).toBe(stormEntries(1).length - 2);
    expect([from, to]).toEqual([stormEntries(1)[0]?.receivedAt, start + 2 * minute]);
  });

  it('posts what is new when its group has been waited for, also with nothing after it', () => {
    const { outcome } = replayed([entry(1, start, alert())], minute);
    expect(outcome.messages.map(({ at }) => at - start)).toEqual([policy.storm.groupWaitMs]);
    expect(outcome.pages).toEqual([]);
  });

  it('lets timers fire as in a relay that has nothing else to do, and gives them numbers between those of entries', () => {
    const fired: [number, number][] = [];
    const replay = new Replay({
      state: emptyState({ install: 'i', now: 0, cursor: 0, policy, pagesWanted: [] }),
      read: readAlert,
      listener: {
        applied: ({ entry: { source, seq, receivedAt } }) => {
          if (source === 'timer') fired.push([seq, receivedAt - start]);
        },
        told: () => undefined,
      },
    });
    const twoHours = 120 * minute;
    replay.take(entry(1, start, alert()));
    replay.pass(start + twoHours - 1);
    const before = fired.length;
    replay.take(entry(2, start + twoHours + 5, alert({ issueKey: 'sentry:acme/2', service: 'search' })));
    // The first is quiet for two hours just before the second comes.
    expect(fired.slice(before)).toEqual([[expect.closeTo(1, 1) as number, twoHours]]);
    expect(fired.every(([seq]) => seq > 1 && seq < 2)).toBe(true);
    expect([...replay.state.incidents.keys()]).toEqual(['inc-1', 'inc-2']);
  });

  it('posts nothing for what is part of a storm before its message is due', () => {
    const together = [1, 2, 3, 4, 5].map((n) => entry(n, start + n * 20, redisAlert(`service-${n}`, 1)));
    const { outcome } = replayed(together, minute);
    expect(outcome.messages.map(({ incident }) => incident)).toEqual(['inc-1']);
    expect(outcome.pages).toHaveLength(1);
  });
});
