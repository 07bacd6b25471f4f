import type { SimClock } from '../clock.ts';
import { createSeededRandom, seedOf, type SeededRandom } from '../seeded-random.ts';
import { createFaultBoard, type FaultBoard } from '../faults/fault-board.ts';
import type { Observed, PagerDutyDelivery, SentryDelivery } from '../observed.ts';
import type { FakesOptions } from './contract.ts';
import { vendorSecrets } from './connection.ts';
import type { Controls } from './control/server.ts';
import { vendorLimits, type FakeLimits } from './limits.ts';
import { addService, createAccount, type Account } from './pagerduty/account.ts';
import type { EventsDoor } from './pagerduty/events.ts';
import { actAtPagerDuty } from './pagerduty/people.ts';
import { createWebhookSender } from './pagerduty/webhooks.ts';
import type { FakeSentry } from './sentry/fake-sentry.ts';
import { createSender, type Sender } from './sentry/sender.ts';
import type { SentryDoor } from './sentry/server.ts';
import { createSentryAccount, knowledgeOf } from './sentry/web-api/account.ts';
import { createAllowance } from './sentry/web-api/allowance.ts';
import { rememberedIn } from './sentry/web-api/remembered.ts';
import { createWebhookMaker } from './sentry/webhooks.ts';
import { createSlackLimiter } from './slack/limiter.ts';
import type { SlackDoor } from './slack/server.ts';
import { createPresser } from './slack/presses/presser.ts';
import {
  addChannel,
  addUserGroup,
  createWorkspace,
  setNewBlocks,
  type Workspace,
} from './slack/workspace.ts';
import type { WindowWorld } from '../ui/window.ts';
import { createToldToWait } from './told-to-wait.ts';
import type { WebhookDoor } from './webhook/receiver.ts';

/** Everything behind the fakes' doors, before anybody listens. */
export interface Stage {
  readonly limits: FakeLimits;
  readonly faults: FaultBoard;
  readonly workspace: Workspace;
  readonly account: Account;
  readonly sender: Sender;
  readonly sentry: FakeSentry;
  readonly secret: string;
  readonly controlToken: string;
  readonly observed: Observed;
  readonly closing: AbortController;
  readonly slackDoor: SlackDoor;
  readonly pagerDutyDoor: EventsDoor;
  readonly sentryDoor: SentryDoor;
  readonly webhookDoor: WebhookDoor;
  readonly controls: Controls;
  readonly windowWorld: WindowWorld;
  /** What people add to the vendors' accounts. */
  readonly make: Made;
}

/** Builds the state of all three services; each draws from a source of chance of its own. */
export function setStage(options: FakesOptions): Stage {
  const { clock, seed } = options;
  const chance = (name: string): SeededRandom => createSeededRandom(seedOf(name, seed));
  const limits: FakeLimits = { ...vendorLimits, ...options.limits };
  const faults = createFaultBoard(chance('faults'));
  const workspace = createWorkspace(clock, chance('slack'));
  setNewBlocks(workspace, options.newBlocks ?? []);
  const closing = new AbortController();
  const { account, webhooks, pagerduty } = setPagerDuty({ clock, seed, chance, closing: closing.signal });
  const secret = options.sentrySecret ?? chance('sentry secret').hex(64);
  const controlToken = chance('control').hex(32);
  const deliveries: SentryDelivery[] = [];
  const sender = createSender({ clock, secret, deliveries });
  if (options.target !== undefined) sender.setTarget(options.target);
  const { sentry, sentryDoor } = setSentry({ clock, seed, chance, limits, sender, deliveries });
  const world = { clock, closing: closing.signal, faults };
  const webhookDoor: WebhookDoor = { ...world, secret: vendorSecrets(seed).webhook, calls: [] };
  const observed: Observed = {
    webhook: { calls: webhookDoor.calls },
    sentry: { deliveries, calls: sentryDoor.account.calls },
    slack: seenIn(workspace),
    pagerduty: { ...seenAt(account), webhooks },
  };
  const make = makerOf(workspace, account, chance('channels'));
  const held = {
    limits,
    faults,
    workspace,
    account,
    sender,
    sentry,
    secret,
    controlToken,
    observed,
    closing,
    make,
  };
  const told = createToldToWait(clock.speed);
  return {
    ...held,
    slackDoor: { ...world, workspace, limiter: createSlackLimiter(limits), told },
    pagerDutyDoor: { ...world, account, limits, windows: new Map() },
    sentryDoor,
    webhookDoor,
    controls: { ...world, token: controlToken, observed: () => observed, sentry, pagerduty, ...make },
    windowWorld: windowOn(held, clock),
  };
}

