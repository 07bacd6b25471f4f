import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import { catchUp } from '../../../src/pipeline/asking/catch-up.ts';
import { CatchUp } from '../../../src/pipeline/asking/catch-up-loop.ts';
import { firingHere, unheardOf } from '../../../src/pipeline/asking/unheard-issues.ts';
import type {
  CaughtUp,
  ChangesQuestion,
  DeskAnswer,
  IssueStanding,
  Page,
} from '../../../src/seams/sentry-desk.ts';
import { Story } from '../../correlate/story.ts';
import { alert, start } from '../../make.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = start + 10 * hour;
const since = now - hour;

function standing(id: string, change: Partial<IssueStanding> = {}): IssueStanding {
  const times = { firstSeenAt: now - 30 * minute, lastSeenAt: now - minute, turnedAt: null, asOf: now };
  const said = { countedSince: since, said: { id } };
  return { id, status: 'firing', category: 'error', level: 'error', ...said, ...times, ...change };
}

const gap = { org: 'acme', since, whole: true };
const ids = (some: readonly IssueStanding[]): readonly string[] => some.map(({ id }) => id);

describe('what nobody has told of', () => {
  const { state } = new Story();
  const unheard = (one: Partial<IssueStanding>, of = gap) =>
    unheardOf(state, of, [standing('1', one)]).length === 1;

  it('is what began, or came back, while nothing was heard, the worst first', () => {
    expect([
      unheard({}),
      unheard({ firstSeenAt: since - hour }),
      unheard({ firstSeenAt: since - hour, turnedAt: since + minute }),
      unheard({ firstSeenAt: since - hour, turnedAt: since - hour }),
    ]).toEqual([true, false, true, false]);
    const some = [standing('1'), standing('2', { level: 'fatal' }), standing('3', { firstSeenAt: since })];
    expect(ids(unheardOf(state, gap, some))).toEqual(['2', '3', '1']);
  });

  it('is nothing that is over, and nothing that Sentry raises for whoever looks for it', () => {
    expect(unheard({ status: 'resolved' })).toBe(false);
    expect(unheard({ category: 'db_query' })).toBe(false);
    expect(unheard({ category: 'outage' })).toBe(true);
  });

  it('is by and by only what Sentry tells of by itself, and not before its webhook had its time', () => {
    const later = { ...gap, whole: false };
    expect(unheard({}, later)).toBe(false);
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:acme/9', resource: 'issue.created', environment: null }));
    const told = (one: Partial<IssueStanding>) =>
      unheardOf(story.state, later, [standing('1', one)]).length === 1;
    expect(told({})).toBe(true);
    expect(told({ firstSeenAt: now - minute / 2 })).toBe(false);
  });

  it('is nothing that fires here, and of what is over here only what Sentry says is back', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:acme/1' }));
    const told = (one: Partial<IssueStanding>, whole = true) =>
      unheardOf(story.state, { ...gap, whole }, [standing('1', one)]).length === 1;
    expect(told({ turnedAt: now - minute })).toBe(false);
    expect(firingHere(story.state, 'acme')).toEqual(['1']);
    story.operator(minute, 'resolve', story.of('sentry:acme/1').id);
    expect(firingHere(story.state, 'acme')).toEqual([]);
    expect([told({}), told({ turnedAt: start }), told({ turnedAt: now - minute })]).toEqual([
      false,
      false,
      true,
    ]);
    expect(told({ turnedAt: now - minute }, false)).toBe(true);
  });

  it('is no issue of another organization, and none of a drill', () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:other/1' }));
    story.tell(1, alert({ issueKey: 'metric:acme/4', kind: 'occurrence', category: 'metric' }));
    expect(firingHere(story.state, 'acme')).toEqual([]);
  });
});

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

type Changes = DeskAnswer<Page<IssueStanding>>;

/** A desk that gives these answers, and a relay that has heard of what the story tells. */
function scene(answers: readonly Changes[], over: readonly IssueStanding[] = [], story = new Story()) {
  const clock = manualClock();
  clock.advance(now - clock.now());
  const asked: ChangesQuestion[] = [];
  const entries: Delivery[] = [];
  const noted: (string | null)[] = [];
  const desk = {
    changes: (question: ChangesQuestion): Promise<Changes> => {
      asked.push(question);
      return Promise.resolve(answers[asked.length - 1] ?? { kind: 'told', value: { items: [], next: null } });
    },
    standings: (): Promise<DeskAnswer<readonly IssueStanding[]>> =>
      Promise.resolve({ kind: 'told', value: over }),
    reconstruct: ({ id }: IssueStanding): Promise<DeskAnswer<string>> =>
      Promise.resolve({ kind: 'told', value: JSON.stringify({ id }) }),
  };
  const inbox = {
    accept: (delivery: Delivery) => {
      const duplicate = entries.some(({ id }) => id === delivery.id);
      if (!duplicate) entries.push(delivery);
      return Promise.resolve({ seq: entries.length, duplicate });
    },
  };
  const note = (why: string | null): void => void noted.push(why);
  const deps = { desk, org: 'acme', state: story.state, inbox, clock, log, note };
  return { deps, clock, asked, entries, noted };
}

