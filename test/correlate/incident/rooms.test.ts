import { describe, expect, it } from 'vitest';
import type { Policy, Receiver } from '../../../src/domain/policy.ts';
import { roomName } from '../../../src/domain/sending/room.ts';
import { roomGuestsDelivery, roomMadeDelivery } from '../../../src/ingest/room-entries.ts';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import type { Wanted } from '../../../src/domain/sending/notification.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { applyRun } from '../../../src/pipeline/apply-inbox.ts';
import { alert, chat, entry, pager, policy, readAlert, start } from '../../make.ts';
import { press } from '../presses/press.ts';

const rooms: Receiver = {
  id: 'slack-rooms/a',
  kind: 'rooms',
  lane: 'slack-rooms:a',
  credential: chat.credential,
};
const withRooms = (when: 'storms' | 'asked'): Policy => ({
  ...policy,
  receivers: [chat, pager, rooms],
  rooms: { when, prefix: 'inc-' },
});

function told(story: Story, atMs: number, { body, kind }: Delivery): void {
  story.tell(atMs, body, { source: 'enrichment', kind, verifiedBy: 'self' });
}

const rowOf = (story: Story, incident: string, surface: string): Wanted | undefined =>
  story.wanted.get(`${incident}/${rooms.id}/${surface}`);

function storm(when: 'storms' | 'asked' = 'storms'): { story: Story; id: string } {
  const story = new Story(withRooms(when));
  redisStorm(story);
  return { story, id: story.storm.id };
}

/** Ann acknowledges the page at the pager. */
function addPagerHandTo(story: Story, atMs: number, incident: string): void {
  const key = { install: 'i1', incident, generation: 1 };
  const by = { kind: 'person', name: 'Ann', id: 'PUSER' } as const;
  const act = { kind: 'acknowledged' } as const;
  const word = { pagerIncident: 'Q1', key, at: start + atMs, by, act, assigned: null };
  const one = entry(900, start + atMs, '{}', { source: 'pagerduty', kind: 'webhook-v3' });
  const batch = applyRun(story.state, [one], (read) =>
    read.source === 'pagerduty' ? { kind: 'pager', word } : readAlert(read),
  );
  for (const row of batch.wanted) story.wanted.set(row.id, row);
}

