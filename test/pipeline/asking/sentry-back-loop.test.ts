import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { sentryBackDelivery } from '../../../src/ingest/sentry/sentry-back-entry.ts';
import { followSentryBack } from '../../../src/pipeline/asking/sentry-back-loop.ts';
import type { DeskAnswer } from '../../../src/seams/sentry-desk.ts';
import { Story } from '../../correlate/story.ts';
import { alert, policy, start } from '../../make.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

const warned: string[] = [];
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (_: object, message: string) => void warned.push(message),
  error: () => undefined,
};
const noted: (string | null)[] = [];
const here: Policy = { ...policy, resolveInSentry: 'here' };
const done: DeskAnswer<null> = { kind: 'told', value: null };

/** An incident of one issue that Ada has resolved here. */
function resolved(of: Policy = here): { story: Story; id: string } {
  const story = new Story(of);
  story.tell(0, alert({ issueKey: 'sentry:acme/1' }));
  const { id } = story.of('sentry:acme/1');
  story.operator(2_000, 'resolve', id);
  return { story, id };
}

/** Runs the loop until it has told what became of it, or has asked as often as there are answers. */
async function run(
  story: Story,
  answers: readonly DeskAnswer<null>[],
  { org = 'acme', reports = 1 } = {},
): Promise<{
  readonly asked: readonly string[];
  readonly entries: readonly Delivery[];
  readonly passed: number;
}> {
  const clock = manualClock();
  clock.advance(start - clock.now());
  const began = clock.now();
  const stop = new AbortController();
  const asked: string[] = [];
  const entries: Delivery[] = [];
  const desk = {
    resolve: (issue: string) => {
      asked.push(issue);
      return Promise.resolve(answers[asked.length - 1] ?? { kind: 'refused' as const, why: 'No more.' });
    },
  };
  const inbox = {
    accept: (delivery: Delivery) => {
      entries.push(delivery);
      story.tell(clock.now() - start, delivery.body, { source: 'enrichment', kind: delivery.kind });
      if (entries.length >= reports) stop.abort();
      return Promise.resolve({ seq: 1, duplicate: false });
    },
  };
  const note = (why: string | null): void => void noted.push(why);
  await followSentryBack({ desk, org, state: story.state, inbox, clock, log, note }, stop.signal);
  return { asked, entries, passed: clock.now() - began };
}

const told = (story: Story, id: string) => story.told(id, ({ kind }) => kind === 'context');

