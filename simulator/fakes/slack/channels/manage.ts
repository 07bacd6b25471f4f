import { flag, text } from '../params.ts';
import { refusal, type Method, type MethodCall, type Refusal } from '../reply.ts';
import { addChannel, type SlackChannel } from '../workspace.ts';
import { channelView } from '../directory.ts';

/** docs.slack.dev/reference/methods/conversations.create, error table. */
function nameFault(name: string): string | null {
  if (name === '') return 'invalid_name_required';
  if (name.length > 80) return 'invalid_name_maxlength';
  if (!/[a-z0-9]/.test(name)) return 'invalid_name_punctuation';
  return /^[a-z0-9_-]+$/.test(name) ? null : 'invalid_name_specials';
}

/** `conversations.create`: tier 2. Whoever makes it is a member of it; an archived one keeps its name. */
export const createChannel: Method = (call) => {
  const { workspace, app, params, now } = call;
  const name = text(params, 'name') ?? '';
  const fault = nameFault(name);
  if (fault !== null) return refusal(fault);
  if ([...workspace.channels.values()].some((channel) => channel.name === name)) return refusal('name_taken');
  const id = addChannel(workspace, name, workspace.random);
  const seen = { id, name, at: now, topics: [], invited: [], archivedAt: null };
  const bare = workspace.channels.get(id);
  if (bare === undefined) return refusal('fatal_error');
  const channel: SlackChannel = { ...bare, members: new Set([app.userId]), creator: app.userId, made: seen };
  workspace.channels.set(id, channel);
  workspace.made.push(seen);
  return { ok: true, body: { channel: channelView(call, channel) } };
};

/** `conversations.setTopic`: tier 2, at most 250 characters. */
export const setTopic: Method = (call) => {
  const channel = managed(call);
  if ('ok' in channel) return channel;
  const topic = text(call.params, 'topic') ?? '';
  if (topic.length > 250) return refusal('too_long');
  channel.topic = topic;
  channel.made?.topics.push(topic);
  return { ok: true, body: { channel: channelView(call, channel) } };
};

/** `conversations.invite`: tier 3, up to 1000 users; with `force` those who cannot be asked are left out. */
export const inviteUsers: Method = (call) => {
  const channel = managed(call);
  if ('ok' in channel) return channel;
  const users = (text(call.params, 'users') ?? '').split(',').filter((user) => user !== '');
  if (users.length === 0) return refusal('no_user');
  const known = new Set([...call.workspace.people.values()].map(({ id }) => id));
  const faults = users.map((user) => ({ user, fault: inviteFault(call, channel, { user, known }) }));
  const worst = faults.find(({ fault }) => fault !== null)?.fault ?? null;
  const asked = faults.filter(({ fault }) => fault === null).map(({ user }) => user);
  if (worst !== null && (!flag(call.params, 'force') || asked.length === 0)) return refusal(worst);
  for (const user of asked) {
    channel.members.add(user);
    channel.made?.invited.push(user);
  }
  return { ok: true, body: { channel: channelView(call, channel) } };
};

function inviteFault(
  { app }: MethodCall,
  { members }: SlackChannel,
  { user, known }: { readonly user: string; readonly known: ReadonlySet<string> },
): string | null {
  if (user === app.userId) return 'cant_invite_self';
  if (!known.has(user)) return 'user_not_found';
  return members.has(user) ? 'already_in_channel' : null;
}

/** `conversations.archive`: tier 2. */
export const archiveChannel: Method = (call) => {
  const { channel } = call;
  if (channel === undefined) return refusal('channel_not_found');
  if (channel.archived) return refusal('already_archived');
  if (!channel.members.has(call.app.userId)) return refusal('not_in_channel');
  channel.archived = true;
  if (channel.made !== null) channel.made.archivedAt = call.now;
  return { ok: true, body: {} };
};

/** `users.lookupByEmail`: tier 3, scope users:read.email. */
export const lookupByEmail: Method = ({ workspace, params }) => {
  const email = (text(params, 'email') ?? '').toLowerCase();
  const user = workspace.people.get(email);
  if (user === undefined) return refusal('users_not_found');
  const { id, name } = user;
  const profile = { email, display_name: name };
  return { ok: true, body: { user: { id, team_id: workspace.teamId, name, deleted: false, profile } } };
};

function managed({ channel, app }: MethodCall): SlackChannel | Refusal {
  if (channel === undefined) return refusal('channel_not_found');
  if (channel.archived) return refusal('is_archived');
  return channel.members.has(app.userId) ? channel : refusal('not_in_channel');
}
