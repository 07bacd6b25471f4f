import { expect, it, onTestFinished } from 'vitest';
import type { Step } from '../../../src/domain/sending/outcome.ts';
import type { Projection } from '../../../src/domain/sending/projection.ts';
import type { RoomProjection } from '../../../src/domain/sending/room.ts';
import type { Sent } from '../../../src/domain/sending/sent.ts';
import { topicOf } from '../../../src/integrations/slack/rooms/channel.ts';
import { keptLog, rowOf, sendOf } from '../../notifiers/example-sends.ts';
import {
  json,
  startScripted,
  type Received,
  type ScriptedServer,
  type Script,
} from '../../notifiers/scripted-server.ts';
import { posted } from '../../sent.ts';
import { edgeAt } from './slack-edge.ts';

const since = 1_800_000_000_000;
const room: RoomProjection = {
  surface: 'room',
  incident: 'inc-7',
  state: 'open',
  name: 'inc-0115-redis',
  since,
  channel: null,
  about: { status: 'acknowledged', who: 'Robin', title: 'redis <!channel> unreachable', services: 12 },
};
const listed = (name: string, more: object = {}): object => ({
  id: 'C0OLD',
  name,
  creator: 'U0ME',
  created: since / 1000 + 3,
  is_archived: false,
  ...more,
});

async function slack(
  answer: (method: string, request: Received) => Script,
): Promise<{ server: ScriptedServer; methods: () => readonly string[]; send: SendTo }> {
  const server = await startScripted((request) => answer(request.path.replace('/api/', ''), request));
  onTestFinished(() => server.close());
  const notifier = edgeAt(server.url, keptLog().log);
  const sendTo = (projection: Projection, step: Step, sent?: Sent) =>
    notifier.send(sendOf(rowOf(projection, 'slack-rooms:a', sent === undefined ? {} : { sent }), step));
  return {
    server,
    methods: () => server.received.map(({ path }) => path.replace('/api/', '')),
    send: sendTo,
  };
}

type SendTo = (projection: Projection, step: Step, sent?: Sent) => Promise<unknown>;

const no = (error: string): Script => json({ ok: false, error });
const yes = (id: string): Script => json({ ok: true, channel: { id } });

it.each([
  ["somebody else's", [listed('inc-0115-redis', { creator: 'U0OTHER' })], 'inc-0115-redis-2'],
  ['an older one', [listed('inc-0115-redis', { created: since / 1000 - 3_600 })], 'inc-0115-redis-2'],
  [
    'archived',
    [listed('inc-0115-redis', { is_archived: true }), listed('inc-0115-redis-2', { creator: 'U0OTHER' })],
    'inc-0115-redis-3',
  ],
])('a name that is taken (%s) gets the next number', async (_why, channels, free) => {
  const { server, send, methods } = await slack((method, { args }) => {
    if (method === 'conversations.create') return args['name'] === free ? yes('C0NEW') : no('name_taken');
    return method === 'auth.test' ? json({ ok: true, user_id: 'U0ME' }) : json({ ok: true, channels });
  });
  expect(await send(room, 'create')).toEqual({ kind: 'delivered', handle: 'C0NEW' });
  expect(methods().filter((method) => method === 'conversations.create')).toHaveLength(2);
  expect(server.received[0]?.args['name']).toBe('inc-0115-redis');
});

it('what it has made itself since is its own: found again, and not made twice', async () => {
  const { send, methods } = await slack((method) => {
    if (method === 'conversations.create') return no('name_taken');
    if (method === 'auth.test') return json({ ok: true, user_id: 'U0ME' });
    return json({ ok: true, channels: [listed('inc-0115-redis')], response_metadata: { next_cursor: '' } });
  });
  expect(await send(room, 'create')).toEqual({ kind: 'delivered', handle: 'C0OLD' });
  expect(await send(room, 'lookup')).toMatchObject({ kind: 'found', handle: 'C0OLD' });
  expect(methods().filter((method) => method === 'conversations.create')).toHaveLength(1);
});

it('a list goes on over its pages, and nothing found is said', async () => {
  const { send, server } = await slack((_method, { args }) =>
    json({
      ok: true,
      channels: [],
      response_metadata: { next_cursor: args['cursor'] === undefined ? 'p2' : '' },
    }),
  );
  expect(await send(room, 'lookup')).toEqual({ kind: 'absent' });
  expect(server.received.map(({ args }) => args['cursor'])).toEqual([undefined, 'p2']);
});

it.each([
  ['missing_scope', 'create', { kind: 'misconfigured', scope: 'lane' }],
  ['restricted_action', 'create', { kind: 'misconfigured', scope: 'lane' }],
  ['invalid_auth', 'create', { kind: 'misconfigured', scope: 'credential' }],
  ['is_archived', 'change', { kind: 'delivered', handle: 'C0OLD' }],
  ['already_archived', 'close', { kind: 'delivered', handle: 'C0OLD' }],
  ['channel_not_found', 'change', { kind: 'refused', final: true }],
] as const)('%s to %s is understood for channels alone', async (error, step, outcome) => {
  const { send } = await slack(() => no(error));
  const sent = step === 'create' ? undefined : posted({ handle: 'C0OLD' });
  expect(await send(room, step, sent)).toMatchObject(outcome);
});

it('people are asked in together, and whoever is there already does no harm', async () => {
  const items = [
    { n: 1, user: 'U1', name: 'a' },
    { n: 2, user: 'U2', name: 'b' },
  ];
  const { send, server } = await slack(() => no('already_in_channel'));
  const invite = { surface: 'invite', incident: 'inc-7', channel: 'C0OLD', items } as const;
  expect(await send(invite, 'change')).toEqual({ kind: 'delivered', handle: 'C0OLD' });
  expect(server.received[0]?.args).toMatchObject({ channel: 'C0OLD', users: 'U1,U2', force: 'true' });
});

it('a topic pings nobody, links nowhere, and has room for how it stands', () => {
  expect(topicOf(room)).toBe('🟠 acknowledged by Robin · redis  !channel  unreachable · 12 services · inc-7');
  const long = topicOf({ ...room, about: { ...room.about, title: 'x'.repeat(400) } });
  expect(long.length).toBeLessThanOrEqual(250);
  expect(long).toMatch(/ · inc-7$/);
});
