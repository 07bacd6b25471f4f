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
  /** Goes on by other settings: with their signing secrets, tokens and responders, and in their workspaces. */
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
  /** Held by the doors, and changed in place. */
  const desks = desksBy(deps.settings, deps, []);
  let running: AbortSignal | null = null;
  const runs = new Set<Promise<void>>();
  const lines = (): readonly NamedSocket[] =>
    desks.flatMap(({ name, socket }) => (socket === null ? [] : [{ name, socket }]));
  const connect = ({ socket, over }: OneDesk): void => {
    if (socket === null || running === null) return;
    const run = socket.run(AbortSignal.any([running, over.signal]));
    runs.add(run);
    void run.finally(() => runs.delete(run));
  };
  return {
    workspaces: desks,
    renew: (settings) => {
      const before = [...desks];
      desks.splice(0, Infinity, ...desksBy(settings, deps, before));
      for (const desk of before.filter((one) => !desks.includes(one))) {
        desk.over.abort();
        void desk.acts.close();
      }
      for (const desk of desks) if (!before.includes(desk)) connect(desk);
    },
    standing: () => (lines().length === 0 ? null : together(lines())),
    run: async (signal) => {
      running = signal;
      for (const desk of desks) connect(desk);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.all(runs);
    },
    close: async () => {
      await Promise.all(desks.map(({ acts }) => acts.close()));
    },
  };
}

interface OneDesk extends ActingWorkspace {
  /** Replaced when they rotate. */
  readonly signingSecrets: string[];
  /** What it was made of: with another token or other responders it is another desk. */
  readonly made: string;
  readonly acts: SlackDesk;
  readonly socket: SocketLines | null;
  /** Hangs up its connections. */
  readonly over: AbortController;
}

interface NamedSocket {
  readonly name: string | null;
  readonly socket: SocketLines;
}

/** The desks of settings; those of `known` that stay the same are kept, with the signing secrets of today. */
function desksBy(
  settings: SlackDesksDeps['settings'],
  deps: SlackDesksDeps,
  known: readonly OneDesk[],
): OneDesk[] {
  const pager = settings.pagerduty !== null;
  return workspacesOf(settings).map((workspace) => {
    const { name, config } = workspace;
    const made = JSON.stringify([
      name,
      pager,
      { ...config, channels: [], broadcast: [], signingSecrets: [] },
    ]);
    const kept = known.find((desk) => desk.made === made);
    if (kept === undefined) return deskOf(workspace, { pager, made }, deps);
    kept.signingSecrets.splice(0, Infinity, ...config.signingSecrets);
    return kept;
  });
}

function deskOf(
  workspace: Workspace,
  { pager, made }: { readonly pager: boolean; readonly made: string },
  deps: SlackDesksDeps,
): OneDesk {
  const { name, config } = workspace;
  const acts = createSlackActs({ ...deps, now: () => deps.clock.now(), workspace, pager });
  const socket = createSlackSocket({ ...deps, slack: config, workspace: { name, acts } });
  const signingSecrets = [...config.signingSecrets];
  return { name, made, signingSecrets, acts, socket, over: new AbortController() };
}

/** The first trouble speaks for all, with whose it is. */
function together(lines: readonly NamedSocket[]): ReturnType<SocketLines['standing']> {
  const all = lines.map(({ name, socket }) => ({ name, ...socket.standing() }));
  const broken = all.find(({ trouble }) => trouble !== null);
  const whose = broken?.name == null ? '' : `${broken.name}: `;
  return {
    connected: all.reduce((sum, { connected }) => sum + connected, 0),
    trouble: broken === undefined ? null : `${whose}${broken.trouble ?? ''}`,
  };
}
