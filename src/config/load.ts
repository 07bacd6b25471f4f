import { restUrlFor } from '../integrations/pagerduty/config.ts';
import { ConfigError } from './config-error.ts';
import { ConfigDocument } from './document/document.ts';
import type { StandIn } from './document/made-up.ts';
import { readFileText } from './document/file-text.ts';
import { inOrder, problemLine, toldOnce, type Problem } from './document/place.ts';
import { whereaboutsOf, type Whereabouts } from './document/whereabouts.ts';
import { isSet, type Environment } from './document/variable.ts';
import { edgeSettings, linkHostsOf, type EdgeSettings } from './edge-settings.ts';
import { hintsOf } from './hints.ts';
import { hasKnowledge, knowledgeOf } from './knowledge.ts';
import { madeUp, missingSecrets } from './missing-secrets.ts';
import { nearMisses, nearMissLine, unreadLine } from './near-misses.ts';
import { hasNumbers, numbersOf } from './numbers.ts';
import { pastMaintenance, wideMaintenance } from './routing/maintenance-meant.ts';
import { routingMistakes } from './routing/mistakes.ts';
import { nameMistakes } from './routing/name-mistakes.ts';
import { routingWarnings } from './routing/warnings.ts';
import { secretsIn } from './secrets.ts';
import { strayKeys } from './schema/keys.ts';
import { leafPaths, spots, type LeafPath, type Values } from './schema/leaves.ts';
import type { Rules } from './policy.ts';
import type { ReaderSettings } from './reader.ts';
import { readValues, type ReadValues } from './schema/read-values.ts';
import type { Settings } from './settings.ts';
import { canaryMistakes } from './mistakes/canary-mistakes.ts';
import { fallbackMistakes } from './mistakes/fallback-mistakes.ts';
import { ownTroubleMistakes } from './mistakes/own-trouble-mistakes.ts';
import { wholeProblems } from './whole-checks.ts';

/** Settings, and what is odd about the configuration without being wrong. */
export interface Loaded {
  readonly settings: Settings;
  /** One line each, for example a variable that is not read. */
  readonly hints: readonly string[];
  /** The files that say it: the configuration file and those that it names. None without one. */
  readonly files: readonly string[];
}

/** Reads a file's text. @throws Error when it cannot be read. */
type ReadText = (file: string) => string;

const fromDisk: ReadText = readFileText;

/**
 * Reads the settings out of an environment, and out of the file that its STORMRELAY_CONFIG names.
 * @param now For hints at what is past by then, UNIX ms; null: nobody asks.
 * @throws ConfigError with all mistakes at once, one line each.
 */
export function loadSettings(
  environment: Environment,
  readText: ReadText = fromDisk,
  now: number | null = null,
): Loaded {
  return loadedFrom(documentOf(environment, readText), environment, now);
}

/**
 * The same for commands that never send: where a secret is missing, a made-up one stands for it, so that rules can be
 * tried where nobody keeps the real ones.
 * @throws ConfigError with all other mistakes.
 */
export function loadRehearsal(
  environment: Environment,
  readText: ReadText = fromDisk,
  now: number | null = null,
): Loaded {
  const missing = missingSecrets(documentOf(environment, readText, madeUp));
  const whole = { ...environment, ...missing };
  return loadedFrom(documentOf(whole, readText, madeUp), whole, now);
}

