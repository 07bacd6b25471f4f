import { describe, expect, it } from 'vitest';
import { nextPageStep } from '../../src/deliver/steps/page-step.ts';
import type { NextStep } from '../../src/deliver/steps/step.ts';
import { noAttempts } from '../../src/domain/sending/notification.ts';
import type { PageProjection } from '../../src/domain/sending/page-projection.ts';
import type { LiveMessage } from '../../src/domain/sending/projection.ts';
import type { Sent } from '../../src/domain/sending/sent.ts';
import { summaryOf } from '../../src/integrations/pagerduty/summary.ts';
import { renderMessage } from '../../src/integrations/slack/render/render-message.ts';
import { minute, Story } from '../correlate/story.ts';
import { pager, redisAlert, start } from '../make.ts';
import { ringing, trigger } from '../sent.ts';
import { nameless, namelessOutage } from './nameless-outage.ts';

const from = 40 * minute;
const title = 'cause not named yet: 6 issues of 6 services in 10 s, usually 0.1 a minute';

function surge(): Story {
  const story = new Story();
  namelessOutage(story, from);
  return story;
}

/** Two members of the surge's services now say why. */
function becomesKnown(story: Story, at: number): void {
  for (const service of ['checkout', 'cart', 'payments'])
    for (const n of [1, 2, 3])
      story.tell(at + n * 100, redisAlert(service, 1, { eventId: `${service}-${n}-${at}` }));
}

function pageOf(story: Story): PageProjection {
  const page = story.page(story.storm.id, 1);
  if (page === undefined) throw new Error('There is no page.');
  return page;
}

function messageOf(story: Story): LiveMessage {
  return story.liveMessage(story.storm.id);
}

function toldOf(story: Story, kind: string): readonly string[] {
  return story.told(story.storm.id, (item) => item.kind === kind);
}

describe('a surge in words', () => {
  it('says at the pager who fails, in the order in which they fell, and what is usual', () => {
    const page = pageOf(surge());
    expect(summaryOf(page)).toBe(
      `6 services fail (checkout, cart, payments, search, login and 1 more), ${title}`,
    );
    expect(page).toMatchObject({ state: 'triggered', subject: { cause: { kind: 'surge' } }, unnamed: true });
    expect(page.services[0]).toBe('checkout');
    expect(page.reason).toBe(`Errors broke out together, ${title}.`);
  });

  it('says in Slack who fails, and that nobody knows why', () => {
    const { text, blocks } = renderMessage(messageOf(surge()), {
      now: start,
      lag: null,
      plain: false,
      relayUrl: null,
    });
    expect(text).toContain(
      `🔥 6 services failing in production (checkout, cart, payments, search, login and 1 more), ${title} · 30 events`,
    );
    expect(blocks[0]).toMatchObject({ text: { text: `🔥 6 services failing in production, ${title}` } });
  });

  it('keeps in the timeline the order, the statistic, what is usual, and what was needed', () => {
    expect(toldOf(surge(), 'storm')).toEqual([
      expect.stringMatching(
        /^Storm, cause not named yet: .* They fell in this order: checkout, cart, payments, search, login, emails\. 6 issues with at least 2 alerts within the last minute of 6 services; usual here: 0\.\d+ a minute, so that many by chance: 1 in 10\^\d+; needed were 6 of 3 services, and a chance of less than 1 in 10\^7\.$/,
      ),
    ]);
  });

  it('tells in the thread, in words, that it is not what happens on any day', () => {
    const thread = [...surge().wanted.values()]
      .map(({ projection }) => projection)
      .find((one) => one.surface === 'thread');
    expect(thread?.surface === 'thread' ? thread.items[0]?.text : '').toMatch(
      /^These errors are one outage, a storm: cause not named yet: .* They fell in this order: checkout, cart, payments, search, login, emails\. 6 issues of 6 services became loud within a minute, far more than is usual here\.$/,
    );
  });

  it('leaves room for the rest where services have very long names', () => {
    const story = new Story();
    namelessOutage(story, from, (name) => `${name}-${'x'.repeat(400)}`);
    expect(story.summary(story.storm.id).length).toBeLessThan(500);
    expect(story.summary(story.storm.id)).toContain('cause not named yet: 6 issues');
  });

  it('is what a posted child points at', () => {
    const story = surge();
    const child = story.of('sentry:acme/loss-3');
    expect(story.message(child.id)).toMatchObject({
      state: 'part-of',
      partOf: { incident: story.storm.id, title: `a storm, ${title}` },
    });
  });
});

