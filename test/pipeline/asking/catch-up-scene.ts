import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import type { ChangesQuestion, DeskAnswer, IssueStanding, Page } from '../../../src/seams/sentry-desk.ts';
import { Story } from '../../correlate/story.ts';
import { start } from '../../make.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const now = start + 10 * hour;
export const since = now - hour;

/** An issue as it stands in Sentry. */
export function standing(id: string, change: Partial<IssueStanding> = {}): IssueStanding {
  const times = { firstSeenAt: now - 30 * minute, lastSeenAt: now - minute, turnedAt: null, asOf: now };
  const said = { countedSince: since, said: { id } };
  return { id, status: 'firing', category: 'error', level: 'error', ...said, ...times, ...change };
}

/** What a store remembers of what is owed. */
export function memory() {
  const held: { owed: number | null } = { owed: null };
  return {
    held,
    store: {
      owedReading: () => Promise.resolve(held.owed),
      oweReading: (owed: number | null) => Promise.resolve(void (held.owed = owed)),
    },
  };
}

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What Sentry answers to a question for changes. */
export type Changes = DeskAnswer<Page<IssueStanding>>;

/** A desk that gives these answers, and a relay that has heard of what the story tells. */
export function scene(answers: readonly Changes[], over: readonly IssueStanding[] = [], story = new Story()) {
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

export const page = (items: readonly IssueStanding[], next: string | null = null): Changes => ({
  kind: 'told',
  value: { items, next },
});