function loadedFrom(document: ConfigDocument, environment: Environment, now: number | null): Loaded {
  const strays = nearMisses(environment, document.variables);
  const ownStrays = strays.filter((stray) => stray.name.startsWith('STORMRELAY_'));
  const { values, problems } = readValues(document);
  const edges = edgeSettings(document, values);
  const mistakes = [
    ...told([
      ...document.problems,
      ...strayKeys(document),
      ...problems,
      ...edges.problems,
      ...wholeProblems({ document, values }),
      ...fallbackMistakes(document, values),
      ...ownTroubleMistakes(document, values),
      ...canaryMistakes(document, values),
      ...routingMistakes(document, values),
      ...nameMistakes(document),
    ]),
    ...ownStrays.map(nearMissLine),
  ];
  const settings = settingsOf(values, edges);
  const unread = [unreadLine(environment, document.variables)].filter((line) => line !== null);
  if (mistakes.length === 0 && settings !== null) {
    const hints = [
      ...strays.map(nearMissLine),
      ...unread,
      ...told(
        toldOnce([
          ...hintsOf({ settings, document }),
          ...routingWarnings(document, values),
          ...(now === null ? [] : pastMaintenance(document, values, now)),
          ...(now === null ? [] : wideMaintenance(document, values, now)),
        ]),
      ),
    ];
    return { settings, hints, files: document.files };
  }
  const others = strays.filter((stray) => !ownStrays.includes(stray));
  throw new ConfigError([...mistakes, ...others.map(nearMissLine), ...unread]);
}

/**
 * Where the store is, whatever else the configuration says: a backup needs no token.
 * @throws ConfigError when it names no file.
 */
export function loadStorePath(environment: Environment, readText: ReadText = fromDisk): string {
  const document = documentOf(environment, readText);
  const { values, problems }: ReadValues = readValues(document);
  if (values.store !== undefined) return values.store;
  throw new ConfigError(told(problems.filter(({ name }) => name === document.nameOf('store'))));
}

/**
 * The rules that the brain decides by, as they stand in this shell or file, for commands that need no secret.
 * @throws ConfigError when one of them is wrong.
 */
export function loadRules(environment: Environment, readText: ReadText = fromDisk): Rules {
  const document = documentOf(environment, readText);
  const strays = strayKeys(document);
  if (strays.length > 0) throw new ConfigError(told(strays));
  const { values, problems } = readValues(document);
  const { services, 'environments.production': production, 'environments.quiet': quiet } = values;
  if (
    services === undefined ||
    production === undefined ||
    quiet === undefined ||
    !hasNumbers(values) ||
    !hasKnowledge(values)
  )
    throw new ConfigError(told(problems));
  return {
    environments: { production, quiet },
    services,
    numbers: numbersOf(values),
    knowledge: knowledgeOf(values),
  };
}

/**
 * What decides how a relay of this shell or file reads, with every secret that it holds, also where nothing else of it is
 * right: for commands that need none, and read what others wrote. Where the file cannot be read, nothing does: it says
 * so elsewhere.
 */
