import { createHmac } from 'node:crypto';
import { formatTs, type StoredMessage, type Workspace } from '../workspace.ts';
import { messageView } from '../message-view.ts';
import { findButton, type Button } from './buttons.ts';
import type { PressAnswer, PressSpec, SlackPerson } from './press-spec.ts';

/** Real ms: "This must be sent within 3 seconds of receiving the payload" (docs.slack.dev, handling-user-interaction). */
const answerWithinMs = 3_000;

/** Whoever presses when nobody else is named. */
const kim: SlackPerson = { id: 'U0KIM', name: 'kim.fernhill' };

/** Lets people press. */
interface Presser {
  /** Sends what Slack sends when somebody presses; rejects when there is no such message or button. */
  press(spec: PressSpec): Promise<readonly PressAnswer[]>;
}

/** A presser for the messages of a workspace. */
export function createPresser(workspace: Workspace): Presser {
  const { clock } = workspace;
  let pressed = 0;
  return {
    press: async (spec) => {
      const { message, button } = meantBy(workspace, spec);
      pressed += 1;
      const user = spec.user ?? kim;
      const key = createHmac('sha256', workspace.signingSecret)
        .update(`press ${pressed}`)
        .digest('hex')
        .slice(0, 24);
      workspace.answerable.set(key, user.id);
      const payload = {
        ...payloadOf({ workspace, message, button, user, channel: spec.channel }),
        trigger_id: `${pressed}.${Math.floor(clock.now())}.${key}`,
        response_url: `${workspace.origin.url}/actions/${workspace.teamId}/${pressed}/${key}`,
        actions: [{ ...button.told, action_ts: formatTs(Math.floor(clock.now() * 1000) + pressed) }],
      };
      const timestamp = Math.floor((clock.now() - (spec.ageMs ?? 0)) / 1000);
      const request = signed(payload, { timestamp, secret: spec.secret ?? workspace.signingSecret });
      return Promise.all(Array.from({ length: spec.copies ?? 1 }, () => send(spec.url, request)));
    },
  };
}

/** The message and its button; a screen may lag behind, so what an earlier version had can be pressed too. */
function meantBy(workspace: Workspace, spec: PressSpec): { message: StoredMessage; button: Button } {
  const message = workspace.channels.get(spec.channel)?.messages.get(spec.ts);
  if (message === undefined) throw new Error(`There is no message ${spec.ts} in ${spec.channel}.`);
  const button = findButton(message.buttons, spec.action);
  if (button === undefined)
    throw new Error(
      `The message ${spec.ts} never had "${spec.action}", only: ${[...message.buttons.keys()].join(', ')}.`,
    );
  return { message, button };
}

/** What every press tells (docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
function payloadOf(of: {
  readonly workspace: Workspace;
  readonly message: StoredMessage;
  readonly button: Button;
  readonly user: SlackPerson;
  readonly channel: string;
}): Record<string, unknown> {
  const { workspace, message, user, channel } = of;
  return {
    type: 'block_actions',
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.teamId },
    api_app_id: message.app.appId,
    token: 'a-deprecated-verification-token',
    container: { type: 'message', message_ts: message.seen.ts, channel_id: channel, is_ephemeral: false },
    team: { id: workspace.teamId, domain: 'fake-workspace' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: workspace.channels.get(channel)?.name ?? '' },
    message: messageView(message),
    state: { values: {} },
  };
}

interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A form, signed as docs.slack.dev/authentication/verifying-requests-from-slack says. */
function signed(payload: object, by: { readonly timestamp: number; readonly secret: string }): SignedRequest {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const signature = createHmac('sha256', by.secret).update(`v0:${by.timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(by.timestamp),
    'x-slack-signature': `v0=${signature}`,
  };
  return { body, headers };
}

async function send(url: string, { body, headers }: SignedRequest): Promise<PressAnswer> {
  const began = performance.now();
  const signal = AbortSignal.timeout(answerWithinMs);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    return { status: response.status, body: await response.text(), ms: performance.now() - began };
  } catch {
    return { status: null, body: '', ms: performance.now() - began };
  }
}
