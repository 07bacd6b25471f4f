import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import type { LiveMessage } from '../../src/domain/sending/projection.ts';
import { nextMessageStep } from '../../src/deliver/steps/message-step.ts';
import type { NextStep } from '../../src/deliver/steps/step.ts';
import { noAttempts, type Wanted } from '../../src/domain/sending/notification.ts';
import { alert, chat, start } from '../make.ts';
import { posted } from '../sent.ts';
import { minute, redisStorm, Story } from '../correlate/story.ts';

const troubles = [
  'page is torn',
  'ink ran dry',
  'sum does not fit the column',
  'stamp is older than the letter',
  'colour has no name',
  'basket weighs nothing',
  'clerk left early',
  'answer came before the question',
  'seal was broken twice',
] as const;
const stranger = (n: number, change: Partial<Alert> = {}): Alert => {
  const message = troubles[n] ?? 'nothing fits';
  return alert({
    issueKey: `sentry:acme/stranger-${n}`,
    service: ['cart', 'login', 'search'][n % 3] ?? 'cart',
    project: `ledger-${n}`,
    title: `Trouble${n}: ${message}`,
    message,
    type: `Trouble${n}`,
    exceptions: [{ type: `Trouble${n}`, value: message, module: null }],
    ...change,
  });
};

/** A stranger that is loud in a struck service is a guest. */
function guest(story: Story, at: number, n: number, alerts = 3): void {
  for (let event = 0; event < alerts; event += 1)
    story.tell(at + event * 100, stranger(n, { eventId: `s${n}-${event}` }));
}

function messageOf(story: Story): LiveMessage {
  return story.liveMessage(story.storm.id);
}

const rowOf = (story: Story): Wanted => {
  const row = story.wanted.get(`${story.storm.id}/${chat.id}/message`);
  if (row === undefined) throw new Error('The storm has no message.');
  return row;
};

describe('guests of a storm', () => {
  it('are listed, and are none of its services, issues or projects; their alerts count in it', () => {
    const story = new Story();
    redisStorm(story);
    const before = messageOf(story);
    const summary = story.summary(story.storm.id);
    const { projects } = story.state.families.of(story.storm);
    guest(story, 20_000, 1);
    expect(story.of('sentry:acme/stranger-1').adoption).toMatchObject({ soft: true });
    const message = messageOf(story);
    expect(message.guests).toMatchObject({
      count: 1,
      shown: [{ title: 'Trouble1: ink ran dry', service: 'login', alerts: 3 }],
    });
    expect(message.services).toEqual(before.services);
    expect(message.issueCount).toBe(before.issueCount);
    expect(message.issues).toEqual(before.issues);
    expect(message.alerts).toBe(before.alerts + 3);
    expect(story.summary(story.storm.id)).toBe(summary);
    expect(story.state.families.of(story.storm).projects).toBe(projects);
  });

  it('bring events that its services do not add up to, and that are told apart', () => {
    const story = new Story();
    redisStorm(story, 0, 'now');
    guest(story, 20_000, 1);
    guest(story, 23_000, 2, 4);
    const { events, services, guests } = messageOf(story);
    const ofServices = services.reduce((sum, one) => sum + (one.events ?? 0), 0);
    expect([ofServices, guests?.events, events]).toEqual([6, 7, 13]);
  });

  it('name the loudest first, never leave out the newest, and say how many there are', () => {
    const story = new Story();
    redisStorm(story);
    for (let n = 1; n <= 8; n += 1) guest(story, 20_000 + n * 3_000, n, 12 - n);
    const { guests } = messageOf(story);
    expect(guests?.count).toBe(8);
    expect(guests?.shown.map(({ alerts }) => alerts)).toEqual([11, 10, 9, 8, 7, 4]);
    expect(guests?.newest).toBe('sentry:acme/stranger-8');
  });

  it('name every service where something is new, also of those that are not listed', () => {
    const story = new Story();
    redisStorm(story);
    for (let n = 1; n <= 8; n += 1) guest(story, 20_000 + n * 3_000, n, 12 - n);
    const { guests, services } = messageOf(story);
    const named = new Set(
      [...services, ...(guests?.shown ?? [])].map((one) => ('name' in one ? one.name : one.service)),
    );
    const told = [...named, ...(guests?.elsewhere ?? [])];
    expect(told).toEqual(expect.arrayContaining(['cart', 'login', 'search']));
    expect(new Set(told).size).toBe(told.length);
  });

  it('are counted in the text of the page where they are more than its own issues, and it is sent again', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    expect(story.page(id, 1)).toMatchObject({ breadth: 1 });
    for (let n = 1; n <= 6; n += 1) guest(story, 20_000 + n * 3_000, n);
    expect(story.summary(id)).not.toContain('beside it');
    for (let n = 7; n <= 8; n += 1) guest(story, 20_000 + n * 3_000, n);
    expect(story.page(id, 1)).toMatchObject({ breadth: 3 });
    expect(story.summary(id)).toMatch(/; 8 more issues broke out beside it, cause unknown$/);
  });

  it('are shown at once: a message that lists one fewer waits for no counter', () => {
    const story = new Story();
    redisStorm(story);
    guest(story, 20_000, 1);
    const before = rowOf(story);
    const now = start + 30_000;
    const sent = posted({ at: now, digest: before.digest, statusDigest: before.statusDigest });
    const next = (): NextStep =>
      nextMessageStep(
        { ...rowOf(story), openedAt: now - 20 * minute, sent, attempts: noAttempts, pendingSince: null },
        messageOf(story),
        now,
      );
    story.tell(30_000, stranger(1, { eventId: 'louder' }));
    expect(next()).toMatchObject({ sendClass: 'watched', notBefore: now + minute });
    guest(story, 31_000, 2);
    expect(next()).toMatchObject({ sendClass: 'status', notBefore: now + 1_000 });
  });

  it('are gone from the list once they stand alone', () => {
    const story = new Story();
    redisStorm(story);
    guest(story, 20_000, 1);
    expect(messageOf(story).guests?.count).toBe(1);
    story.tell(25_000, stranger(1, { level: 'fatal', severity: 'critical', eventId: 'f' }));
    expect(messageOf(story).guests).toBeNull();
  });
});