describe('whose error stands for the rest', () => {
  const words = (seenIn: string): string => {
    const message = messageOf(surge());
    const { blocks } = renderMessage(
      { ...message, what: { ...message.what, seenIn } },
      { now: start, lag: null, plain: false, relayUrl: null },
    );
    return JSON.stringify(blocks);
  };

  it('is its own service, which need not be the first that fell', () => {
    expect(messageOf(surge()).what.seenIn).toBe('checkout');
    expect(words('checkout')).toContain('💬 *checkout*: `');
    expect(words('login')).toContain('💬 *login*: `');
  });
});

describe('a surge that comes back', () => {
  it('says once in the page what storm it is', () => {
    const story = surge();
    const id = story.storm.id;
    for (const n of [0, 1, 2, 3, 4, 5])
      for (const time of [0, 1, 2])
        story.tell(
          from + 180 * minute + n * 2_000 + time * 1_500,
          nameless(n, { eventId: `again-${n}-${time}` }),
        );
    const summary = story.summary(id, 2);
    expect(summary).toMatch(/ \(page 2: It happened again after [^()]*\)$/);
    expect(summary.split('cause not named yet')).toHaveLength(2);
  });
});

describe('a surge whose cause becomes known', () => {
  it('is called by it, says so in its thread, and keeps its page', () => {
    const story = surge();
    const before = pageOf(story);
    becomesKnown(story, from + 30_000);
    expect(toldOf(story, 'storm').at(-1)).toBe('The cause is now known: redis unreachable (cache-main).');
    expect(messageOf(story)).toMatchObject({ title: 'redis unreachable (cache-main)' });
    expect(messageOf(story).storm).toMatchObject({ unnamed: false });
    const page = pageOf(story);
    expect(summaryOf(page)).toMatch(/^redis unreachable \(cache-main\) in production: 6 services$/);
    expect(page).toMatchObject({
      install: before.install,
      incident: before.incident,
      generation: 1,
      state: 'triggered',
    });
    expect(story.pages()).toHaveLength(1);
  });

  it('updates its page once, a minute after the trigger and under its key; not what is acknowledged', () => {
    const story = surge();
    const wanted = story.wanted.get(`${story.storm.id}/${pager.id}/page/1`);
    if (wanted === undefined) throw new Error('There is no page.');
    const { digest, severityRank } = wanted;
    const at = start + from + 20_000;
    const last = trigger({ severityRank, storm: true, unnamed: true, breadth: 2 });
    const sent = ringing({ at, digest, trigger: last });
    const next = (as: Sent): NextStep => {
      const row = story.wanted.get(wanted.id) ?? wanted;
      return nextPageStep(
        { ...row, sent: as, attempts: noAttempts, pendingSince: null },
        pageOf(story),
        [],
        at,
      );
    };
    story.tell(from + 25_000, nameless(0, { eventId: 'more' }));
    expect(next(sent)).toEqual({ kind: 'settled', reason: null });
    becomesKnown(story, from + 30_000);
    expect(story.wanted.get(wanted.id)?.digest).not.toBe(digest);
    expect(next(sent)).toMatchObject({ kind: 'send', step: 'change', notBefore: at + minute });
    expect(next({ ...sent, trigger: { ...last, unnamed: false } })).toEqual({
      kind: 'settled',
      reason: null,
    });
    story.operator(from + 40_000, 'acknowledge', story.storm.id);
    expect(next({ ...sent, acknowledged: true })).toEqual({ kind: 'settled', reason: null });
  });
});
