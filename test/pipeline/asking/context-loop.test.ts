import { describe, expect, it } from 'vitest';
import { noContext, type SentryContext } from '../../../src/domain/sentry-context.ts';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import { followContext } from '../../../src/pipeline/asking/context-loop.ts';
import { nextQuestion } from '../../../src/pipeline/asking/context-questions.ts';
import type { ContextQuestion, DeskAnswer } from '../../../src/seams/sentry-desk.ts';
import { Story } from '../../correlate/story.ts';
import { alert, policy, start } from '../../make.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

const minute = 60_000;
const none = new Map<string, number>();

function told(...alerts: readonly Parameters<typeof alert>[0][]): Story {
  const story = new Story();
  for (const [n, one] of alerts.entries()) story.tell(n, alert(one));
  return story;
}

const ask = (story: Story, atMs: number, asked: ReadonlyMap<string, number> = none) =>
  nextQuestion(story.state, { org: 'acme', asked, now: start + atMs });

describe('whose turn it is', () => {
  it('is the worst one that is open, and not before Sentry has had a moment to count', () => {
    const story = told(
      { issueKey: 'sentry:acme/1', service: 'a' },
      { issueKey: 'sentry:acme/2', service: 'b', level: 'fatal', severity: 'critical' },
    );
    expect(ask(story, 4_000)).toBeNull();
    expect(ask(story, 6_000)?.question).toMatchObject({ issues: ['2'], environments: ['production'] });
    const asked = new Map([[story.of('sentry:acme/2').id, start + 6_000]]);
    expect(ask(story, 7_000, asked)?.question.issues).toEqual(['1']);
  });

  it('comes less often the older it is, and never when it is over', () => {
    const story = told({ issueKey: 'sentry:acme/1' });
    const { id } = story.of('sentry:acme/1');
    const due = (lastMin: number, atMin: number) =>
      ask(story, atMin * minute, new Map([[id, start + lastMin * minute]])) !== null;
    expect([due(1, 1.9), due(1, 2), due(11, 15), due(11, 16), due(121, 150), due(121, 151)]).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
    story.operator(5_000, 'resolve', id);
    expect(ask(story, 10 * minute)).toBeNull();
  });

  it('asks since when it began, where it was told of late', () => {
    const story = told({ issueKey: 'sentry:acme/1', ageMs: 0, agoMs: 40 * minute });
    expect(ask(story, minute)?.question.since).toBe(start - 41 * minute);
  });

  it('is never that of drills, of metric rules, of others’ organizations or of what has no number', () => {
    const story = told(
      { issueKey: 'metric:acme/7', kind: 'occurrence', category: 'metric' },
      { issueKey: 'sentry:other/2' },
      { issueKey: 'sentry:acme/../2' },
    );
    expect(ask(story, 10 * minute)).toBeNull();
  });

  it('asks about at most a hundred issues of a storm, and follows at most fifty incidents', () => {
    const story = told(
      ...Array.from({ length: 60 }, (_, n) => ({
        issueKey: `sentry:acme/${n}`,
        service: `s${n}`,
        title: `Error ${'x'.repeat(n)}`,
      })),
    );
    const asked = new Map<string, number>();
    for (;;) {
      const next = ask(story, 10 * minute, asked);
      if (next === null) break;
      expect(next.question.issues.length).toBeLessThanOrEqual(100);
      asked.set(next.incident, start + 10 * minute);
    }
    expect(asked.size).toBeLessThanOrEqual(50);
    expect(asked.size).toBeGreaterThan(0);
  });
});

describe('the loop that asks', () => {
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };

  async function followed(answers: readonly DeskAnswer<SentryContext>[]): Promise<{
    entries: readonly Delivery[];
    asked: readonly ContextQuestion[];
    passed: number;
    noted: readonly (string | null)[];
  }> {
    const story = new Story(policy);
    const clock = manualClock();
    story.tell(clock.now() - start, alert({ issueKey: 'sentry:acme/1' }));
    const began = clock.now();
    const stop = new AbortController();
    const entries: Delivery[] = [];
    const asked: ContextQuestion[] = [];
    const desk = {
      context: (question: ContextQuestion) => {
        const answer = answers[asked.length];
        asked.push(question);
        if (answer === undefined || asked.length === answers.length) stop.abort();
        return Promise.resolve(answer ?? { kind: 'refused' as const, why: '' });
      },
    };
    const inbox = {
      accept: (delivery: Delivery) => {
        entries.push(delivery);
        story.tell(clock.now() - start, delivery.body, { source: 'enrichment', kind: 'sentry-context' });
        return Promise.resolve({ seq: 1, duplicate: false });
      },
    };
    const noted: (string | null)[] = [];
    const note = (why: string | null): void => void noted.push(why);
    await followContext({ desk, org: 'acme', state: story.state, inbox, clock, log, note }, stop.signal);
    return { noted, entries, asked, passed: clock.now() - began };
  }

  it('notes why Sentry cannot be asked, and that it can again', async () => {
    const { noted } = await followed([
      { kind: 'refused', why: 'Sentry knows no such organization.' },
      { kind: 'later', waitMs: 1_000, why: 'HTTP 502.' },
      { kind: 'told', value: noContext },
    ]);
    expect(noted).toEqual(['Sentry knows no such organization.', 'HTTP 502.', null]);
  });

  it('puts into the inbox what says more, and nothing that is known', async () => {
    const value = { ...noContext, users: 3 };
    const { entries, asked } = await followed([
      { kind: 'told', value },
      { kind: 'told', value },
      { kind: 'told', value: { ...value, users: 4 } },
    ]);
    expect(asked.length).toBe(3);
    expect(entries.map(({ source }) => source)).toEqual(['enrichment', 'enrichment']);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
  });

  it('asks again when Sentry said so, and a quarter of an hour later where a setting forbids it', async () => {
    const later = await followed([
      { kind: 'later', waitMs: 9_000, why: 'busy' },
      { kind: 'told', value: noContext },
    ]);
    expect(later.entries).toEqual([]);
    expect(later.passed).toBeGreaterThanOrEqual(9_000 + 5_000);
    const refused = await followed([
      { kind: 'refused', why: 'no scope' },
      { kind: 'told', value: noContext },
    ]);
    expect(refused.passed).toBeGreaterThanOrEqual(15 * minute);
  });
});
