import { describe, expect, it } from 'vitest';
import { emptyState } from '../../../src/correlate/state/brain-state.ts';
import type { Entry } from '../../../src/domain/inbox/entry.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { differenceOf, isSame, type Difference } from '../../../src/pipeline/replay/difference.ts';
import { InStep } from '../../../src/pipeline/replay/in-step.ts';
import { OutcomeBook } from '../../../src/pipeline/replay/outcome.ts';
import { entriesIn } from '../../../src/pipeline/replay/entry-range.ts';
import { recorded } from '../../../src/pipeline/replay/recorded.ts';
import { Replay } from '../../../src/pipeline/replay/replay.ts';
import { alert, entry, pager, policy, readAlert, start } from '../../make.ts';
import { stormEntries } from '../storm-entries.ts';

const minute = 60_000;

/** The difference that other rules make to the same entries. */
function whatIf(entries: readonly Entry[], other: Policy, since = -Infinity): Difference {
  const state = () => emptyState({ install: 'i', now: 0, cursor: 0, policy, pagesWanted: [] });
  const [before, after] = [new OutcomeBook(since), new OutcomeBook(since)];
  const [present, changed] = [before, after].map(
    (listener) => new Replay({ state: state(), read: readAlert, listener }),
  );
  const steps = new InStep(present!, changed!, false);
  let ruled = false;
  for (const one of entries) {
    if (!ruled && one.receivedAt >= since) steps.rule(other, one.receivedAt);
    ruled ||= one.receivedAt >= since;
    steps.take(one);
  }
  steps.pass(minute);
  return differenceOf(before.outcome(), after.outcome(), ({ page }) => page.woken);
}

const quiet: Policy = { ...policy, environments: { production: [], quiet: ['production'] } };

describe('the difference that other rules make', () => {
  it('is none where they are the same', () => {
    expect(isSame(whatIf(stormEntries(1), policy))).toBe(true);
  });

  it('tells the pages that are gone, and that nothing else is otherwise', () => {
    const { pages, totals } = whatIf(stormEntries(1), quiet);
    expect(pages.gone.length).toBe(totals.before.pages);
    expect(totals.before.pages).toBeGreaterThan(0);
    expect(totals.after.pages).toBe(0);
    expect(totals.after.incidents).toBe(totals.before.incidents);
  });

  it('tells the pages that are new, and those that come at another time', () => {
    const loud = { ...policy, paging: { ...policy.paging, levels: ['fatal', 'error'] } };
    const [first, later] = [
      alert({ level: 'error' }),
      alert({ issueKey: 'sentry:acme/2', service: 'search', level: 'error' }),
    ];
    const fatal = alert({ issueKey: 'sentry:acme/2', service: 'search', level: 'fatal', eventId: 'e2' });
    const entries = [
      entry(1, start, first),
      entry(2, start + 10, later),
      entry(3, start + 2 * minute, fatal),
    ];
    const { pages } = whatIf(entries, loud);
    expect(pages.added.map(({ incident }) => incident)).toContain('inc-1');
    expect(pages.gone).toEqual([]);
    const moved = whatIf([entry(2, start, later), entry(3, start + 2 * minute, fatal)], loud).pages.changed;
    expect(moved.map(({ before, after }) => before.at - after.at)).toEqual([2 * minute]);
  });

  it('tells what belongs together no longer', () => {
    const apart: Policy = {
      ...policy,
      storm: { ...policy.storm, minIssues: 500, minServices: 500, minLoudIssues: 500, surprise: 0 },
    };
    const { incidents } = whatIf(stormEntries(1), apart);
    const parts = incidents.changed.filter(({ before, after }) => before.parent !== after.parent);
    expect(parts.length).toBeGreaterThan(0);
  });

  it('counts a receiver under another name for the same', () => {
    const renamed = {
      ...policy,
      receivers: policy.receivers.map((one) =>
        one.kind === 'pager' ? { ...pager, id: 'pagerduty/new' } : one,
      ),
    };
    expect(whatIf(stormEntries(1), renamed).pages).toMatchObject({ gone: [], added: [], changed: [] });
  });

  it('begins where it is told to: what was open before is finished, and not counted anew', () => {
    const entries = [entry(1, start, alert({ level: 'fatal' })), ...stormEntries(1).map(after(5 * minute))];
    const { totals, pages } = whatIf(entries, quiet, start + 5 * minute);
    expect(pages.gone.map(({ incident }) => incident)).not.toContain('inc-1');
    expect(totals.before.pages).toBe(pages.gone.length);
  });
});

function after(ms: number): (one: Entry) => Entry {
  return (one) => ({ ...one, seq: one.seq + 1, receivedAt: one.receivedAt + ms });
}

describe('a recorded inbox', () => {
  const store = (entries: readonly Entry[]) => ({
    read: (seq: number, limit: number) =>
      Promise.resolve(entries.filter((one) => one.seq > seq).slice(0, limit)),
    readOf: (source: Entry['source'], seq: number, limit: number) =>
      Promise.resolve(entries.filter((one) => one.source === source && one.seq > seq).slice(0, limit)),
    snapshots: () => Promise.resolve({ readable: [], others: 0 }),
    loadSnapshot: () => Promise.resolve(null),
    unbrokenFrom: () => Promise.resolve(1),
  });
  const meta = { install: 'i7', now: start, cursor: 40, policy, former: [], pagesWanted: [] };

  async function all(entries: AsyncGenerator<Entry>): Promise<number[]> {
    const seqs: number[] = [];
    for await (const { seq } of entries) seqs.push(seq);
    return seqs;
  }

  it('that is whole begins with a new relay, which learns its rules from it', async () => {
    const told = { ...policyDelivery(policy, 'policy:0'), seq: 1, receivedAt: start };
    const whole = store([told, ...stormEntries(1).map(after(0))]);
    const { beginning, goneBefore, range } = await recorded(whole, meta, -Infinity);
    expect(goneBefore).toBeNull();
    expect(beginning().meta).toMatchObject({ install: 'i7', cursor: 0, policy: { receivers: [] } });
    // What is not applied yet was not decided on.
    expect(await all(entriesIn(whole, range))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it('of which the oldest is gone begins with the rules of now, and says from when on it is there', async () => {
    const rest = store(stormEntries(1).slice(9));
    const { beginning, goneBefore, range } = await recorded(rest, meta, -Infinity);
    expect(goneBefore).toBe(stormEntries(1)[9]?.receivedAt);
    expect(beginning().meta).toMatchObject({ cursor: 9, policy });
    expect((await all(entriesIn(rest, range)))[0]).toBe(10);
  });
});
