import type { HookProjection, LiveMessage, PartOfMessage } from '../../../domain/sending/projection.ts';
import { handlingData, pageData, type HandlingData, type PageData } from './handling-data.ts';

/** An incident as a program is told of it. Times are ISO 8601. Texts are as they were sent: they escape nothing. */
export interface IncidentData extends Partial<TroubleData> {
  /** Form of this object: members may be added to it, and none is changed or taken away. */
  readonly version: 1;
  readonly id: string;
  readonly name: string;
  /** `folded`: it is part of the incident that `part_of` names, and only that one is told of any more. */
  readonly status: 'open' | 'acknowledged' | 'resolved' | 'folded';
  readonly severity: LiveMessage['severity'];
  readonly environment: { readonly class: string; readonly names: readonly string[] };
  readonly part_of: { readonly id: string; readonly name: string } | null;
  readonly links: {
    readonly sentry: string | null;
    readonly relay: string | null;
    readonly runbook: string | null;
    readonly pager: string | null;
  };
}

/** What is told of an incident that stands for itself. */
interface TroubleData extends HandlingData, PageData {
  readonly sentry_short_id: string | null;
  readonly previous: string | null;
  readonly opened_at: string;
  readonly last_alert_at: string;
  /** What several services share; null: it is no storm. `named` is false while nobody knows why. */
  readonly storm: {
    readonly since: string;
    readonly cause: { readonly kind: string; readonly title: string };
    readonly named: boolean;
  } | null;
  readonly error: {
    readonly type: string | null;
    readonly message: string;
    readonly culprit: string | null;
    readonly service: string | null;
  };
  readonly services: readonly {
    readonly name: string;
    readonly alerts: number;
    readonly events: number;
    readonly issues: number;
  }[];
  /** How many services stand in no list. */
  readonly more_services: number;
  readonly issues: readonly {
    readonly title: string;
    readonly short_id: string | null;
    readonly service: string;
    readonly alerts: number;
    readonly link: string | null;
  }[];
  /** How many issues there are, those in no list included. */
  readonly issue_count: number;
  readonly alerts: number;
  readonly events: number;
  /** At least so many; null: nothing is known. */
  readonly users: number | null;
  readonly releases: readonly string[];
  /** Releases that were first seen shortly before. */
  readonly new_releases: readonly {
    readonly version: string;
    readonly service: string;
    readonly at: string;
  }[];
  /** What CI told of, shortly before or since, newest first. */
  readonly deploys: readonly {
    readonly service: string;
    readonly version: string | null;
    readonly at: string;
    readonly by: string | null;
    readonly what: string | null;
    readonly link: string | null;
  }[];
  readonly rule: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

interface DataOptions {
  /** Whether services, issues, deploys and tags are listed; without, they are only counted. */
  readonly lists: boolean;
  readonly relayUrl: string | null;
}

/** Services that even the short form names. */
const fewServices = 10;
/** Characters of an error's message in the short form. */
const shortText = 500;

/** An incident for a program. */
export function incidentData(hook: HookProjection, options: DataOptions): IncidentData {
  const { shown, environmentClass } = hook;
  const head = {
    version: 1,
    id: hook.incident,
    name: shown.title,
    severity: shown.severity,
  } as const;
  const links = { sentry: shown.link, relay: options.relayUrl };
  if (shown.state === 'part-of')
    return {
      ...head,
      status: 'folded',
      environment: { class: environmentClass, names: [] },
      part_of: partOf(shown),
      links: { ...links, runbook: null, pager: null },
    };
  return {
    ...head,
    status: shown.state,
    environment: { class: environmentClass, names: shown.where.environments },
    part_of: null,
    ...troubleData(hook, shown, options),
    ...pageData(shown),
    ...handlingData(shown),
    links: {
      ...links,
      runbook: shown.origin?.runbook ?? null,
      pager: shown.page?.pager?.link ?? null,
    },
  };
}

function partOf({ partOf: { incident, title } }: PartOfMessage): NonNullable<IncidentData['part_of']> {
  return { id: incident, name: title };
}

function troubleData(
  { cause }: HookProjection,
  shown: LiveMessage,
  { lists }: DataOptions,
): Omit<TroubleData, keyof HandlingData | keyof PageData> {
  const { what, where, services } = shown;
  const named = lists ? services : services.slice(0, fewServices);
  return {
    sentry_short_id: shown.shortId,
    previous: shown.previous,
    opened_at: moment(shown.since),
    last_alert_at: moment(shown.lastAlertAt),
    storm: stormData(cause, shown),
    error: {
      type: what.type,
      message: lists ? what.message : what.message.slice(0, shortText).toWellFormed(),
      culprit: what.culprit,
      service: what.seenIn,
    },
    services: named.map(({ name, alerts, events = alerts, issues }) => ({ name, alerts, events, issues })),
    more_services: shown.moreServices + services.length - named.length,
    issue_count: shown.issueCount,
    alerts: shown.alerts,
    events: shown.events,
    users: shown.users,
    releases: where.releases,
    rule: shown.rule,
    ...(lists ? listsIn(shown) : { issues: [], new_releases: [], deploys: [], tags: {} }),
  };
}

function stormData(cause: HookProjection['cause'], { storm }: LiveMessage): TroubleData['storm'] {
  if (storm === null) return null;
  const { kind = 'unknown', title = storm.cause } = cause ?? {};
  return { since: moment(storm.since), cause: { kind, title }, named: !storm.unnamed };
}

function listsIn({
  issues,
  changes,
  deploys,
  tags,
}: LiveMessage): Pick<TroubleData, 'issues' | 'new_releases' | 'deploys' | 'tags'> {
  return {
    issues: issues.map(({ title, shortId, service, alerts, link }) => ({
      title,
      short_id: shortId,
      service,
      alerts,
      link,
    })),
    new_releases: changes.map(({ version, service, firstAt }) => ({ version, service, at: moment(firstAt) })),
    deploys: deploys.map(({ service, version, at, by, what, compareUrl }) => ({
      service,
      version,
      at: moment(at),
      by,
      what,
      link: compareUrl,
    })),
    tags: Object.fromEntries(tags),
  };
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