describe('a channel of its own', () => {
  it('is wanted once for a storm, by its cause and its date, in a lane of its own', () => {
    const { story, id } = storm();
    redisStorm(story, 20_000, 'again');
    expect(rowOf(story, id, 'room')).toMatchObject({
      lane: rooms.lane,
      projection: { state: 'open', name: expect.stringMatching(/^inc-0115-[a-z0-9-]+$/) as unknown },
    });
    expect([...story.wanted.values()].filter(({ surface }) => surface === 'room')).toHaveLength(1);
    expect(story.told(id).filter((line) => line.includes('channel'))).toEqual([
      'It gets a channel of its own.',
    ]);
    expect(rowOf(story, id, 'room-post')).toBeUndefined();
  });

  it('is wanted only where somebody asks for it, where that is the rule, and only once', () => {
    const { story, id } = storm('asked');
    expect(rowOf(story, id, 'room')).toBeUndefined();
    expect(press(story, minute, `room ${id}`)).toMatchObject({
      decision: { code: 'pressed', action: 'room' },
    });
    expect(press(story, minute + 50, `room ${id}`, 'bo')).toMatchObject({
      decision: { code: 'room-there-already' },
    });
    expect(story.state.incidents.get(id)?.hands).toMatchObject([{ name: 'ada' }]);
    const off = new Story();
    off.tell(0, alert());
    expect(press(off, 1_000, 'room inc-1')).toMatchObject({ decision: { code: 'no-rooms-here' } });
  });

  it('leads there and back once it is made, and asks in whoever acknowledged and is on call', () => {
    const { story, id } = storm();
    told(story, 5_000, roomMadeDelivery({ incident: id, channel: 'C0ROOM' }));
    expect(story.liveMessage(id).room).toEqual({ channel: 'C0ROOM', archived: false });
    expect(rowOf(story, id, 'room-post')?.projection).toMatchObject({ channel: 'C0ROOM', beside: chat.id });
    press(story, 6_000, `acknowledge ${id}`);
    const people = [{ user: 'U0ROBIN', name: 'Robin' }];
    const guests = { incident: id, pagerUser: null, people, unknown: ['Kim'], why: null };
    told(story, 7_000, roomGuestsDelivery(guests, 'g1'));
    told(story, 8_000, roomGuestsDelivery(guests, 'g2'));
    expect(rowOf(story, id, 'invite')?.projection).toMatchObject({
      items: [
        { n: 1, name: 'ada' },
        { n: 2, user: 'U0ROBIN' },
      ],
    });
    expect(story.told(id).filter((line) => /Robin/.test(line))).toEqual([
      'Asked into its channel: Robin. Not asked into its channel: Kim.',
    ]);
  });

  it('goes with what has become part of another, unless that has its own', () => {
    const story = new Story(withRooms('asked'));
    story.tell(0, alert({ issueKey: 'sentry:acme/a', service: 'mail', title: 'Mail is stuck' }));
    story.tell(1_000, alert({ issueKey: 'sentry:acme/b', service: 'cart', title: 'Cart is gone' }));
    press(story, 2_000, 'room inc-2', 'bo');
    told(story, 3_000, roomMadeDelivery({ incident: 'inc-2', channel: 'C0ROOM' }));
    story.merge(4_000, 'inc-2', 'inc-1');
    expect(story.state.incidents.get('inc-1')).toMatchObject({
      room: { channel: 'C0ROOM' },
      hands: [{ name: 'bo' }],
    });
    expect(story.state.incidents.get('inc-2')).not.toHaveProperty('room');
    expect(rowOf(story, 'inc-1', 'room')?.projection).toMatchObject({ channel: 'C0ROOM' });
  });

  it('asks in whoever acknowledged at the pager, once the chat has told who that is', () => {
    const { story, id } = storm();
    told(story, 5_000, roomMadeDelivery({ incident: id, channel: 'C0ROOM' }));
    addPagerHandTo(story, 6_000, id);
    expect(story.state.incidents.get(id)?.pagerHands).toEqual([{ id: 'PUSER', name: 'Ann', askedAt: null }]);
    const found = {
      incident: id,
      pagerUser: 'PUSER',
      people: [{ user: 'U0ANN', name: 'Ann' }],
      unknown: [],
      why: null,
    };
    told(story, 7_000, roomGuestsDelivery(found, 'g1'));
    told(story, 8_000, roomGuestsDelivery(found, 'g2'));
    expect(story.state.incidents.get(id)?.pagerHands).toMatchObject([{ askedAt: start + 7_000 }]);
    expect(rowOf(story, id, 'invite')?.projection).toMatchObject({ items: [{ n: 1, user: 'U0ANN' }] });
  });

  it('is archived by a person alone, once the incident is over', () => {
    const { story, id } = storm();
    told(story, 5_000, roomMadeDelivery({ incident: id, channel: 'C0ROOM' }));
    expect(press(story, 6_000, `archive ${id}`)).toMatchObject({ decision: { code: 'no-room-to-archive' } });
    press(story, 7_000, `resolve ${id}`);
    expect(rowOf(story, id, 'room')?.projection).toMatchObject({
      state: 'open',
      about: { status: 'resolved' },
    });
    press(story, 8_000, `archive ${id}`);
    expect(rowOf(story, id, 'room')?.projection).toMatchObject({ state: 'archived' });
    expect(story.liveMessage(id).room).toEqual({ channel: 'C0ROOM', archived: true });
  });
});

it("a channel's name is one that Slack takes, whatever the cause says", () => {
  const at = start;
  for (const title of ['Redis <unreachable>!', 'Ünïcödé — 東京', '', 'x'.repeat(300), '...', '___'])
    expect(roomName('inc-', title, at)).toMatch(/^[a-z0-9][a-z0-9_-]{0,69}$/);
  expect(roomName('inc-', 'redis cache-main.internal:6379 unreachable', at)).toBe(
    'inc-0115-redis-cache-main-internal-6379-unreachable',
  );
});
