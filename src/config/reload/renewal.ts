import type { Policy } from '../../domain/policy.ts';
import type { SlackSettings } from '../../integrations/slack/config.ts';
import { compilePolicy, hooksOf, pagersOf } from '../policy.ts';
import type { Settings } from '../settings.ts';
import { workspacesOf } from '../workspaces.ts';

/** One thing that another configuration changes, without a secret. */
type Change =
  | { readonly code: 'rule'; readonly rule: string; readonly from: unknown; readonly to: unknown }
  /** Of what verifies at a door: how many there were, and are. */
  | { readonly code: 'secrets'; readonly whose: string; readonly from: number; readonly to: number }
  /** It stays as it is until the relay is started again. */
  | { readonly code: 'needs-restart'; readonly setting: string };

/** What holds from now on. */
export interface Renewal {
  readonly settings: Settings;
  readonly policy: Policy;
  readonly changes: readonly Change[];
}

/**
 * What of another configuration takes effect at once: rules, teams and channels as long as those who send are the same,
 * and the secrets by which the doors know who comes. The rest needs a restart, and is said so.
 */
export function renewalOf(before: Settings, after: Settings): Renewal {
  const settings = withTeams(before, after, {
    ...before,
    environments: after.environments,
    services: after.services,
    numbers: after.numbers,
    knowledge: after.knowledge,
    sentry: {
      ...before.sentry,
      signingSecrets: after.sentry.signingSecrets,
      drillSecret: otherOne(before.sentry.drillSecret, after.sentry.drillSecret),
      serviceHooks: otherOne(before.sentry.serviceHooks, after.sentry.serviceHooks),
      legacyTokens: others(before.sentry.legacyTokens, after.sentry.legacyTokens),
    },
    pagerdutyWebhookSecrets: others(before.pagerdutyWebhookSecrets, after.pagerdutyWebhookSecrets),
  });
  const policy = compilePolicy(settings);
  const left = settingNames(after).filter((name) => !isSame(after[name], settings[name]));
  return {
    settings,
    policy,
    changes: [
      ...ruleChanges(compilePolicy(before), policy, ''),
      ...secretChanges(before, settings),
      ...left.map((setting): Change => ({ code: 'needs-restart', setting })),
    ],
  };
}

/** A door that is open stays open under other secrets; opening and closing one needs a restart. */
function others<L extends readonly string[]>(before: L, after: L): L {
  return before.length > 0 && after.length > 0 ? after : before;
}

function otherOne<T>(before: T | null, after: T | null): T | null {
  return before !== null && after !== null ? after : before;
}

/** A new token, key or address needs someone who sends with it, and there is only who was there at the start. */
function withTeams(before: Settings, after: Settings, next: Settings): Settings {
  const { slack } = before;
  if ((slack === null) !== (after.slack === null)) return next;
  const moved = { ...next, teams: after.teams, slack: slack === null ? null : renewedSlack(slack, after) };
  const known = new Set(sendersOf(before));
  return sendersOf(moved).every((sender) => known.has(sender)) ? moved : next;
}

function renewedSlack(slack: SlackSettings, { slack: after }: Settings): SlackSettings {
  if (after === null) return slack;
  const { channels, broadcast } = after;
  return {
    ...slack,
    channels,
    broadcast,
    signingSecrets: others(slack.signingSecrets, after.signingSecrets),
  };
}

/** Who sends, each with all that it was made of. */
function sendersOf(settings: Settings): readonly string[] {
  const workspaces = workspacesOf(settings).map(({ config }) => ({
    ...config,
    channels: [],
    broadcast: [],
    // Buttons are there where presses can be verified, by whatever secret.
    signingSecrets: config.signingSecrets.length > 0,
  }));
  const hooks = hooksOf(settings).map(({ config }) => config);
  return [...workspaces, ...pagersOf(settings), ...hooks].map((sender) => JSON.stringify(sender));
}

function settingNames(settings: Settings): readonly (keyof Settings)[] {
  return Object.keys(settings).filter((name): name is keyof Settings => Object.hasOwn(settings, name));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function secretChanges(before: Settings, after: Settings): readonly Change[] {
  const [was, is] = [secretsOfDoors(before), new Map(secretsOfDoors(after))];
  return was.flatMap(([whose, from]): readonly Change[] => {
    const to = is.get(whose) ?? [];
    return isSame(from, to) ? [] : [{ code: 'secrets', whose, from: from.length, to: to.length }];
  });
}

/** By what people call them. */
function secretsOfDoors(settings: Settings): readonly (readonly [string, readonly string[]])[] {
  const { sentry, pagerdutyWebhookSecrets } = settings;
  const one = (secret: string | null | undefined): readonly string[] => (secret == null ? [] : [secret]);
  return [
    ["Sentry's signing secrets", sentry.signingSecrets],
    ['The secrets of drills', one(sentry.drillSecret)],
    ["The secrets of Sentry's service hooks", one(sentry.serviceHooks?.secret)],
    ["The tokens of Sentry's legacy plugin", sentry.legacyTokens],
    ["The secrets of PagerDuty's webhooks", pagerdutyWebhookSecrets],
    ...workspacesOf(settings).map(
      ({ name, config }) =>
        [
          name === null ? "Slack's signing secrets" : `The signing secrets of ${name}'s Slack`,
          config.signingSecrets,
        ] as const,
    ),
  ];
}

/** By the names of the policy's members; a list is one thing. */
function ruleChanges(from: unknown, to: unknown, rule: string): readonly Change[] {
  if (isSame(from, to)) return [];
  if (!isObject(from) || !isObject(to)) return [{ code: 'rule', rule, from: from ?? null, to: to ?? null }];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name) => ruleChanges(from[name], to[name], rule === '' ? name : `${rule}.${name}`));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What of the newest configuration waits for a restart, in the words of the file. */
export function waitingForRestart({ changes }: Pick<Renewal, 'changes'>): readonly string[] {
  return changes.flatMap((change) => (change.code === 'needs-restart' ? [settingCalled(change)] : []));
}

function settingCalled({ setting }: { readonly setting: string }): string {
  return setting === 'teams'
    ? 'receivers and routes (a token, key, address or secret of them is new)'
    : setting;
}

/** A change as a line for people. */
export function changeLine(change: Change): string {
  switch (change.code) {
    case 'rule':
      return `${change.rule}: ${shown(change.from)} becomes ${shown(change.to)}`;
    case 'secrets':
      return `${change.whose} are other ones (${change.from} before, ${change.to} now)`;
    case 'needs-restart':
      return `${settingCalled(change)}: changes only when the relay is started again`;
  }
}

const longest = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
