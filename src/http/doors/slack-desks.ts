import { workspacesOf, type Workspace } from '../../config/workspaces.ts';
import type { Settings } from '../../config/settings.ts';
import type { ActingWorkspace } from '../../integrations/slack/door.ts';
import type { SocketLines } from '../../integrations/slack/socket/lines.ts';
import { createSlackActs, type SlackActsParts, type SlackDesk } from './slack-acts.ts';
import { createSlackSocket, type SlackSocketDeps } from './slack-socket.ts';

/** What the desks need. */
interface SlackDesksDeps
  extends Omit<SlackActsParts, 'workspace' | 'pager' | 'now'>, Omit<SlackSocketDeps, 'slack' | 'workspace'> {
  readonly settings: Pick<Settings, 'slack' | 'teams' | 'pagerduty'>;
}

/** Judges what people do in every Slack workspace of the relay, whichever way it comes. */
export interface SlackDesks {
  readonly workspaces: readonly ActingWorkspace[];
  /** Verifies from now on with the signing secrets of other settings, in workspaces whose token is the same. */
  renew(settings: SlackDesksDeps['settings']): void;
  /** How the connections of Socket Mode stand; null where none is used. */
  standing(): ReturnType<SocketLines['standing']> | null;
  /** Keeps the connections open until the signal. */
  run(signal: AbortSignal): Promise<void>;
  /** Tells those who wait for an answer, as far as a moment allows. */
  close(): Promise<void>;
}

/** One desk for each workspace. */
export function createSlackDesks(deps: SlackDesksDeps): SlackDesks {
  const pager = deps.settings.pagerduty !== null;
  const desks = workspacesOf(deps.settings).map((workspace) => deskOf(workspace, pager, deps));
  const lines = desks.flatMap(({ name, socket }) => (socket === null ? [] : [{ name, socket }]));
  return {
    workspaces: desks,
    renew: (settings) => {
      for (const { config } of workspacesOf(settings)) {
        const desk = desks.find(({ token }) => token === config.token);
        desk?.signingSecrets.splice(0, Infinity, ...config.signingSecrets);
      }
    },
    standing: () => (lines.length === 0 ? null : together(lines)),
    run: async (signal) => {
      await Promise.all(lines.map(({ socket }) => socket.run(signal)));
    },
    close: async () => {
      await Promise.all(desks.map(({ acts }) => acts.close()));
    },
  };
}

interface OneDesk extends ActingWorkspace {
  /** Replaced when they rotate. */
  readonly signingSecrets: string[];
  readonly token: string;
  readonly acts: SlackDesk;
  readonly socket: SocketLines | null;
}

function deskOf(workspace: Workspace, pager: boolean, deps: SlackDesksDeps): OneDesk {
  const { name, config } = workspace;
  const acts = createSlackActs({ ...deps, now: () => deps.clock.now(), workspace, pager });
  const socket = createSlackSocket({ ...deps, slack: config, workspace: { name, acts } });
  return { name, token: config.token, signingSecrets: [...config.signingSecrets], acts, socket };
}

/** The first trouble speaks for all, with whose it is. */
function together(
  lines: readonly { readonly name: string | null; readonly socket: SocketLines }[],
): ReturnType<SocketLines['standing']> {
  const all = lines.map(({ name, socket }) => ({ name, ...socket.standing() }));
  const broken = all.find(({ trouble }) => trouble !== null);
  const whose = broken?.name == null ? '' : `${broken.name}: `;
  return {
    connected: all.reduce((sum, { connected }) => sum + connected, 0),
    trouble: broken === undefined ? null : `${whose}${broken.trouble ?? ''}`,
  };
}
