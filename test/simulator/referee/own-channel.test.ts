import { expect, it } from 'vitest';
import type { SlackMadeChannel } from '../../../simulator/observed.ts';
import type { DoneAct, Evidence } from '../../../simulator/referee/evidence.ts';
import { besideOwnChannels } from '../../../simulator/referee/own-channels.ts';
import { goodRun, judged, message, revision, slackCall, T0 } from './evidence-sample.ts';

const act = (does: DoneAct['does'], at: number, more: Partial<DoneAct> = {}): DoneAct => ({
  at: T0 + at,
  does,
  what: 'cache',
  dedupKey: 'stormrelay:x:i1:1',
  failure: null,
  ...more,
});
const opened = act('open-channel-in-slack', 5_000);
const archived = act('archive-channel-in-slack', 90_000);

const room: SlackMadeChannel = {
  id: 'C0ROOM',
  name: 'inc-0115-cache',
  at: T0 + 6_000,
  topics: ['🔴 open · cache', '✅ resolved · cache'],
  invited: ['U0KIM', 'U0ROBIN'],
  archivedAt: T0 + 91_000,
};

interface So {
  readonly made?: readonly SlackMadeChannel[];
  readonly text?: string;
  readonly posts?: number;
  readonly acts?: readonly DoneAct[];
}

function run({
  made = [room],
  text = '💬 <#C0ROOM>',
  posts = 1,
  acts = [opened, archived],
}: So = {}): Evidence {
  const version = { ...revision(10_500, 'a-api fails', 3), blocksText: text };
  const post = slackCall(7_000, { method: 'chat.postMessage', channel: room.id, ts: '1.1' });
  const calls = Array.from({ length: posts }, () => post);
  return { ...goodRun(), acts, slack: { calls, messages: [message([version])], made } };
}

it.each<[string, Evidence, boolean]>([
  ['one channel, linked, filled and put away', run(), true],
  ['two channels', run({ made: [room, { ...room, id: 'C0OTHER' }] }), false],
  ['none', run({ made: [] }), false],
  ['one for which nobody asked', run({ acts: [] }), false],
  ['a message that does not lead there', run({ text: 'a-api fails' }), false],
  ['two first messages', run({ posts: 2 }), false],
  ['somebody who was not asked in', run({ made: [{ ...room, invited: ['U0KIM'] }] }), false],
  [
    'somebody who was asked in twice',
    run({ made: [{ ...room, invited: ['U0KIM', 'U0ROBIN', 'U0KIM'] }] }),
    false,
  ],
  ['a topic that is behind', run({ made: [{ ...room, topics: ['🔴 open · cache'] }] }), false],
  ['one that nobody has put away, and is', run({ acts: [opened] }), false],
  ['one that was put away before', run({ made: [{ ...room, archivedAt: T0 + 60_000 }] }), false],
  ['one that was not put away', run({ made: [{ ...room, archivedAt: null }] }), false],
  [
    'a press that was refused',
    run({ acts: [{ ...opened, failure: 'a press was answered 401' }, archived] }),
    false,
  ],
])('own-channel judges %s', (_, evidence, ok) => {
  expect(judged('own-channel', evidence, { people: 2 }).ok).toBe(ok);
});

it('what is told in such a channel is no message of an incident', () => {
  const inside = message([revision(7_000, 'This channel is for …', 0)], { channel: room.id });
  const own = message([revision(1_800, 'a-api fails', 1)]);
  const slack = { calls: [], messages: [own, inside], made: [room] };
  expect(besideOwnChannels(slack).messages).toEqual([own]);
});
