import { createHmac } from 'node:crypto';
import { formatTs, type StoredMessage, type Workspace } from '../workspace.ts';
import { messageView } from '../message-view.ts';
import { findButton, type Button } from './buttons.ts';
import type { CommandSpec, PressAnswer, PressSpec, SlackPerson } from './press-spec.ts';
import { sendSigned } from './signed-form.ts';

/** Whoever presses when nobody else is named. */
const kim: SlackPerson = { id: 'U0KIM', name: 'kim.fernhill' };

/** Lets people press and say. */
interface Presser {
  /** Sends what Slack sends when somebody presses; rejects when there is no such message or button. */
  press(spec: PressSpec): Promise<readonly PressAnswer[]>;
  /** Sends what Slack sends when somebody uses a slash command. */
  say(spec: CommandSpec): Promise<readonly PressAnswer[]>;
}

/** What Slack gives to each act alone. */
interface Act {
  readonly trigger_id: string;
  readonly response_url: string;
  readonly action_ts: string;
}

/** A presser for the messages of a workspace. */
export function createPresser(workspace: Workspace): Presser {
  const { clock } = workspace;
  let acts = 0;

  function newAct(user: SlackPerson, path: 'actions' | 'commands'): Act {
    acts += 1;
    const key = createHmac('sha256', workspace.signingSecret)
      .update(`press ${acts}`)
      .digest('hex')
      .slice(0, 24);
    const since = clock.now();
    const press = path === 'actions' ? { at: since, user: user.id, answers: 0 } : null;
    if (press !== null) workspace.presses.push(press);
    workspace.answerable.set(key, { user: user.id, since, answers: 0, press });
    return {
      trigger_id: `${acts}.${Math.floor(clock.now())}.${key}`,
      response_url: `${workspace.origin.url}/${path}/${workspace.teamId}/${acts}/${key}`,
      action_ts: formatTs(Math.floor(clock.now() * 1000) + acts),
    };
  }

  /** A form holds a press as text, and an envelope as it is. */
  function send(
    as: { readonly type: 'interactive' | 'slash_commands'; readonly payload: object },
    { url, ageMs = 0, secret = workspace.signingSecret, copies = 1 }: PressSpec | CommandSpec,
  ): Promise<readonly PressAnswer[]> {
    if (url === null) return workspace.socketMode.tell(as.type, as.payload, copies);
    const form = as.type === 'interactive' ? { payload: JSON.stringify(as.payload) } : { ...as.payload };
    return sendSigned(form, { url, secret, copies, timestamp: Math.floor((clock.now() - ageMs) / 1000) });
  }

  return {
    press: async (spec) => {
      const { message, button, alone } = meantBy(workspace, spec);
      const user = spec.user ?? kim;
      const { action_ts, ...act } = newAct(user, 'actions');
      const payload = {
        ...pressPayload({ workspace, message, alone, user, channel: spec.channel }),
        ...act,
        actions: [{ ...button.told, action_ts }],
      };
      return send({ type: 'interactive', payload }, spec);
    },
    say: async (spec) => {
      const user = spec.user ?? kim;
      const { trigger_id, response_url } = newAct(user, 'commands');
      const payload = { ...commandFields(workspace, { ...spec, user }), trigger_id, response_url };
      return send({ type: 'slash_commands', payload }, spec);
    },
  };
}

/** What is pressed. */
interface Meant {
  readonly message: StoredMessage;
  readonly button: Button;
  /** It stands in an answer that only whoever presses sees. */
  readonly alone: boolean;
}

/** The message and its button; a screen may lag behind, so what an earlier version had can be pressed too. */
function meantBy(workspace: Workspace, spec: PressSpec): Meant {
  const message = workspace.channels.get(spec.channel)?.messages.get(spec.ts);
  if (message === undefined) throw new Error(`There is no message ${spec.ts} in ${spec.channel}.`);
  const offered = workspace.offered.get((spec.user ?? kim).id);
  const choice = offered === undefined ? undefined : findButton(offered, spec.action);
  if (choice !== undefined) return { message, button: choice, alone: true };
  const button = findButton(message.buttons, spec.action);
  if (button === undefined)
    throw new Error(
      `The message ${spec.ts} never had "${spec.action}", only: ${[...message.buttons.keys()].join(', ')}.`,
    );
  return { message, button, alone: false };
}

/** What every press tells (docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
function pressPayload(of: {
  readonly workspace: Workspace;
  readonly message: StoredMessage;
  readonly alone: boolean;
  readonly user: SlackPerson;
  readonly channel: string;
}): Record<string, unknown> {
  const { workspace, message, alone, user, channel } = of;
  return {
    type: 'block_actions',
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.teamId },
    api_app_id: message.app.appId,
    token: 'a-deprecated-verification-token',
    container: { type: 'message', message_ts: message.seen.ts, channel_id: channel, is_ephemeral: alone },
    team: { id: workspace.teamId, domain: 'fake-workspace' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: workspace.channels.get(channel)?.name ?? '' },
    message: messageView(message),
    state: { values: {} },
  };
}

/** What every slash command tells (docs.slack.dev/interactivity/implementing-slash-commands). */
function commandFields(
  workspace: Workspace,
  { user, text, command = '/stormrelay' }: CommandSpec & { readonly user: SlackPerson },
): Record<string, string> {
  const { teamId, webhook, webhookApp, channels } = workspace;
  return {
    token: 'a-deprecated-verification-token',
    team_id: teamId,
    team_domain: 'fake-workspace',
    channel_id: webhook.channel,
    channel_name: channels.get(webhook.channel)?.name ?? '',
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: webhookApp.appId,
    is_enterprise_install: 'false',
  };
}
