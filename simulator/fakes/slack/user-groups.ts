import { text } from './params.ts';
import { refusal, type Method } from './reply.ts';

/** `usergroups.users.list`: tier 2, scope usergroups:read. */
export const userGroupMembers: Method = ({ workspace, params }) => {
  const members = workspace.userGroups.get(text(params, 'usergroup') ?? '');
  return members === undefined ? refusal('no_such_subteam') : { ok: true, body: { users: members } };
};
