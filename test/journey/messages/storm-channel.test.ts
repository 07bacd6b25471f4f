import { expect, it } from 'vitest';
import type { SlackPerson } from '../../../simulator/fakes/slack/presses/press-spec.ts';
import type { SlackMadeChannel, SlackMessage } from '../../../simulator/observed.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import { pages, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 2_711;
const kim: SlackPerson = { id: 'U0KIM', name: 'kim.fernhill' };

function own({ fakes }: Journey): Record<string, string> {
  const { pagerduty, slack } = fakes.connection;
  return {
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_STORM_CHANNELS: 'ask',
    SLACK_STORM_CHANNEL_PREFIX: 'war-',
    PAGERDUTY_API_URL: pagerduty.apiUrl,
    PAGERDUTY_API_TOKEN: pagerduty.apiToken,
    PAGERDUTY_SERVICE_ID: pagerduty.serviceId,
  };
}

const made = ({ fakes }: Journey): readonly SlackMadeChannel[] => fakes.observed().slack.made ?? [];

async function broken(of: Journey): Promise<{ id: string; press: (action: string) => Promise<unknown> }> {
  await throwIt(
    of.fakes,
    troubles(of, seed)('ledger', unrelated[4]!).event({ level: 'fatal', isNew: false }),
  );
  await until('the page', () => pages(of)[0]);
  const { id } = await until('its incident', async () => (await of.api.incidents())[0]);
  const root = await until('its message', () => rootsOf(of, id)[0]);
  const { channel, ts } = root;
  const url = `${of.url}/webhooks/slack/interactions`;
  return { id, press: (action) => of.fakes.slack.press({ url, channel, ts, action, user: kim }) };
}

const inside = (of: Journey, id: string): readonly SlackMessage[] =>
  of.fakes.observed().slack.messages.filter((message) => message.channel === id);

it('a channel of its own: made, linked both ways, people asked in, its topic current, archived by a press', async () => {
  const of = await journey({ seed, speed: 30 });
  await of.start(own(of));
  const { id, press } = await broken(of);
  await press('room');
  const room = await until('the channel', () => made(of)[0]);
  expect(room.name).toMatch(/^war-\d{4}-/);
  await until('the link to it', () => shown(rootsOf(of, id)[0]).includes(`<#${room.id}>`));
  const first = await until('the first message there', () => inside(of, room.id)[0]);
  expect(shown(first)).toContain(`/archives/${of.channels[0]!}/p`);
  await until('whoever asked and is on call', () => room.invited.length === 2);
  expect([...room.invited].sort()).toEqual(['U0KIM', 'U0ROBIN']);
  await until('its topic', () => room.topics.at(-1)?.startsWith('🔴 open · '));
  await press('acknowledge');
  await until('that somebody has it', () =>
    room.topics.at(-1)?.startsWith('🟠 acknowledged by kim.fernhill'),
  );
  await press('resolve');
  await until('that it is over', () => room.topics.at(-1)?.startsWith('✅ resolved'));
  await of.rest();
  expect(room.archivedAt).toBeNull();
  await until('the button', () => shown(rootsOf(of, id)[0]).includes('Archive its channel'));
  await press('archive');
  await until('it is put away', () => room.archivedAt !== null);
  await of.rest();
  expect(made(of)).toHaveLength(1);
  expect(inside(of, room.id)).toHaveLength(1);
});

it.each([
  ['conversations.create', { kind: 'accept-then-fail', answer: 503 }],
  ['conversations.create', { kind: 'timeout', takesEffect: true }],
] as const)(
  '%s whose answer is lost (%j) makes no second channel, also over a kill -9',
  async (method, fault) => {
    const of = await journey({ seed: seed + 1, speed: 30 });
    await of.start(own(of));
    const { press } = await broken(of);
    of.fakes.faults.add({ target: { service: 'slack', method }, window: { count: 1 }, fault });
    await press('room');
    const room = await until('it was made', () => made(of)[0]);
    await of.kill();
    await of.start(own(of));
    await until('its first message', () => inside(of, room.id)[0]);
    await of.rest();
    expect(made(of)).toHaveLength(1);
    expect(inside(of, room.id)).toHaveLength(1);
  },
);

it('a missing scope is told with what to do, and holds up nothing', async () => {
  const of = await journey({ seed: seed + 2, speed: 30 });
  of.fakes.slack.dropScope('channels:manage');
  of.fakes.slack.dropScope('users:read.email');
  await of.start(own(of));
  const { id, press } = await broken(of);
  await press('room');
  const lane = await until('the lane is blocked', async () =>
    (await of.api.lanes()).find((one) => one.id.startsWith('slack-rooms:') && one.state.kind === 'blocked'),
  );
  expect(lane.state.reason).toMatch(/missing_scope.*channels:manage/);
  await press('acknowledge');
  await until('the message is current', () =>
    shown(rootsOf(of, id)[0]).includes('Acknowledged by kim.fernhill'),
  );
  expect(made(of)).toEqual([]);
});

it('whoever acknowledges in PagerDuty is asked in, and whom Slack does not know is named', async () => {
  const of = await journey({ seed: seed + 3, speed: 30 });
  const { webhookSecret } = of.fakes.connection.pagerduty;
  of.fakes.pagerduty.setWebhook(`${of.url}/webhooks/pagerduty`);
  of.fakes.pagerduty.setOnCall([
    { name: 'Kim Fake', level: 1 },
    { name: 'Robin Fake', level: 2 },
  ]);
  await of.start({ ...own(of), PAGERDUTY_WEBHOOK_SECRETS: webhookSecret });
  const { id, press } = await broken(of);
  await press('room');
  const room = await until('the channel', () => made(of)[0]);
  const [page] = pages(of);
  const { routingKey, dedupKey } = page!;
  of.fakes.pagerduty.act({ does: 'acknowledge', routingKey, dedupKey, by: 'Robin Fake', itself: false });
  await until('both are asked in', () => [...room.invited].sort().join() === 'U0KIM,U0ROBIN');
  const { timeline } = await of.api.incident(id);
  expect(timeline.map(({ detail }) => detail)).toContain('Not asked into its channel: Kim Fake.');
});