/** What the page shows of all this, and how it acts. */
function windowOn(
  of: Pick<Stage, 'workspace' | 'account' | 'observed' | 'sender' | 'make' | 'closing' | 'faults'>,
  clock: SimClock,
): WindowWorld {
  const { closing, workspace, account, observed, sender, make, faults } = of;
  const story: WindowWorld['story'] = { current: null };
  return {
    clock,
    closing: closing.signal,
    workspace,
    account,
    observed,
    story,
    faults,
    beside: { current: null },
    knob: { current: null },
    press: make.presses.press,
    socketIsOpen: () => make.socket.connections() > 0,
    sentryTarget: () => sender.target(),
    relayUrl: () => story.current?.relayUrl ?? null,
  };
}

/** What PagerDuty saw. */
function seenAt({ calls, incidents, wakings, notes }: Account): Omit<Observed['pagerduty'], 'webhooks'> {
  return { calls, incidents, wakings, notes };
}

/** Sentry's two sides: what it sends, and what it answers about that. */
function setSentry(of: {
  readonly clock: SimClock;
  readonly seed: number;
  readonly chance: (name: string) => SeededRandom;
  readonly limits: FakeLimits;
  readonly sender: Sender;
  readonly deliveries: readonly SentryDelivery[];
}): Pick<Stage, 'sentry' | 'sentryDoor'> {
  const { clock, seed, chance, limits, sender, deliveries } = of;
  const account = createSentryAccount(`sntrys_${chance('sentry token').hex(64)}`, () => ({
    webhookUrl: sender.target(),
    isDisabled: false,
    requests: deliveries.map(({ at, status, resource, action }) => ({
      at,
      status,
      event: `${resource}.${action}`,
    })),
  }));
  const maker = rememberedIn(account.book, createWebhookMaker(seed));
  const sentry: FakeSentry = { ...maker, ...sender, knows: knowledgeOf(account) };
  const told: SentryDoor['told'] = ({ error, status }) => {
    if (!sender.hasTarget() || status === 'unresolved') return;
    const at = clock.now();
    void sender.send(sentry.issueWebhook(status === 'resolved' ? 'resolved' : 'ignored', error, { at }));
  };
  return { sentry, sentryDoor: { account, allowance: createAllowance(limits), clock, told } };
}

type Made = Pick<Controls, 'addChannel' | 'addRoutingKey' | 'presses' | 'socket'>;

function makerOf(workspace: Workspace, account: Account, channelIds: SeededRandom): Made {
  return {
    addChannel: (name, id) => addChannel(workspace, name, channelIds, id),
    addRoutingKey: (routingKey) => addService(account, routingKey),
    presses: pressesIn(workspace),
    socket: workspace.socketMode,
  };
}

/** What people do at Slack. */
function seenIn({ calls, messages, made, presses }: Workspace): Observed['slack'] {
  return { calls, messages, made, presses };
}

function pressesIn(workspace: Workspace): Controls['presses'] {
  const presser = createPresser(workspace);
  return {
    press: (spec) => presser.press(spec),
    say: (spec) => presser.say(spec),
    addUserGroup: (members) => addUserGroup(workspace, members),
    ephemeral: () => workspace.ephemeral,
  };
}

/** PagerDuty's state, and what people and its subscription do there. */
function setPagerDuty(of: {
  readonly clock: SimClock;
  readonly seed: number;
  readonly chance: (name: string) => SeededRandom;
  readonly closing: AbortSignal;
}): Pick<Stage, 'account'> & {
  readonly webhooks: readonly PagerDutyDelivery[];
  readonly pagerduty: Controls['pagerduty'];
} {
  const { clock, chance, closing } = of;
  const deliveries: PagerDutyDelivery[] = [];
  const secret = vendorSecrets(of.seed).pagerDutyWebhook;
  const subscription = createWebhookSender({
    clock,
    random: chance('pagerduty webhooks'),
    secret,
    closing,
    deliveries,
  });
  const account = createAccount(clock, chance('pagerduty'), subscription);
  const pagerduty: Controls['pagerduty'] = {
    act: (act) => actAtPagerDuty(account, act),
    setWebhook: (url) => subscription.setTarget(url),
    setManner: (manner) => subscription.setManner(manner),
    setOnCall: (people) => void (account.onCall = people),
  };
  return { account, webhooks: deliveries, pagerduty };
}