const page = (items: readonly IssueStanding[], next: string | null = null): Changes => ({
  kind: 'told',
  value: { items, next },
});
const never = new AbortController().signal;

describe('catching up', () => {
  const go = (of: ReturnType<typeof scene>): Promise<CaughtUp> =>
    catchUp(of.deps, { since, whole: true, patienceMs: 15 * minute }, never);

  it('reads all pages, and makes an entry of each issue that nobody told of: the same one once', async () => {
    const of = scene([page([standing('1')], '0:100:0'), page([standing('2'), standing('1')])]);
    expect(await go(of)).toMatchObject({ since, until: now, looked: 2, told: 2, why: null });
    expect(of.asked.map(({ cursor }) => cursor)).toEqual([null, '0:100:0']);
    expect(of.entries.map(({ source, kind, body }) => [source, kind, body])).toEqual([
      ['sentry-api', 'reconstructed', '{"id":"1"}'],
      ['sentry-api', 'reconstructed', '{"id":"2"}'],
    ]);
  });

  it('ends what fires here and is over there', async () => {
    const story = new Story();
    story.tell(0, alert({ issueKey: 'sentry:acme/7' }));
    const of = scene([page([])], [standing('7', { status: 'resolved' })], story);
    expect(await go(of)).toMatchObject({ told: 1 });
  });

  it('waits as long as Sentry says and goes on, and gives up when that lasts too long', async () => {
    const later = { kind: 'later', waitMs: 20_000, why: 'Too often.' } as const;
    const patient = scene([later, later, page([standing('1')])]);
    expect(await go(patient)).toMatchObject({ told: 1, why: null });
    expect(patient.clock.now() - now).toBe(40_000);
    const tired = scene(Array.from({ length: 100 }, () => later));
    expect(await go(tired)).toMatchObject({ told: 0, why: 'Too often.' });
    expect(tired.noted).toEqual(['Too often.']);
  });

  it('says what to do where it may not', async () => {
    const of = scene([{ kind: 'refused', why: 'Add the scope event:read.' }]);
    expect(await go(of)).toMatchObject({ told: 0, why: 'Add the scope event:read.' });
    expect(of.asked).toHaveLength(1);
  });
});

describe('when it is caught up', () => {
  interface Within {
    readonly answers?: readonly Changes[];
    /** When the doors opened again, after so many ms. */
    readonly closed?: readonly (readonly [endedMs: number, forMs: number])[];
  }

  /** What was asked within so many ms, each as how long after the start, how far back, and whether all is news. */
  async function within(
    ms: number,
    alive: number | null,
    everyMs: number | null,
    { answers = [], closed = [] }: Within = {},
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
    const catching = new CatchUp({ ...of.deps, desk: watched, clock: stopping }, { alive, everyMs });
    await catching.run(stop.signal);
    return of.asked.map((question, n) => [went[n], now + (went[n] ?? 0) - question.since]);
  }

  it('is at once after a time in which the relay was away, and from shortly before', async () => {
    expect(await within(5_000, now - 10 * minute, null)).toEqual([[0, 12 * minute]]);
    expect(await within(5_000, now - 50_000, null)).toEqual([]);
    expect(await within(5_000, null, null)).toEqual([]);
    expect(await within(5_000, now - 300 * hour, null)).toEqual([[0, 24 * hour]]);
  });

  it('is on a schedule after that, each time from where the last one ended, and a little before', async () => {
    expect(await within(25 * minute, now - 5_000, 10 * minute)).toEqual([
      [10 * minute, 12 * minute],
      [20 * minute, 12 * minute],
    ]);
  });

  it('is again for the same time when Sentry could not be read', async () => {
    const refused = { kind: 'refused', why: 'No.' } as const;
    expect(await within(25 * minute, now - 10 * minute, 10 * minute, { answers: [refused] })).toEqual([
      [0, 12 * minute],
      [10 * minute, 22 * minute],
      [20 * minute, 12 * minute],
    ]);
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
      [65_000 + 15 * minute, 17 * minute + 45_000],
    ]);
  });

  it('is whenever somebody asks, for as long as they say', async () => {
    const of = scene([page([standing('1')])]);
    const stop = new AbortController();
    const catching = new CatchUp(of.deps, { alive: now, everyMs: null });
    const became = catching.ask(2 * hour);
    void became.then(() => stop.abort());
    await catching.run(stop.signal);
    expect(await became).toMatchObject({ since: now - 2 * hour, told: 1 });
  });
});
