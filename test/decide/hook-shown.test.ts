import { describe, expect, it } from 'vitest';
import type { HookProjection } from '../../src/domain/sending/projection.ts';
import type { Wanted } from '../../src/domain/sending/notification.ts';
import type { Receiver } from '../../src/domain/policy.ts';
import { alert, chat, pager, policy, redisAlert, start } from '../make.ts';
import { press } from '../correlate/presses/press.ts';
import { minute, redisStorm, Story } from '../correlate/story.ts';
import { route } from './routing/routed-story.ts';

const program: Receiver = { id: 'webhook/a', kind: 'hook', lane: 'webhook:a', credential: 'webhook:a' };

const bareRoute = route('team', []);

function told(): Story {
  return new Story({ ...policy, receivers: [chat, pager, program] });
}

function rowAt(story: Story, incident: string): Wanted {
  const row = story.wanted.get(`${incident}/${program.id}/hook`);
  if (row === undefined) throw new Error(`Nothing is told of ${incident}.`);
  return row;
}

function hookOf(story: Story, incident: string): HookProjection {
  const { projection } = rowAt(story, incident);
  if (projection.surface !== 'hook') throw new Error('It is no hook.');
  return projection;
}

const whatOf = (story: Story, incident: string): readonly string[] =>
  hookOf(story, incident).changes.map(({ what }) => what);

describe('what a program is told', () => {
  it('follows one error from its first alert over its page and its acknowledgement to its end', () => {
    const story = told();
    story.tell(0, alert({ level: 'fatal' }));
    const { id } = story.of('sentry:acme/1');
    expect(whatOf(story, id)).toEqual(['opened', 'paged']);
    expect(hookOf(story, id)).toMatchObject({ state: 'open', environmentClass: 'production', cause: null });
    story.answered(1_000, id);
    story.operator(minute, 'acknowledge', id);
    expect(hookOf(story, id)).toMatchObject({ state: 'acknowledged' });
    story.operator(2 * minute, 'resolve', id);
    expect(whatOf(story, id)).toEqual(['opened', 'paged', 'acknowledged', 'resolved']);
    expect(hookOf(story, id)).toMatchObject({ state: 'resolved', shown: { state: 'resolved' } });
  });

  it('says of a storm that it is one and why, who joined, and of its members where they are', () => {
    const story = told();
    redisStorm(story);
    story.tell(30_000, redisAlert('payments', 1));
    const { id } = story.storm;
    expect(hookOf(story, id)).toMatchObject({
      cause: { kind: 'dependency' },
      shown: { services: { length: 4 } },
    });
    const what = whatOf(story, id);
    expect(what).toContain('storm');
    expect(what).toContain('joined');
    const child = story.incidents.find(({ parent }) => parent === id);
    expect(hookOf(story, child?.id ?? '')).toMatchObject({
      state: 'part-of',
      shown: { partOf: { incident: id } },
    });
    expect(whatOf(story, child?.id ?? '').at(-1)).toBe('folded');
  });

  it('tells who wants quiet, for how long, and that it is over', () => {
    const story = told();
    story.tell(0, alert());
    const { id } = story.of('sentry:acme/1');
    press(story, minute, `mute ${id}`);
    press(story, 10 * minute, `mute ${id}`);
    expect(hookOf(story, id).shown).toMatchObject({ mute: { until: start + 70 * minute } });
    story.tick(70 * minute);
    expect(whatOf(story, id)).toEqual(['opened', 'muted', 'muted', 'unmuted']);
  });

  it('tells that nobody receives a page, that it is given up, and that it was taken after all', () => {
    const story = told();
    story.tell(0, alert({ level: 'fatal' }));
    const { id } = story.of('sentry:acme/1');
    story.answered(1_000, id, { state: 'trying', said: 'PagerDuty answers 503.' });
    expect(whatOf(story, id)).toEqual(['opened', 'paged']);
    story.tick(2 * minute);
    story.answered(3 * minute, id, { state: 'given-up', said: 'PagerDuty answers 400.' });
    story.answered(4 * minute, id);
    expect(whatOf(story, id)).toEqual(['opened', 'paged', 'page-failed', 'page-failed', 'page-taken']);
  });

  it('has one row an incident, whose status changes with what happened and not with what is counted', () => {
    const story = told();
    story.tell(0, alert({ eventId: 'e1' }));
    const { id } = story.of('sentry:acme/1');
    const first = rowAt(story, id);
    story.tell(1_000, alert({ eventId: 'e2' }));
    const second = rowAt(story, id);
    story.operator(2_000, 'acknowledge', id);
    const third = rowAt(story, id);
    expect(second.digest).not.toBe(first.digest);
    expect(second.statusDigest).toBe(first.statusDigest);
    expect(third.statusDigest).not.toBe(second.statusDigest);
    expect([...story.wanted.values()].filter(({ surface }) => surface === 'hook')).toHaveLength(1);
  });

  it('is bounded however long the story is', () => {
    const story = told();
    redisStorm(story);
    for (let n = 0; n < 40; n += 1) story.tell(30_000 + n * 100, redisAlert(`service-${n}`, 1));
    expect(hookOf(story, story.storm.id).changes).toHaveLength(20);
  });

  it('leaves out pages that stand for many incidents: each of these is told by itself', () => {
    const story = told();
    for (const n of 'abcdefgh') {
      const texts = { title: `fatal ${n}`, message: `m${n}`, type: `T${n}`, exceptions: [] };
      story.tell(0, alert({ ...texts, level: 'fatal', issueKey: `sentry:acme/${n}`, service: `s${n}` }));
    }
    const collector = story.incidents.find(({ kind }) => kind === 'collector');
    expect(collector).toBeDefined();
    expect(story.wanted.has(`${collector?.id ?? ''}/${program.id}/hook`)).toBe(false);
    for (const { id } of story.roots) expect(whatOf(story, id)).toEqual(['opened', 'paged']);
  });

  it('is told whatever the routes say of people, unless they say it of the program too', () => {
    const of = (surfaces: readonly string[], told: string): Story => {
      const named = { pageWhen: null, mentionOnPage: null, shadow: false };
      const receivers = [
        { name: 'team', surfaces: [chat.id], ...named },
        { name: 'audit', surfaces, ...named },
      ];
      const route = { ...bareRoute, receiver: told };
      return new Story({
        ...policy,
        receivers: [chat, program],
        routing: { receivers, route, intervals: {} },
      });
    };
    const tellsProgram = (story: Story): boolean => {
      story.tell(0, alert());
      return [...story.wanted.values()].some(({ receiver }) => receiver === program.id);
    };
    expect(tellsProgram(of([], 'team'))).toBe(true);
    expect(tellsProgram(of([program.id], 'team'))).toBe(false);
    expect(tellsProgram(of([program.id], 'audit'))).toBe(true);
  });

  it('changes nothing of what others are told', () => {
    const [with_, without] = [told(), new Story()];
    for (const story of [with_, without]) redisStorm(story);
    const others = [...with_.wanted.values()].filter(({ surface }) => surface !== 'hook');
    expect(others).toEqual([...without.wanted.values()]);
  });
});
