import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/domain/inbox/entry.ts';
import { sentenceOf } from '../../../src/domain/decision/words.ts';
import { pageDelivery } from '../../../src/ingest/page-report.ts';
import { emptyState, type BrainState } from '../../../src/correlate/state/brain-state.ts';
import { InStep } from '../../../src/pipeline/replay/in-step.ts';
import { entriesIn } from '../../../src/pipeline/replay/entry-range.ts';
import { recorded } from '../../../src/pipeline/replay/recorded.ts';
import { Replay } from '../../../src/pipeline/replay/replay.ts';
import { alert, entry, pager, policy, readAlert, start } from '../../make.ts';

const minute = 60_000;

const fatal = (seq: number, atMs: number): Entry => {
  const texts = { title: `fatal ${seq}`, message: `m ${seq}`, type: `T${seq}`, exceptions: [] };
  const of = { issueKey: `sentry:acme/${seq}`, service: `s-${seq}`, level: 'fatal', ...texts } as const;
  return entry(seq, start + atMs, alert({ ...of, eventId: `e${seq}` }));
};

function answer(seq: number, atMs: number, incident: string, state: 'taken' | 'trying'): Entry {
  const said = { receiver: pager.id, state, at: start + atMs, said: null };
  const { body } = pageDelivery({ incident, generation: 1, answer: said }, `p${seq}`);
  return entry(seq, start + atMs, body, { source: 'page', kind: 'page', verifiedBy: 'self' });
}

const tick = (seq: number, atMs: number): Entry =>
  entry(seq, start + atMs, '{}', { source: 'timer', kind: 'timer', verifiedBy: 'self' });

/** What a replay of these entries comes to, as of a relay whose older ones are gone. */
async function replayed(entries: readonly Entry[]): Promise<BrainState> {
  const { meta } = emptyState({ install: 'i1', now: 0, cursor: 0, policy, former: [], pagesWanted: [] });
  const read = (after: number, most: number): Promise<readonly Entry[]> =>
    Promise.resolve(entries.filter(({ seq }) => seq > after).slice(0, most));
  const readOf = (source: Entry['source'], after: number, most: number): Promise<readonly Entry[]> =>
    Promise.resolve(entries.filter((one) => one.source === source && one.seq > after).slice(0, most));
  const store = {
    read,
    readOf,
    snapshots: () => Promise.resolve({ readable: [], others: 0 }),
    loadSnapshot: () => Promise.resolve(null),
    unbrokenFrom: () => Promise.resolve(1),
  };
  const inbox = await recorded(store, { ...meta, cursor: entries.at(-1)?.seq ?? 0 }, -Infinity);
  const state = inbox.beginning();
  const listener = { applied: () => undefined, told: () => undefined };
  const steps = new InStep(
    new Replay({ state, read: readAlert, listener, alsoTaken: inbox.alsoTaken }),
    null,
    true,
  );
  for await (const one of entriesIn(store, inbox.range)) steps.take(one);
  return state;
}

const stateOf = ({ incidents }: BrainState, id: string): unknown =>
  incidents.get(id)?.page?.generations[0].answers?.map(({ state }) => state);

const told = ({ timeline }: BrainState, id: string): readonly string[] =>
  (timeline.get(id) ?? []).map(({ decision }) => sentenceOf(decision));

describe('what pagers answered, in a recorded inbox', () => {
  it('is that they took what an older relay sent, which noted no answers: no page is overdue for ever', async () => {
    const state = await replayed([fatal(5, 0), tick(6, 2 * minute)]);
    expect(stateOf(state, 'inc-5')).toEqual(['taken']);
    expect(told(state, 'inc-5').join(' ')).not.toContain('Nobody has been woken');
  });

  it('is the same for what that sent before a newer one noted answers', async () => {
    const state = await replayed([
      fatal(5, 0),
      tick(6, 2 * minute),
      fatal(7, 10 * minute),
      answer(8, 10 * minute + 400, 'inc-7', 'trying'),
      fatal(9, 20 * minute),
      tick(10, 30 * minute),
    ]);
    expect(stateOf(state, 'inc-5')).toEqual(['taken']);
    expect(stateOf(state, 'inc-7')).toEqual(['trying']);
    expect(told(state, 'inc-7').join(' ')).toContain('Nobody has been woken');
    expect(stateOf(state, 'inc-9')).toEqual([]);
    expect(told(state, 'inc-9').join(' ')).toContain('Nobody has been woken');
  });

  it('is what it says, where it says something', async () => {
    const state = await replayed([fatal(5, 0), answer(6, 70_000, 'inc-5', 'taken'), tick(7, 2 * minute)]);
    expect(told(state, 'inc-5').filter((line) => line.includes('woken yet'))).toHaveLength(1);
    expect(stateOf(state, 'inc-5')).toEqual(['taken']);
  });
});
