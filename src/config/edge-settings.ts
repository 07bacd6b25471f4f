import type { z } from 'zod';
import { pagerDutySettings, type PagerDutySettings } from '../integrations/pagerduty/config.ts';
import { sentrySettings, type SentrySettings } from '../integrations/sentry/config.ts';
import { slackSettings, type SlackSettings } from '../integrations/slack/config.ts';
import { isSet } from './near-misses.ts';
import { listPlace } from './problem-lines.ts';
import type { Environment, Values, VariableName } from './variables.ts';

/** The edges' settings; null for an edge that is not used or not yet right. */
export interface EdgeSettings {
  readonly sentry: SentrySettings | null;
  readonly slack: SlackSettings | null;
  readonly pagerduty: PagerDutySettings | null;
  /** The same edge with the key that drills page. */
  readonly pagerdutyTest: PagerDutySettings | null;
  /** The same edge with each key that was replaced. */
  readonly pagerdutyOld: readonly PagerDutySettings[];
  readonly problems: readonly string[];
}

/** Each edge's own schema judges the variables that fill it. */
export function edgeSettings(environment: Environment, values: Partial<Values>): EdgeSettings {
  const sentry = compose(environment, sentrySettings, sentryInput(values));
  const usesSlack = isSet(environment, 'SLACK_BOT_TOKEN') || isSet(environment, 'SLACK_CHANNEL');
  const slack = usesSlack ? compose(environment, slackSettings, slackInput(values)) : unused;
  const usesPagerDuty = isSet(environment, 'PAGERDUTY_ROUTING_KEY');
  const pagerduty = usesPagerDuty
    ? compose(environment, pagerDutySettings, pagerDutyInput(values, 'PAGERDUTY_ROUTING_KEY'))
    : unused;
  const pagerdutyTest = isSet(environment, 'PAGERDUTY_TEST_ROUTING_KEY')
    ? compose(environment, pagerDutySettings, pagerDutyInput(values, 'PAGERDUTY_TEST_ROUTING_KEY'))
    : unused;
  const old = [...new Set(values.PAGERDUTY_ROUTING_KEYS_OLD)].map((key) =>
    compose(environment, pagerDutySettings, {
      ...pagerDutyInput(values, 'PAGERDUTY_ROUTING_KEY'),
      routingKey: { from: 'PAGERDUTY_ROUTING_KEYS_OLD', value: key },
    }),
  );
  return {
    sentry: sentry.data,
    slack: slack.data,
    pagerduty: pagerduty.data,
    pagerdutyTest: pagerdutyTest.data,
    pagerdutyOld: old.map(({ data }) => data).filter((data) => data !== null),
    // All keys share an address, which is to blame only once.
    problems: [
      ...sentry.problems,
      ...slack.problems,
      ...new Set([
        ...pagerduty.problems,
        ...pagerdutyTest.problems,
        ...old.flatMap(({ problems }) => problems),
      ]),
    ],
  };
}

/** What an edge's schema is given, setting by setting, and which variable it came from. */
type Input = Readonly<Record<string, { readonly from: VariableName; readonly value: unknown }>>;

interface Composed<T> {
  readonly data: T | null;
  readonly problems: readonly string[];
}

const unused: Composed<never> = { data: null, problems: [] };

/** A missing variable is no mistake of its own here: whole-checks.ts says what is missing. */
function compose<S extends z.ZodType>(
  environment: Environment,
  schema: S,
  input: Input,
): Composed<z.output<S>> {
  const given = Object.entries(input).filter(([, { value }]) => value != null);
  const parsed = schema.safeParse(Object.fromEntries(given.map(([setting, { value }]) => [setting, value])));
  if (parsed.success) return { data: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap(({ path, message }) => {
    const source = input[String(path[0])];
    if (source === undefined || !isSet(environment, source.from)) return [];
    return [`${source.from}${listPlace(path.slice(1))}: ${message}`];
  });
  return { data: null, problems };
}

function sentryInput(values: Partial<Values>): Input {
  const serviceHook = values.SENTRY_SERVICE_HOOK_SECRET;
  const api = values.SENTRY_API_URL;
  return {
    signingSecrets: { from: 'SENTRY_SIGNING_SECRETS', value: values.SENTRY_SIGNING_SECRETS },
    drillSecret: { from: 'DRILL_SIGNING_SECRET', value: values.DRILL_SIGNING_SECRET },
    serviceHooks: {
      from: 'SENTRY_SERVICE_HOOK_SECRET',
      value: serviceHook == null ? null : { secret: serviceHook },
    },
    legacyTokens: { from: 'SENTRY_LEGACY_TOKENS', value: values.SENTRY_LEGACY_TOKENS },
    linkHosts: { from: 'SENTRY_API_URL', value: api == null ? null : [new URL(api).host] },
    org: { from: 'SENTRY_ORG', value: values.SENTRY_ORG },
    tags: { from: 'SENTRY_TAGS', value: values.SENTRY_TAGS },
  };
}

function slackInput(values: Partial<Values>): Input {
  return {
    token: { from: 'SLACK_BOT_TOKEN', value: values.SLACK_BOT_TOKEN },
    channels: { from: 'SLACK_CHANNEL', value: [...new Set(values.SLACK_CHANNEL)] },
    testChannel: { from: 'SLACK_TEST_CHANNEL', value: values.SLACK_TEST_CHANNEL },
    apiUrl: { from: 'SLACK_API_URL', value: values.SLACK_API_URL },
    signingSecrets: { from: 'SLACK_SIGNING_SECRET', value: values.SLACK_SIGNING_SECRET },
    broadcast: { from: 'SLACK_BROADCAST', value: [...new Set(values.SLACK_BROADCAST)] },
    appToken: { from: 'SLACK_APP_TOKEN', value: values.SLACK_APP_TOKEN },
    responders: { from: 'SLACK_RESPONDERS', value: [...new Set(values.SLACK_RESPONDERS)] },
  };
}

function pagerDutyInput(
  values: Partial<Values>,
  key: 'PAGERDUTY_ROUTING_KEY' | 'PAGERDUTY_TEST_ROUTING_KEY',
): Input {
  return {
    routingKey: { from: key, value: values[key] },
    eventsUrl: { from: 'PAGERDUTY_EVENTS_URL', value: values.PAGERDUTY_EVENTS_URL },
  };
}