export function readerAround(environment: Environment, readText: ReadText = fromDisk): ReaderSettings {
  try {
    const document = documentOf(environment, readText);
    const { values } = readValues(document);
    const { 'sentry.org': org = null, 'sentry.tags': tags = null } = values;
    const sentry = { linkHosts: linkHostsOf(values) ?? [], org, tags };
    return { sentry, secrets: secretsIn(document, spots()) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { sentry: { linkHosts: [], org: null, tags: null }, secrets: [] };
  }
}

/**
 * Where each value of this shell or file stands, for commands that say what to change.
 * @throws ConfigError when the file cannot be read.
 */
export function whereaboutsIn(environment: Environment, readText: ReadText = fromDisk): Whereabouts {
  return whereaboutsOf(documentOf(environment, readText), spots());
}

/**
 * Who is told, by what this shell or file says: receivers with routes (such rules cannot be had without their channels
 * and keys), channels or a key that hear of everything, or nobody.
 */
export function toldBy(
  environment: Environment,
  readText: ReadText = fromDisk,
): 'receivers' | 'everybody' | 'nobody' {
  const document = documentOf(environment, readText);
  const says = (...paths: readonly LeafPath[]): boolean => paths.some((path) => document.isSet(path));
  if (says('receivers', 'route')) return 'receivers';
  return says('slack.channels', 'pagerduty.routing_key') ? 'everybody' : 'nobody';
}

/** @throws ConfigError when there is a file and it cannot be read at all: nothing else is worth saying then. */
function documentOf(
  environment: Environment,
  readText: ReadText,
  standIn: StandIn = () => null,
): ConfigDocument {
  const file = isSet(environment, fileVariable) ? (environment[fileVariable] ?? '').trim() : null;
  const document = new ConfigDocument({ environment, file, readText, standIn }, spots());
  if (document.isBroken()) throw new ConfigError(told(document.problems));
  return document;
}

const fileVariable = 'STORMRELAY_CONFIG';

function told(problems: readonly Problem[]): readonly string[] {
  return inOrder(problems).map(problemLine);
}

function isComplete(values: Partial<Values>): values is Values {
  return leafPaths().every((path) => values[path] !== undefined);
}

const resolves = { true: 'here', all: 'everywhere', false: null } as const;

/** The organization is the one whose issues may be asked about; whole-checks.ts asks for it. */
function sentryApiOf(
  { 'sentry.auth_token': token, 'sentry.url': url }: Values,
  org: string | null,
): Settings['sentryApi'] {
  return token === null || org === null ? null : { apiUrl: url ?? 'https://sentry.io', org, token };
}

/** Who notices that the relay itself does not work. */
function watchedBy(values: Values): Pick<Settings, 'heartbeat' | 'canary' | 'traces'> {
  const {
    'heartbeat.url': url,
    'heartbeat.every': everyMs,
    'heartbeat.allow_private': allowPrivate,
  } = values;
  const { 'canary.every': canaryEveryMs, 'canary.service': service } = values;
  return {
    heartbeat: url === null ? null : { url, everyMs, allowPrivate },
    canary: canaryEveryMs === null ? null : { everyMs: canaryEveryMs, service },
    traces: tracesOf(values),
  };
}

function tracesOf(values: Values): Settings['traces'] {
  const { 'traces.endpoint': endpoint, 'traces.headers': headers } = values;
  const { 'traces.service_name': service, 'traces.share': share } = values;
  return endpoint === null ? null : { endpoint, headers: headers ?? {}, service, share };
}

function settingsOf(values: Partial<Values>, edges: EdgeSettings): Settings | null {
  if (!isComplete(values) || edges.sentry === null) return null;
  return {
    listen: { host: values['listen.host'], port: values['listen.port'] },
    publicUrl: values.public_url,
    storePath: values.store,
    adminToken: values.admin_token,
    ciToken: values.ci_token,
    logLevel: values.log_level,
    clock: values.clock,
    environments: { production: values['environments.production'], quiet: values['environments.quiet'] },
    sentry: edges.sentry,
    sentryApi: sentryApiOf(values, edges.sentry.org),
    catchUpEveryMs: values['sentry.catch_up_every'],
    resolveInSentry: resolves[values['sentry.resolve']],
    services: values.services,
    knowledge: knowledgeOf(values),
    numbers: numbersOf(values),
    slack: edges.slack,
    pagerduty: edges.pagerduty,
    pagerdutyFallback: edges.pagerdutyFallback,
    teams: edges.teams,
    ownTrouble: values.own_trouble,
    pagerdutyWebhookSecrets: values['pagerduty.webhook_secrets'],
    pagerdutyRest:
      values['pagerduty.api_token'] === null
        ? null
        : {
            apiUrl: values['pagerduty.api_url'] ?? restUrlFor(values['pagerduty.events_url']),
            token: values['pagerduty.api_token'],
            service: values['pagerduty.service_id'],
            from: values['pagerduty.from'],
          },
    pagerdutyChanges: values['pagerduty.change_events'],
    pagerdutyTest: edges.pagerdutyTest,
    pagerdutyOld: edges.pagerdutyOld,
    webhook: edges.webhook,
    deployLinkHosts: values['deploys.link_hosts'],
    ...watchedBy(values),
    retention: { maxAgeMs: values['retention.max_age'], maxBytes: values['retention.max_size'] },
  };
}
