import { count, flag, text } from './params.ts';
import { refusal, type Method, type MethodCall } from './reply.ts';
import type { SlackChannel } from './workspace.ts';

const workspaceUrl = 'https://fake-workspace.slack.com';

/** `auth.test`. */
export const authTest: Method = ({ workspace, app }) => ({
  ok: true,
  body: {
    url: `${workspaceUrl}/`,
    team: 'Fake Workspace',
    user: app.name,
    team_id: workspace.teamId,
    user_id: app.userId,
    bot_id: app.botId,
    is_enterprise_install: false,
  },
});

/** `api.test`: answers with what it was given, or with the error it was asked for. */
export const apiTest: Method = ({ params }) => {
  const error = text(params, 'error');
  const args = Object.fromEntries([...params].filter(([name]) => name !== 'token'));
  return error === null ? { ok: true, body: { args } } : refusal(error, { args });
};

/** `chat.getPermalink`. */
export const getPermalink: Method = ({ channel, params }) => {
  if (channel === undefined) return refusal('channel_not_found');
  const ts = text(params, 'message_ts') ?? '';
  const message = channel.messages.get(ts);
  if (message === undefined || message.seen.deleted) return refusal('message_not_found');
  const permalink = `${workspaceUrl}/archives/${channel.id}/p${ts.replace('.', '')}`;
  return { ok: true, body: { channel: channel.id, permalink } };
};

/** `conversations.info`. */
export const channelInfo: Method = (call) =>
  call.channel === undefined
    ? refusal('channel_not_found')
    : { ok: true, body: { channel: channelView(call, call.channel) } };

/** `conversations.list`: default 100, at most 1000 a page. */
export const channelList: Method = (call) => {
  const limit = count(call.params, 'limit', 1000) ?? 100;
  const from = Number(/^at:(\d+)$/.exec(text(call.params, 'cursor') ?? '')?.[1] ?? '0');
  const hides = flag(call.params, 'exclude_archived');
  const all = [...call.workspace.channels.values()].filter((channel) => !hides || !channel.archived);
  const channels = all.slice(from, from + limit).map((channel) => channelView(call, channel));
  const next = from + limit < all.length ? `at:${from + limit}` : '';
  return { ok: true, body: { channels, response_metadata: { next_cursor: next } } };
};

/** A channel as the Web API shows it. */
export function channelView(
  { app, workspace }: Pick<MethodCall, 'app' | 'workspace'>,
  channel: SlackChannel,
): Record<string, unknown> {
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_archived: channel.archived,
    is_general: false,
    is_shared: false,
    is_member: channel.members.has(app.userId),
    created: channel.created,
    creator: channel.creator,
    context_team_id: workspace.teamId,
    topic: { value: channel.topic, creator: channel.creator, last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
