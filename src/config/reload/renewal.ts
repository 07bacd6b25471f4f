import type { Policy } from '../../domain/policy.ts';
import type { SlackSettings } from '../../integrations/slack/config.ts';
import { compilePolicy } from '../policy.ts';
import type { Settings } from '../settings.ts';
import { workspacesOf } from '../workspaces.ts';
import { nothingLeft, senderChanges, withLeft, type SenderChange } from './leaving.ts';

/** One thing that another configuration changes, without a secret. */
type Change =
  | { readonly code: 'rule'; readonly rule: string; readonly from: unknown; readonly to: unknown }
  /** Of what verifies at a door: how many there were, and are. */
  | { readonly code: 'secrets'; readonly whose: string; readonly from: number; readonly to: number }
  | SenderChange
  /** It stays as it is until the relay is started again. */
  | { readonly code: 'needs-restart'; readonly setting: string };

/** What holds from now on. */
export interface Renewal {
  readonly settings: Settings;
  readonly policy: Policy;
  readonly changes: readonly Change[];
}

/**
 * What of another configuration takes effect at once: rules, teams and channels, with what is sent, and the secrets by
 * which the doors know who comes. The rest needs a restart, and is said so. Whoever leaves finishes what is open there.
 */
export function renewalOf(before: Settings, after: Settings): Renewal {
  const wanted = withLeft(before, after);
  const settings = withSenders(before, wanted, {
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
  return {
    settings,
    policy,
    changes: [
      ...ruleChanges(compilePolicy(before), policy, ''),
      ...secretChanges(before, settings),
      ...senderChanges(before, settings),
      ...needingRestart(wanted, settings, before).map((setting): Change => ({
        code: 'needs-restart',
        setting,
      })),
    ],
  };
}

function needingRestart(wanted: Settings, settings: Settings, before: Settings): readonly string[] {
  // Whether anybody can be asked who is on call is known since the start.
  const isAsked = settings.pagerdutyRest !== null && settings.pagerduty !== null;
  const asks = isAsked && before.pagerduty === null ? ['pagerdutyRest'] : [];
  const left = settingNames(wanted).filter(
    (name) => name !== 'left' && !isSame(wanted[name], settings[name]),
  );
  return [...new Set([...left, ...asks])];
}

/** A door that is open stays open under other secrets; opening and closing one needs a restart. */
function others<L extends readonly string[]>(before: L, after: L): L {
  return before.length > 0 && after.length > 0 ? after : before;
}

function otherOne<T>(before: T | null, after: T | null): T | null {
  return before !== null && after !== null ? after : before;
}

/** Whether Slack is there at all, many parts of the relay know since their start. */
function withSenders(before: Settings, after: Settings, next: Settings): Settings {
  if ((before.slack === null) !== (after.slack === null)) return next;
  const {
    teams,
    ownTrouble,
    pagerduty,
    pagerdutyFallback,
    pagerdutyOld,
    webhook,
    left = nothingLeft,
  } = after;
  const slack =
    before.slack === null || after.slack === null ? null : renewedSlack(before.slack, after.slack);
  return { ...next, teams, ownTrouble, slack, pagerduty, pagerdutyFallback, pagerdutyOld, webhook, left };
}

/** Channels of incidents and drills are set up at the start; so is whether people can press. */
function renewedSlack(before: SlackSettings, after: SlackSettings): SlackSettings {
  const { stormChannels, stormChannelPrefix, testChannel } = before;
  return {
    ...after,
    stormChannels,
    stormChannelPrefix,
    testChannel,
    signingSecrets: others(before.signingSecrets, after.signingSecrets),
  };
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
  return setting === 'teams' ? 'receivers and routes (Slack is new, or gone)' : setting;
}

/** A change as a line for people. */
export function changeLine(change: Change): string {
  switch (change.code) {
    case 'rule':
      return `${change.rule}: ${shown(change.from)} becomes ${shown(change.to)}`;
    case 'secrets':
      return `${change.whose} are other ones (${change.from} before, ${change.to} now)`;
    case 'sender':
      return `${change.credential}: ${senderWords[change.what]}`;
    case 'needs-restart':
      return `${settingCalled(change)}: changes only when the relay is started again`;
  }
}

const senderWords: Readonly<Record<SenderChange['what'], string>> = {
  new: 'is sent with from now on',
  renewed: 'sends by its new settings from now on',
  left: 'gets nothing new; what is open there is finished while the relay runs',
};

const longest = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
