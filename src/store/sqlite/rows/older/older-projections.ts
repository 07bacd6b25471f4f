import type { EnvironmentClass } from '../../../../domain/environment/environment.ts';
import type { PageFacts, PageProjection, PageStanding } from '../../../../domain/sending/page-projection.ts';
import type {
  GuestsShown,
  HandlingShown,
  LiveMessage,
  MessageProjection,
  PageShown,
  PagingShown,
  PartOfMessage,
  StormShown,
  TroubleShown,
} from '../../../../domain/sending/projection.ts';
import { has } from '../../file/documents.ts';

/** A message of a relay in whose rows every state named every member. */
export interface OlderMessage extends Omit<TroubleShown, 'storm' | 'what' | 'guests'> {
  readonly state: MessageProjection['state'];
  readonly partOf: PartOfMessage['partOf'] | null;
  readonly storm: (Omit<StormShown, 'unnamed'> & { readonly unnamed?: true }) | null;
  readonly what: Omit<TroubleShown['what'], 'seenIn'> & { readonly seenIn?: string };
  readonly guests?: GuestsShown;
  readonly page:
    (Omit<PageShown, 'again' | 'standing'> & { readonly standing?: 'waiting' | 'unsure' }) | null;
  readonly pageAgain: number;
  readonly notPaged: string | null;
  readonly acknowledgedBy: string | null;
  readonly resolution: { readonly at: number; readonly by: string; readonly reason: string } | null;
  readonly stillArriving: number;
  readonly quietSince: number | null;
  readonly notices: readonly string[];
}

/** Tells it from a message that this relay writes. */
export function isOlderMessage(projection: object): projection is OlderMessage {
  return has(projection, 'partOf', 'pageAgain', 'resolution');
}

/** The same as this relay knows it. */
export function currentMessage(older: OlderMessage): MessageProjection {
  const { surface, incident, title, severity, link, shortId, drill, partOf } = older;
  const head = { surface, incident, title, severity, link, shortId, drill };
  if (older.state === 'part-of')
    return { ...head, state: older.state, partOf: partOf ?? { incident, title } };
  return { ...troubleOf(older, head), ...pagingOf(older), ...handlingOf(older, older.state) };
}

function troubleOf(older: OlderMessage, head: Omit<PartOfMessage, 'state' | 'partOf'>): TroubleShown {
  const { storm, what, guests = null } = older;
  const { where, services, moreServices, issues, issueCount, since, showFrom, lastAlertAt } = older;
  const { alerts, events, sentryCount, users, rule, tags, changes, deploys, assignee, previous } = older;
  return {
    ...head,
    storm: storm === null ? null : { ...storm, unnamed: storm.unnamed ?? false },
    what: { ...what, seenIn: what.seenIn ?? null },
    guests,
    ...{ where, services, moreServices, issues, issueCount, since, showFrom, lastAlertAt },
    ...{ alerts, events, sentryCount, users, rule, tags, changes, deploys, assignee, previous },
  };
}

function pagingOf({ page, pageAgain, notPaged }: OlderMessage): PagingShown {
  if (page === null) return { page, notPaged };
  return { page: { ...page, again: pageAgain, standing: page.standing ?? 'due' } };
}

function handlingOf(older: OlderMessage, state: LiveMessage['state']): HandlingShown {
  const { acknowledgedBy, quietSince, notices, resolution, stillArriving, lastAlertAt } = older;
  switch (state) {
    case 'open':
      return { state, quietSince, notices };
    case 'acknowledged':
      return { state, acknowledgedBy, quietSince, notices };
    case 'resolved':
      return {
        state,
        resolution: resolution ?? { at: lastAlertAt, by: 'human', reason: '' },
        stillArriving,
      };
  }
}

/** A page of a relay that kept it in the pager's words. */
export interface OlderPage extends Pick<
  PageFacts,
  'surface' | 'incident' | 'generation' | 'severity' | 'storm' | 'beat' | 'environmentKnown' | 'alerts'
> {
  readonly state: PageStanding['state'];
  readonly reason: string;
  readonly after: string | null;
  readonly dedupKey: string;
  readonly unnamed?: true;
  readonly breadth?: number;
  readonly collecting: boolean;
  readonly summary: string;
  readonly group: EnvironmentClass;
  readonly class: string | null;
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** The first relays told less. */
  readonly details: {
    readonly services?: readonly string[];
    readonly releases?: readonly string[];
    readonly environments?: readonly string[];
    readonly issues?: number;
    readonly events?: number;
    /** ISO 8601. */
    readonly since?: string;
    readonly error?: string;
    readonly culprit?: string;
    readonly incidents?: readonly string[];
    readonly previous?: string;
    readonly reason?: string;
  };
}

/** Tells it from a page that this relay writes. */
export function isOlderPage(projection: object): projection is OlderPage {
  return has(projection, 'dedupKey', 'summary', 'details');
}

/** The same as this relay knows it, under the same key, and in the words in which it was told. */
export function currentPage(older: OlderPage, openedAt: number): PageProjection {
  const { details, collecting, summary } = older;
  const facts: PageFacts = {
    surface: older.surface,
    install: installIn(older),
    incident: older.incident,
    generation: older.generation,
    severity: older.severity,
    storm: older.storm,
    unnamed: older.unnamed ?? false,
    breadth: older.breadth ?? 0,
    beat: older.beat,
    environmentClass: older.group,
    environmentKnown: older.environmentKnown,
    subject: {
      kind: 'as-said',
      summary,
      class: older.class,
      incidents: collecting ? (details.incidents ?? []) : null,
    },
    woken: details.reason ?? older.reason,
    again: null,
    services: details.services ?? [],
    releases: details.releases ?? [],
    environments: details.environments ?? [],
    issues: details.issues ?? 0,
    alerts: older.alerts,
    events: details.events ?? 0,
    since: Date.parse(details.since ?? '') || openedAt,
    error: { type: null, message: details.error ?? '', culprit: details.culprit ?? null },
    links: older.links.map(linkOf),
    previous: details.previous ?? null,
  };
  const { state, reason, after } = older;
  return state === 'resolved' ? { ...facts, state, reason, after } : { ...facts, state, reason };
}

/** The key was `stormrelay:<install>:<incident>:<generation>`. */
function installIn({ dedupKey, incident, generation }: OlderPage): string {
  const [relay, end] = ['stormrelay:', `:${incident}:${generation}`];
  if (!dedupKey.startsWith(relay) || !dedupKey.endsWith(end))
    throw new Error(`The page of ${incident} stands under a key that no relay has made: ${dedupKey}.`);
  return dedupKey.slice(relay.length, -end.length);
}

/** Its text was `<service>: <title>`, cut. */
function linkOf({ href, text }: OlderPage['links'][number]): PageFacts['links'][number] {
  const [service = '', ...title] = text.split(': ');
  return { href, service, title: title.join(': ') };
}
