import { describe, expect, it } from 'vitest';
import { CatchUp } from '../../../src/pipeline/asking/catch-up-loop.ts';
import type { ChangesQuestion } from '../../../src/seams/sentry-desk.ts';
import { hour, memory, minute, now, page, scene, standing, type Changes } from './catch-up-scene.ts';

describe('when it is caught up', () => {
  interface Within {
    readonly answers?: readonly Changes[];
    /** When the doors opened again, after so many ms. */
    readonly closed?: readonly (readonly [endedMs: number, forMs: number])[];
    /** What was noted by lives before, and is by this one. */
    readonly noted?: ReturnType<typeof memory>;
  }

  /** What was asked within so many ms, each as how long after the start, how far back, and whether all is news. */
  async function within(
    ms: number,
    alive: number | null,
    everyMs: number | null,
    { answers = [], closed = [], noted = memory() }: Within = {},
  ) {
    const of = scene(answers);
    const left = [...closed];
    const stop = new AbortController();
    const { clock } = of;
    const went: number[] = [];
    const { desk } = of.deps;
    const watched = {
      ...desk,
      changes: (question: ChangesQuestion) => {
        went.push(clock.now() - now);
        return desk.changes(question);
      },
    };
    const stopping = {
      ...clock,
      sleep: async (span: number) => {
        await clock.sleep(span);
        if (clock.now() - now > ms) stop.abort();
        for (; (left[0]?.[0] ?? Infinity) <= clock.now() - now; left.shift()) catching.owe(left[0]?.[1] ?? 0);
      },
    };
    const catching = new CatchUp(
      { ...of.deps, store: noted.store, desk: watched, clock: stopping },
      { alive, everyMs },
    );
    await catching.run(stop.signal);
    return of.asked.map((question, n) => [went[n], now + (went[n] ?? 0) - question.since]);
  }

  it('is at once after a time in which the relay was away, and from shortly before', async () => {
    expect(await within(5_000, now - 10 * minute, null)).toEqual([[0, 12 * minute]]);
    expect(await within(5_000, now - 50_000, null)).toEqual([]);
    expect(await within(5_000, null, null)).toEqual([]);
    expect(await within(5_000, now - 300 * hour, null)).toEqual([[0, 24 * hour]]);
  });

  it('is soon after a start for what the life before had not read, then on a schedule, each time from where the last one ended', async () => {
    expect(await within(25 * minute, now - 5_000, 10 * minute)).toEqual([
      [minute, 13 * minute],
      [11 * minute, 12 * minute],
      [21 * minute, 12 * minute],
    ]);
    // What was before the store began was told nobody.
    expect(await within(11 * minute, null, 10 * minute)).toEqual([[10 * minute, 12 * minute]]);
  });

  it('is soon again for the same time when Sentry could not be read, and less and less soon', async () => {
    const refused = { kind: 'refused', why: 'No.' } as const;
    expect(await within(25 * minute, now - 10 * minute, 10 * minute, { answers: [refused] })).toEqual([
      [0, 12 * minute],
      [minute, 13 * minute],
      [11 * minute, 12 * minute],
      [21 * minute, 12 * minute],
    ]);
    const never = Array.from({ length: 9 }, () => refused);
    const went = async (everyMs: number | null): Promise<readonly (number | undefined)[]> =>
      (await within(50 * minute, now - 10 * minute, everyMs, { answers: never })).map(
        ([at]) => at && at / minute,
      );
    expect(await went(10 * minute)).toEqual([0, 1, 3, 7, 15, 25, 35, 45]);
    expect(await went(null)).toEqual([0, 1, 3, 7, 15, 30, 45]);
  });

  it('is once more a minute after something was told, whose end may have come just before, also where nothing is scheduled', async () => {
    const answers = [page([standing('1', { firstSeenAt: now - 5 * minute })])];
    const away = now - 10 * minute;
    expect(await within(9 * minute, away, null, { answers })).toEqual([
      [0, 12 * minute],
      [minute, 3 * minute],
    ]);
    expect(await within(12 * minute, away, 10 * minute, { answers })).toEqual([
      [0, 12 * minute],
      [minute, 3 * minute],
      [11 * minute, 12 * minute],
    ]);
  });

  it('is soon after doors that took nothing take something again, from shortly before that, also where nothing is scheduled', async () => {
    const closed = [[60_000, 40_000]] as const;
    expect(await within(5 * minute, now, null, { closed })).toEqual([[65_000, 2 * minute + 45_000]]);
    expect(await within(12 * minute, now, 10 * minute, { closed })).toEqual([
      [65_000, 2 * minute + 45_000],
      [65_000 + 10 * minute, 12 * minute],
    ]);
    // A store that fails now and then is read for once.
    const often = Array.from({ length: 4 }, (_, n) => [60_000 + n * 1_000, 500] as const);
    expect(await within(5 * minute, now, null, { closed: often })).toEqual([[65_000, 2 * minute + 5_500]]);
  });

  it('is still owed where Sentry could not be read then', async () => {
    const refused = { kind: 'refused', why: 'No.' } as const;
    expect(await within(20 * minute, now, null, { answers: [refused], closed: [[60_000, 40_000]] })).toEqual([
      [65_000, 2 * minute + 45_000],
      [65_000 + minute, 3 * minute + 45_000],
    ]);
  });

  it('is owed until it is read, also by a relay that ended before that and was hardly away', async () => {
    const noted = memory();
    const refused = { kind: 'refused', why: 'No.' } as const;
    await within(5_000, now - 10 * minute, null, { answers: [refused], noted });
    expect(noted.held.owed).toBe(now - 12 * minute);
    expect(await within(5_000, now - 1_000, null, { noted })).toEqual([[0, 12 * minute]]);
    expect(noted.held.owed).toBeNull();
    expect(await within(5_000, now - 1_000, null, { noted })).toEqual([]);
  });

  it('is owed from the moment on at which the doors open again, also while something else is read', async () => {
    const noted = memory();
    const busy = { kind: 'later', waitMs: 5 * minute, why: 'Busy.' } as const;
    const closed = [[3 * minute, 40_000]] as const;
    await within(5 * minute, now, 10 * minute, { answers: [busy], closed, noted });
    // The harness looks when the wait is over.
    expect(noted.held.owed).toBe(now + 6 * minute - 40_000 - 2 * minute);
  });

  it('is whenever somebody asks, for as long as they say', async () => {
    const of = scene([page([standing('1')])]);
    const stop = new AbortController();
    const catching = new CatchUp({ ...of.deps, store: memory().store }, { alive: now, everyMs: null });
    const became = catching.ask(2 * hour);
    void became.then(() => stop.abort());
    await catching.run(stop.signal);
    expect(await became).toMatchObject({ since: now - 2 * hour, told: 1 });
  });
});