describe('what a person resolved here', () => {
  it('is resolved in Sentry once, and stands in the story without a reply of its own', async () => {
    const { story, id } = resolved();
    const { asked, entries } = await run(story, [done]);
    expect(asked).toEqual(['1']);
    expect(entries).toMatchObject([{ source: 'enrichment', kind: 'sentry-resolved' }]);
    expect(story.state.incidents.get(id)?.sentryBack?.state).toBe('done');
    expect(told(story, id)).toEqual(['In Sentry 1 issue of it was resolved too.']);
    expect(story.state.timeline.get(id)?.at(-1)).toMatchObject({ tell: 'no' });
  });

  it('is tried again when Sentry said so, without resolving twice what is done', async () => {
    const { story, id } = resolved();
    story.tell(3_000, alert({ issueKey: 'sentry:acme/2', service: 'basket' }));
    const other = story.of('sentry:acme/2').id;
    story.operator(4_000, 'resolve', other);
    const { asked, passed } = await run(story, [{ kind: 'later', waitMs: 9_000, why: 'busy' }, done]);
    expect(asked).toEqual(['1', '1']);
    expect(passed).toBeGreaterThanOrEqual(9_000);
    expect(story.state.incidents.get(id)?.sentryBack?.state).toBe('done');
    expect(story.state.incidents.get(other)?.sentryBack?.state).toBe('due');
  });

  it('says in the thread what is missing and what to do, when Sentry refuses', async () => {
    const { story, id } = resolved();
    await run(story, [{ kind: 'refused', why: 'The token of Sentry lacks the scope event:write.' }]);
    expect(story.state.incidents.get(id)?.sentryBack?.state).toBe('failed');
    const why =
      'None of its issues could be resolved in Sentry. The token of Sentry lacks the scope event:write.';
    expect(told(story, id)).toEqual([why]);
    expect(warned.at(-1)).toBe(
      'What was resolved here is not resolved in Sentry. The token of Sentry lacks the scope event:write.',
    );
    expect(noted.at(-1)).toBe('The token of Sentry lacks the scope event:write.');
    expect(story.state.timeline.get(id)?.at(-1)).toMatchObject({ tell: 'thread' });
  });

  it('says once that it waits while Sentry is away, and is given up after half an hour with what to do', async () => {
    const { story, id } = resolved();
    const away: DeskAnswer<null> = { kind: 'later', waitMs: 6 * 60_000, why: 'Sentry gave no answer.' };
    await run(story, Array<DeskAnswer<null>>(9).fill(away), { reports: 2 });
    expect(story.state.incidents.get(id)?.sentryBack?.state).toBe('failed');
    expect(told(story, id)).toEqual([
      'It is not resolved in Sentry yet, and is tried again. Sentry gave no answer.',
      'None of its issues could be resolved in Sentry. Sentry gave no answer. It was tried for half an hour; what is left is to be resolved in Sentry by hand.',
    ]);
  });

  it('says so when a Sentry that was away has taken it at last', async () => {
    const { story, id } = resolved();
    const away: DeskAnswer<null> = { kind: 'later', waitMs: 90_000, why: 'Sentry gave no answer.' };
    await run(story, [away, away, done], { reports: 2 });
    expect(told(story, id).at(-1)).toBe('In Sentry 1 issue of it was resolved too.');
    expect(noted.at(-1)).toBeNull();
  });

  it('says whose issues they are where SENTRY_ORG names another organization', async () => {
    const { story, id } = resolved();
    const { asked } = await run(story, [], { org: 'acmee' });
    expect(asked).toEqual([]);
    expect(story.state.incidents.get(id)?.sentryBack?.state).toBe('failed');
    expect(told(story, id)).toEqual([
      'None of its issues could be resolved in Sentry. Its issues are of the organization "acme" in Sentry, and SENTRY_ORG (sentry.org) is "acmee". Set SENTRY_ORG to it; until then they are to be resolved in Sentry by hand.',
    ]);
    expect(story.state.timeline.get(id)?.at(-1)).toMatchObject({ tell: 'thread' });
  });

  it('leaves alone what Sentry has resolved already', async () => {
    const story = new Story(here);
    story.tell(0, alert({ issueKey: 'sentry:acme/1' }));
    story.tell(1, alert({ issueKey: 'metric:acme/7', kind: 'occurrence', category: 'metric' }));
    const { id } = story.of('metric:acme/7');
    story.operator(2_000, 'resolve', id);
    const { asked } = await run(story, []);
    expect(asked).toEqual([]);
    expect(story.state.incidents.get(id)?.sentryBack?.state).toBe('done');
  });
});

describe('who says that it is over', () => {
  it('decides: without the option nobody’s word goes to Sentry, nor does a drill’s or Sentry’s own', () => {
    const { story, id } = resolved(policy);
    expect(story.state.incidents.get(id)?.sentryBack).toBeUndefined();
    const other = new Story(here);
    other.tell(0, alert({ issueKey: 'sentry:acme/1' }));
    const own = other.of('sentry:acme/1').id;
    other.tell(1_000, alert({ issueKey: 'sentry:acme/1', status: 'resolved', resource: 'issue.resolved' }));
    expect(other.state.incidents.get(own)).toMatchObject({ status: 'resolved' });
    expect(other.state.incidents.get(own)?.sentryBack).toBeUndefined();
  });

  it('is heard once: what Sentry echoes ends nothing twice, and a second report is set aside', async () => {
    const { story, id } = resolved();
    await run(story, [done]);
    const before = story.state.incidents.get(id)?.resolution;
    story.tell(9_000, alert({ issueKey: 'sentry:acme/1', status: 'resolved', resource: 'issue.resolved' }));
    expect(story.state.incidents.get(id)?.resolution).toEqual(before);
    const { body, kind } = sentryBackDelivery({ incident: id, resolved: 1, why: null }, 'again');
    expect(story.tell(10_000, body, { source: 'enrichment', kind })).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'sentry-back-told' },
    });
    expect(told(story, id)).toHaveLength(1);
  });
});
