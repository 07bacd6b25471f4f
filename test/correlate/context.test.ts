import { describe, expect, it } from 'vitest';
import { noContext, type SentryContext } from '../../src/domain/sentry-context.ts';
import type { Disposition } from '../../src/domain/inbox/disposition.ts';
import { contextDelivery } from '../../src/ingest/sentry/context-entry.ts';
import { alert, policy, start } from '../make.ts';
import { Story } from './story.ts';

const day = 86_400_000;
const told: SentryContext = {
  users: 312,
  events: 900,
  firstSeenAt: start - 12 * day,
  lastSeenAt: start,
  firstRelease: 'checkout@2.3.0',
  commit: { id: 'a1b2c3d4', title: 'Retry twice', by: 'Mara Quill' },
  owners: ['checkout-team'],
  runbook: 'https://wiki.example.com/checkout',
};

function tell(story: Story, atMs: number, incident: string, context: SentryContext): Disposition {
  const { body } = contextDelivery({ incident, context }, `c-${atMs}`);
  return story.tell(atMs, body, { source: 'enrichment', kind: 'sentry-context', verifiedBy: 'self' });
}

function opened(of = policy): { story: Story; id: string } {
  const story = new Story(of);
  story.tell(0, alert({ issueKey: 'sentry:acme/1', eventId: 'e'.repeat(32), userHash: 'u1' }));
  return { story, id: story.of('sentry:acme/1').id };
}

const shown = (story: Story, id: string) => {
  const projection = story.wanted.get(`${id}/slack/C1/message`)?.projection;
  if (projection?.surface !== 'message' || projection.state === 'part-of') throw new Error('No message.');
  return projection;
};

describe('what Sentry told of an incident', () => {
  it('is shown: its figures where they are larger, where it comes from, who owns it, the runbook', () => {
    const { story, id } = opened();
    expect(tell(story, 6_000, id, told)).toMatchObject({ kind: 'counted', incident: id });
    expect(shown(story, id)).toMatchObject({
      users: 312,
      events: 900,
      alerts: 1,
      origin: {
        firstSeenAt: start - 12 * day,
        firstRelease: 'checkout@2.3.0',
        commit: { id: 'a1b2c3d4', by: 'Mara Quill' },
        owners: ['checkout-team'],
        runbook: 'https://wiki.example.com/checkout',
      },
    });
    expect(story.told(id, ({ kind }) => kind === 'context')).toEqual([
      'Sentry suspects commit a1b2c3d4 by Mara Quill: “Retry twice”.',
      'Sentry has known this error for 12 days, since checkout@2.3.0.',
    ]);
  });

  it('never makes a figure smaller than what was heard or told before', () => {
    const { story, id } = opened();
    tell(story, 6_000, id, told);
    tell(story, 7_000, id, { ...noContext, users: 0, events: 0, owners: ['other'] });
    expect(shown(story, id)).toMatchObject({ users: 312, events: 900, origin: { owners: ['other'] } });
    const quiet = opened();
    tell(quiet.story, 6_000, quiet.id, { ...noContext, users: 0, events: 0 });
    expect(shown(quiet.story, quiet.id)).toMatchObject({ users: 1, events: 1 });
  });

  it('is taken once: the same again changes nothing, and tells nothing', () => {
    const { story, id } = opened();
    tell(story, 6_000, id, told);
    const before = story.state.incidents.get(id);
    expect(tell(story, 7_000, id, { ...told, lastSeenAt: start + 7_000 })).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'context-known' },
    });
    expect(story.state.incidents.get(id)).toBe(before);
  });

  it('comes too late for what is over, and for what nobody knows any more', () => {
    const { story, id } = opened();
    story.operator(5_000, 'resolve', id);
    expect(tell(story, 6_000, id, told)).toMatchObject({ kind: 'set-aside' });
    expect(tell(story, 6_000, 'inc-none', told)).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'no-such-incident' },
    });
    expect(story.state.incidents.get(id)?.context).toBeUndefined();
  });

  it('wakes nobody and is no status: only its figures and its origin change', () => {
    const { story, id } = opened();
    const before = story.wanted.get(`${id}/slack/C1/message`)!;
    tell(story, 6_000, id, told);
    const after = story.wanted.get(`${id}/slack/C1/message`)!;
    expect(after.digest).not.toBe(before.digest);
    expect(after.statusDigest).toBe(before.statusDigest);
    expect([...story.wanted.values()].filter(({ surface }) => surface === 'page')).toEqual([]);
  });

  it('yields to the runbook that the operator names for the service, else for all', () => {
    const runbooks = { checkout: 'https://wiki.example.com/own', '*': 'https://wiki.example.com/all' };
    const { story, id } = opened({ ...policy, runbooks });
    expect(shown(story, id).origin?.runbook).toBe(runbooks.checkout);
    story.tell(1_000, alert({ issueKey: 'sentry:acme/2', service: 'basket' }));
    expect(shown(story, story.of('sentry:acme/2').id).origin?.runbook).toBe(runbooks['*']);
    tell(story, 6_000, id, told);
    expect(shown(story, id).origin?.runbook).toBe(runbooks.checkout);
  });

  it('yields to the owner that the operator names for the service, else for all', () => {
    const { story, id } = opened({ ...policy, owners: { checkout: 'payments', '*': 'platform' } });
    expect(shown(story, id).origin?.owners).toEqual(['payments']);
    story.tell(1_000, alert({ issueKey: 'sentry:acme/2', service: 'basket' }));
    expect(shown(story, story.of('sentry:acme/2').id).origin?.owners).toEqual(['platform']);
    tell(story, 6_000, id, told);
    expect(shown(story, id).origin?.owners).toEqual(['payments']);
  });

  it('is a dead letter where its body is none, and stops nothing', () => {
    const { story } = opened();
    expect(
      story.tell(6_000, '{"incident":4}', { source: 'enrichment', kind: 'sentry-context' }),
    ).toMatchObject({
      kind: 'dead',
    });
  });
});
