import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deltaBetween,
  merged,
  withDelta,
  type Delta,
  type Whole,
} from '../../../src/http/page/wire/delta.ts';
import { sharedFrames } from '../../../src/http/page/wire/shared-frames.ts';
import type { Overview } from '../../../src/observe/overview.ts';

/** What of an overview its rows and figures are made of here: the wire looks at none of it closer than by its JSON. */
const rows = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 5 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({ id: fc.constant(id), alerts: fc.nat(3), storm: fc.option(fc.string()) }),
      ),
    ),
  );
const rate = fc.record({
  perMinute: fc.nat(2),
  series: fc.array(fc.nat(2), { maxLength: 3 }),
  total: fc.nat(2),
});
const overviews = fc.record({
  type: fc.constant('overview'),
  at: fc.nat(3),
  deadLetters: fc.nat(2),
  lastDrill: fc.option(fc.record({ state: fc.string() })),
  rates: fc.record({ accepted: rate, sent: rate }),
  open: rows,
  resolved: rows,
}) as unknown as fc.Arbitrary<Overview>;
const histories = fc.array(overviews, { minLength: 2, maxLength: 12 });

const wholes = (history: readonly Overview[]): readonly Whole[] =>
  history.map((overview, n) => ({ type: 'whole', version: n + 1, overview }));

/** As the wire has it. */
const sent = <T>(what: T): T => JSON.parse(JSON.stringify(what)) as T;

describe('what changed', () => {
  it('makes of one state the next, whatever they are', () => {
    fc.assert(
      fc.property(overviews, overviews, (one, other) => {
        const [before, after] = wholes([one, other]) as [Whole, Whole];
        expect(withDelta(before, sent(deltaBetween(before, after)))).toEqual(after);
      }),
    );
  });

  it('is nothing where nothing did', () => {
    fc.assert(
      fc.property(overviews, (one) => {
        const [before, after] = wholes([one, sent(one)]) as [Whole, Whole];
        expect(deltaBetween(before, after)).toEqual({
          type: 'delta',
          since: 1,
          version: 2,
          figures: {},
          rates: {},
        });
      }),
    );
  });

  it('tells of a row that changed alone, and of no other', () => {
    const of = (alerts: number): Overview =>
      ({
        open: ['a', 'b', 'c'].map((id) => ({ id, alerts: id === 'b' ? alerts : 1 })),
        resolved: [],
        rates: {},
      }) as never;
    const [before, after] = wholes([of(1), of(2)]) as [Whole, Whole];
    expect(deltaBetween(before, after).open).toEqual({ rows: [{ id: 'b', alerts: 2 }] });
  });

  it('of any number of steps, as one, makes the last of them of the first', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const states = wholes(history);
        const steps = states.slice(1).map((after, n) => deltaBetween(states[n]!, after));
        const all = steps.slice(1).reduce<Delta | null>((sum, next) => sum && merged(sum, next), steps[0]!);
        expect(withDelta(states[0]!, sent(all!))).toEqual(states.at(-1));
      }),
    );
  });

  it('cannot be told to somebody who has another state, nor joined to what does not follow on it', () => {
    const [one, two, three] = wholes(
      [{ rates: {}, open: [], resolved: [] }, {}, {}].map(
        (more) => ({ rates: {}, open: [], resolved: [], ...more }) as never,
      ),
    ) as [Whole, Whole, Whole];
    const [first, second] = [deltaBetween(one, two), deltaBetween(two, three)];
    expect(withDelta(one, second)).toBeNull();
    expect(merged(second, first)).toBeNull();
  });
});

describe('frames that many share', () => {
  it('bring whoever takes them, at any pace, to the newest state', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(overviews, fc.boolean()), { minLength: 1, maxLength: 90 }), (story) => {
        const frames = sharedFrames();
        let known: Whole | null = null;
        for (const [overview, takes] of story) {
          frames.push(overview);
          const text = takes ? frames.since(known?.version ?? 0) : null;
          if (text === null) continue;
          const message = JSON.parse(text) as Whole | Delta;
          known = message.type === 'whole' ? message : withDelta(known!, message);
          expect(known).toEqual({ type: 'whole', version: frames.version(), overview });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are made once for all who have the same, and are all of it where too much lies between', () => {
    const frames = sharedFrames();
    const overview = { rates: {}, open: [], resolved: [] } as unknown as Overview;
    expect(frames.since(0)).toBeNull();
    frames.push(overview);
    for (let n = 0; n < 70; n += 1) frames.push({ ...overview, at: n });
    const type = (version: number): unknown => (JSON.parse(frames.since(version) ?? '{}') as Delta).type;
    expect([type(0), type(1), type(70), frames.since(71)]).toEqual(['whole', 'whole', 'delta', null]);
    expect(frames.since(60)).toBe(frames.since(60));
  });
});
