import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSlackActs } from '../../../src/http/doors/slack-acts.ts';
import { createSlackSocket } from '../../../src/http/doors/slack-socket.ts';
import { createInbox, type Inbox } from '../../../src/ingest/inbox.ts';
import { slackSettings } from '../../../src/integrations/slack/config.ts';
import { createMetrics } from '../../../src/observe/metrics.ts';
import { createRefusals } from '../../../src/observe/refusals.ts';
import { systemClock } from '../../../src/seams/clock.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { until } from '../../journey/scene/journey.ts';
import { post, started, type Started } from '../../simulator/fakes/started.ts';
import { emptyShelf, fakeStore } from '../doubles/fake-store.ts';

const blocks = [
  {
    type: 'actions',
    block_id: 'stormrelay:1:inc-7',
    elements: [
      { type: 'button', action_id: 'stormrelay:1:acknowledge', text: { type: 'plain_text', text: 'Ack' } },
    ],
  },
];

interface Door {
  readonly world: Started;
  readonly shelf: ReturnType<typeof emptyShelf>;
  readonly refusals: ReturnType<typeof createRefusals>;
  readonly counted: () => Promise<string>;
  readonly press: () => ReturnType<Started['fakes']['slack']['press']>;
}

/** The door on Slack's own client and the fake Slack; `accept` may stand in for the inbox. */
async function door({
  accept,
  responders = [],
}: { readonly accept?: Inbox['accept']; readonly responders?: readonly string[] } = {}): Promise<Door> {
  const world = await started();
  const { url, token, appToken, channel } = world.fakes.connection.slack;
  const slack = slackSettings.parse({ token, appToken, apiUrl: url, channels: [channel], responders });
  const shelf = emptyShelf();
  const store = fakeStore(shelf);
  const clock = systemClock();
  const metrics = createMetrics();
  const refusals = createRefusals();
  const acts = createSlackActs({
    workspace: { name: null, config: slack },
    pager: false,
    store,
    now: () => clock.now(),
    applied: () => Promise.resolve(),
    pace: clock,
    log: silentLog,
    onCall: { whoIsOnCall: () => Promise.resolve({ kind: 'unknown', reason: 'Nobody asks.' }) },
  });
  const inbox =
    accept === undefined ? createInbox({ store, clock, onAppended: () => undefined }) : { accept };
  const socket = createSlackSocket({
    slack,
    workspace: { name: null, acts },
    inbox,
    metrics,
    refusals,
    clock,
    pace: clock,
    log: silentLog,
  });
  const stop = new AbortController();
  const running = socket?.run(stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  await until('both lines', () => socket?.standing().connected === 2);
  const ts = await post(world.fakes, { text: 'It broke.', blocks });
  return {
    world,
    shelf,
    refusals,
    counted: () => metrics.registry.getSingleMetricAsString('stormrelay_webhooks_total'),
    press: () => world.fakes.slack.press({ url: null, channel, ts, action: 'acknowledge' }),
  };
}

describe('the door through Socket Mode', () => {
  it('acknowledges a press once it is durable, and not before', async () => {
    let durable: (seq: { seq: number; duplicate: boolean }) => void = () => undefined;
    const accept = vi.fn<Inbox['accept']>(() => new Promise((resolve) => (durable = resolve)));
    const { world, press } = await door({ accept });
    const pressed = press();
    await until('it is being stored', () => accept.mock.calls.length === 1);
    expect(world.fakes.slack.socket.envelopes()).toMatchObject([{ acknowledged: false }]);
    durable({ seq: 1, duplicate: false });
    expect(await pressed).toMatchObject([{ status: 200 }]);
    expect(accept.mock.calls[0]?.[0]).toMatchObject({
      source: 'slack',
      kind: 'block_actions',
      verifiedBy: 'socket',
    });
  });

  it('leaves what cannot be stored to be told again', async () => {
    const accept = vi
      .fn<Inbox['accept']>()
      .mockRejectedValueOnce(new Error('disk full'))
      .mockResolvedValue({ seq: 1, duplicate: false });
    const { world, press, counted } = await door({ accept });
    await press();
    await until('it is told again', () => world.fakes.slack.socket.envelopes()[0]?.acknowledged === true);
    expect(accept).toHaveBeenCalledTimes(2);
    expect(new Set(accept.mock.calls.map(([{ id }]) => id)).size).toBe(1);
    expect(await counted()).toContain('{outcome="unavailable",reason="store-failing",secret="socket"} 1');
  });

  it('answers a slash command with the acknowledgement, and counts a press', async () => {
    const { world, press, counted, shelf } = await door();
    const [answer] = await world.fakes.slack.say({ url: null, text: '' });
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ text: '✅ Nothing is open.' });
    await press();
    expect(shelf.deliveries).toHaveLength(1);
    expect(await counted()).toContain('{outcome="press",reason="ok",secret="socket"} 1');
  });

  it('refuses whoever may not press, and they are told', async () => {
    const { world, press, refusals, shelf } = await door({ responders: ['U0ADA'] });
    expect(await press()).toMatchObject([{ status: 200 }]);
    await until('they are told', () => world.fakes.slack.ephemeral().length === 1);
    expect(refusals.list()).toMatchObject([{ code: 'press-not-a-responder', kind: 'interactive' }]);
    expect(shelf.deliveries).toEqual([]);
  });
});
