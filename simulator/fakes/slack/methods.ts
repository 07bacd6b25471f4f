import { deleteMessage, updateMessage } from './change-message.ts';
import { archiveChannel, createChannel, inviteUsers, lookupByEmail, setTopic } from './channels/manage.ts';
import { openConnection } from './connections-open.ts';
import { apiTest, authTest, channelInfo, channelList, getPermalink } from './directory.ts';
import { history, replies } from './history.ts';
import { postMessage } from './post-message.ts';
import type { Method } from './reply.ts';
import { userGroupMembers } from './user-groups.ts';
import { validateBlocks } from './validate-blocks.ts';

/** Which bucket a method draws from (docs.slack.dev/apis/web-api/rate-limits). */
export type Allowance = 'post' | 'update' | 'history' | 'channels' | 'other';

/** One method of the Web API: what it needs, what it costs, what it does. */
export interface MethodEntry {
  readonly run: Method;
  readonly allowance: Allowance;
  /** The scope the token must have; null: any token. */
  readonly scope: string | null;
}

/** The only method for an app-level token, and only for one. */
export const appTokenMethod = 'apps.connections.open';

/** The methods that this fake knows; anything else is answered `unknown_method`. */
export const methods: ReadonlyMap<string, MethodEntry> = new Map<string, MethodEntry>([
  ['chat.postMessage', { run: postMessage, allowance: 'post', scope: 'chat:write' }],
  ['chat.update', { run: updateMessage, allowance: 'update', scope: 'chat:write' }],
  ['chat.delete', { run: deleteMessage, allowance: 'other', scope: 'chat:write' }],
  ['chat.getPermalink', { run: getPermalink, allowance: 'other', scope: null }],
  ['conversations.history', { run: history, allowance: 'history', scope: 'channels:history' }],
  ['conversations.replies', { run: replies, allowance: 'history', scope: 'channels:history' }],
  ['conversations.info', { run: channelInfo, allowance: 'other', scope: 'channels:read' }],
  ['conversations.list', { run: channelList, allowance: 'channels', scope: 'channels:read' }],
  ['conversations.create', { run: createChannel, allowance: 'channels', scope: 'channels:manage' }],
  ['conversations.setTopic', { run: setTopic, allowance: 'channels', scope: 'channels:manage' }],
  ['conversations.archive', { run: archiveChannel, allowance: 'channels', scope: 'channels:manage' }],
  ['conversations.invite', { run: inviteUsers, allowance: 'history', scope: 'channels:manage' }],
  ['users.lookupByEmail', { run: lookupByEmail, allowance: 'history', scope: 'users:read.email' }],
  ['usergroups.users.list', { run: userGroupMembers, allowance: 'other', scope: 'usergroups:read' }],
  [appTokenMethod, { run: openConnection, allowance: 'other', scope: null }],
  ['blocks.validate', { run: validateBlocks, allowance: 'other', scope: null }],
  ['auth.test', { run: authTest, allowance: 'other', scope: null }],
  ['api.test', { run: apiTest, allowance: 'other', scope: null }],
]);
