import { refusal, type Method } from './reply.ts';

/** `apps.connections.open`: where to open one connection of Socket Mode. */
export const openConnection: Method = ({ workspace }) => {
  const issued = workspace.socketMode.issue(workspace.origin.url);
  return 'error' in issued ? refusal(issued.error) : { ok: true, body: issued };
};
