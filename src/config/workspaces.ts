import type { SlackSettings } from '../integrations/slack/config.ts';
import type { Settings } from './settings.ts';

/** A Slack workspace: who posts there, and who may press. */
export interface Workspace {
  /** The receiver that says it; null: it is that of `slack.token`. */
  readonly name: string | null;
  readonly config: SlackSettings;
}

/**
 * The workspaces that are posted to, each token once, that of `slack.token` first. What receivers of one token say of
 * secrets and responders holds for all of them: whoever presses presses in a workspace.
 */
export function workspacesOf({
  slack,
  teams = null,
}: Pick<Settings, 'slack'> & Partial<Pick<Settings, 'teams'>>): readonly Workspace[] {
  const others = new Map<string, Workspace>();
  for (const { name, workspace: config, shadow } of teams?.receivers ?? []) {
    if (config === null || shadow) continue;
    const known = others.get(config.token);
    others.set(
      config.token,
      known === undefined ? { name, config } : { ...known, config: together(known.config, config) },
    );
  }
  return [...(slack === null ? [] : [{ name: null, config: slack }]), ...others.values()];
}

function together(one: SlackSettings, other: SlackSettings): SlackSettings {
  const once = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];
  return {
    ...one,
    channels: once(one.channels, other.channels),
    signingSecrets: once(one.signingSecrets, other.signingSecrets),
    responders: once(one.responders, other.responders),
    appToken: one.appToken ?? other.appToken,
  };
}
