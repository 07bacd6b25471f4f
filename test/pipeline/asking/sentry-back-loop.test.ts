import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { sentryBackDelivery } from '../../../src/ingest/sentry-back-entry.ts';
import { followSentryBack } from '../../../src/pipeline/asking/sentry-back-loop.ts';
import type { DeskAnswer } from '../../../src/seams/sentry-desk.ts';
import { Story } from '../../correlate/story.ts';
import { alert, policy, start } from '../../make.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
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
      stop.abort();
      return Promise.resolve({ seq: 1, duplicate: false });
    },
  };
  await followSentryBack({ desk, org: 'acme', state: story.state, inbox, clock, log }, stop.signal);
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
    expect(told(story, id)).toEqual([
      'Not all of its issues could be resolved in Sentry (0 were). The token of Sentry lacks the scope event:write.',
    ]);
    expect(story.state.timeline.get(id)?.at(-1)).toMatchObject({ tell: 'thread' });
  });

  it('is given up after half an hour of a Sentry that is away', async () => {
    const { story, id } = resolved();
    const away: DeskAnswer<null> = { kind: 'later', waitMs: 15 * 60_000, why: 'Sentry gave no answer.' };
    await run(story, [away, away, away, away]);
    expect(story.state.incidents.get(id)?.sentryBack?.state).toBe('failed');
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
