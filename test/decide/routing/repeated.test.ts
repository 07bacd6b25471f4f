import { describe, expect, it } from 'vitest';
import { endSilence, silence } from './silence-story.ts';
import type { Receiver } from '../../../src/domain/policy.ts';
import { policy } from '../../make.ts';
import { minute, type Story } from '../../correlate/story.ts';
import { allChat, everyone, named, pay, payChat, payPager, route, routed } from './routed-story.ts';

const hour = 60 * minute;
const key = 'sentry:acme/1';
const paid = named('payments', [payChat, payPager], { mentionOnPage: 'S0ONCALL' });
const every = (ms: number) => ({ repeatEveryMs: ms });

const begin = (): Story =>
  routed(
    [route('payments', ['service=~"pay.*"'], { ...every(hour), continue: true }), route('everyone', [])],
    {
      receivers: [paid, everyone],
    },
  );

/** It fails every five minutes. */
function goesOn(story: Story, fromMs: number, untilMs: number): void {
  for (let at = fromMs; at <= untilMs; at += 5 * minute) {
    story.tell(at, pay({ eventId: `e${at}` }));
    story.tick(at);
  }
}

/** What the thread of a channel says of what is still open. */
function repeated(story: Story, channel: string): readonly string[] {
  const thread = story.wanted.get(`${story.of(key).id}/${channel}/thread`)?.projection;
  if (thread?.surface !== 'thread') return [];
  return thread.items
    .filter(({ text }) => text.startsWith('Still open'))
    .map(
      ({ text, channel: broadcast, mention }) =>
        `${broadcast ? 'channel' : 'thread'} ${mention ?? ''} ${text}`,
    );
}

describe('what goes on and nobody has in hand', () => {
  it('is told again in the channel of whoever wants it, and in no other, and wakes nobody anew', () => {
    const story = begin();
    goesOn(story, 0, 2 * hour + minute);
    expect(repeated(story, payChat.id)).toEqual([
      'channel S0ONCALL Still open after 1 h, and nobody has acknowledged it or its page.',
      'channel S0ONCALL Still open after 2 h, and nobody has acknowledged it or its page.',
    ]);
    expect(repeated(story, allChat.id)).toEqual([]);
    expect(story.pages()).toHaveLength(1);
  });

  it('is told no more once somebody has acknowledged or resolved it', () => {
    for (const action of ['acknowledge', 'resolve'] as const) {
      const story = begin();
      goesOn(story, 0, 30 * minute);
      story.operator(40 * minute, action, story.of(key).id);
      for (let at = 41; at < 300; at += 7) story.tick(at * minute);
      const thread = [...story.wanted.values()].filter(({ surface }) => surface === 'thread');
      expect(JSON.stringify(thread)).not.toContain('Still open');
    }
  });

  it('is not told while it is quiet, or kept quiet, and is when it goes on after that', () => {
    const story = begin();
    story.tell(0, pay({ eventId: 'e0' }));
    for (let at = 10; at < 6 * 60; at += 10) story.tick(at * minute);
    expect(repeated(story, payChat.id)).toHaveLength(1);
    const held = begin();
    goesOn(held, 0, 30 * minute);
    silence(held, 31 * minute, ['service="pay-api"'], 3 * hour);
    goesOn(held, 35 * minute, 100 * minute);
    expect(repeated(held, payChat.id)).toEqual([]);
    endSilence(held, 101 * minute, held.state.meta.silences?.[0]?.id ?? '');
    goesOn(held, 105 * minute, 125 * minute);
    expect(repeated(held, payChat.id)).toHaveLength(1);
  });
});

describe('a program of whoever is told again', () => {
  const program = (id: string): Receiver => ({ id, kind: 'hook', lane: id, credential: id });
  const [theirs, others, everything] = ['webhook/pay', 'webhook/all', 'webhook/everything'].map(program);
  const programs = [theirs, others, everything].filter((one) => one !== undefined);
  const withPrograms = (): Story =>
    routed(
      [route('payments', ['service=~"pay.*"'], { ...every(hour), continue: true }), route('everyone', [])],
      {
        receivers: [
          named('payments', [payChat, payPager, ...(theirs === undefined ? [] : [theirs])]),
          named('everyone', [allChat, ...(others === undefined ? [] : [others])]),
        ],
      },
      { ...policy, receivers: [payChat, allChat, payPager, ...programs] },
    );
  const whatOf = (story: Story, { id }: Receiver): readonly string[] => {
    const projection = story.wanted.get(`${story.of(key).id}/${id}/hook`)?.projection;
    return projection?.surface === 'hook' ? projection.changes.map(({ what }) => what) : [];
  };

  it('is told so too, at once, and no other program is', () => {
    const story = withPrograms();
    goesOn(story, 0, hour - minute);
    const before = story.wanted.get(`${story.of(key).id}/webhook/pay/hook`)?.statusDigest;
    goesOn(story, hour, 2 * hour + minute);
    const after = story.wanted.get(`${story.of(key).id}/webhook/pay/hook`)?.statusDigest;
    const [told = [], toldNothing, toldEverything] = programs.map((one) => whatOf(story, one));
    expect(told.filter((what) => what === 'repeated')).toHaveLength(2);
    expect(after).not.toBe(before);
    expect(toldNothing).toEqual(told.filter((what) => what !== 'repeated'));
    expect(toldEverything).toEqual(toldNothing);
  });

  it('is told no more of what somebody has in hand', () => {
    const story = withPrograms();
    goesOn(story, 0, 30 * minute);
    story.operator(40 * minute, 'acknowledge', story.of(key).id);
    goesOn(story, 45 * minute, 4 * hour);
    expect(programs.flatMap((one) => whatOf(story, one))).not.toContain('repeated');
  });
});
