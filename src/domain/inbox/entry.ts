/**
 * Where an entry came from. Only `sentry` and `sentry-legacy` entries carry real alerts; `drill` entries look like
 * them and are kept apart from the door on, because their signature was made with the drill secret. `ci` entries
 * register and end drills, `slack` entries are what people press in messages, `pagerduty` entries tell what people did
 * to a page, `page` entries what a pager answered to it, `enrichment` entries are what the relay has read elsewhere by itself,
 * `sentry-api` entries what it read there of an issue whose webhook never came,
 * `trouble` entries tell what it suffers from itself.
 */
export type EntrySource =
  | 'sentry'
  | 'sentry-legacy'
  | 'drill'
  | 'ci'
  | 'slack'
  | 'pagerduty'
  | 'operator'
  | 'deploy'
  | 'timer'
  | 'policy'
  | 'lane'
  | 'page'
  | 'enrichment'
  | 'sentry-api'
  | 'trouble';

interface SourceTraits {
  /** It carries Sentry's own alerts: what books, rates and metrics count. */
  readonly sentrys: boolean;
  /** Others decide how much of it comes, so it may not fill the store's last room. */
  readonly outside: boolean;
}

const traits: Readonly<Record<EntrySource, SourceTraits>> = {
  sentry: { sentrys: true, outside: true },
  'sentry-legacy': { sentrys: true, outside: true },
  drill: { sentrys: false, outside: true },
  ci: { sentrys: false, outside: true },
  slack: { sentrys: false, outside: true },
  pagerduty: { sentrys: false, outside: true },
  operator: { sentrys: false, outside: false },
  deploy: { sentrys: false, outside: true },
  timer: { sentrys: false, outside: false },
  policy: { sentrys: false, outside: false },
  lane: { sentrys: false, outside: false },
  page: { sentrys: false, outside: false },
  enrichment: { sentrys: false, outside: false },
  // No door has accepted it, so no book counts it.
  'sentry-api': { sentrys: false, outside: true },
  trouble: { sentrys: false, outside: false },
};

/** Whether a text names a source of entries. */
function isEntrySource(text: string): text is EntrySource {
  return Object.hasOwn(traits, text);
}

/** Every source of entries. */
export const entrySources: readonly EntrySource[] = Object.keys(traits).filter(isEntrySource);

/** Sources whose entries are Sentry's own. */
export const sentrySources: readonly EntrySource[] = entrySources.filter(isSentrys);

/** Whether entries of a source are Sentry's own, and no drill or command. */
export function isSentrys(source: EntrySource): boolean {
  return traits[source].sentrys;
}

/** Whether others decide how many entries of a source there are. */
export function comesFromOutside(source: EntrySource): boolean {
  return traits[source].outside;
}

/** What a door hands to the inbox: verified, not yet durable. */
export interface Delivery {
  readonly source: EntrySource;
  /** The sender's idempotency key. */
  readonly id: string;
  /** For Sentry the hook resource, for example `event_alert`. */
  readonly kind: string;
  readonly body: string;
  /** Hex SHA-256: over kind and body, so that a repetition is known; of what may be said twice, over its id as well. */
  readonly digest: string;
  /** Which secret matched (`secret-1` is the newest), or `service-hook`, `legacy-token`, `drill`, `ci`, `operator`, `self`. */
  readonly verifiedBy: string;
  /** When it was sent by Sentry's own clock, UNIX ms, whole seconds; null for what is not Sentry's, or does not say. */
  readonly sentAt: number | null;
  /** Only for a replay: `receivedAt` of the entry that first brought it, virtual UNIX ms; else null. */
  readonly firstReceivedAt: number | null;
}

/** One row of the inbox. */
export interface Entry extends Delivery {
  readonly seq: number;
  /** Virtual UNIX ms. */
  readonly receivedAt: number;
}

/** The times of a delivery that no other clock has stamped: `receivedAt` will be all there is. */
export const unstamped = { sentAt: null, firstReceivedAt: null } as const;

/** How long a delivery had waited to be replayed, in ms: its alert is that much older than it was at the door. */
export function replayedAfterMs({ receivedAt, firstReceivedAt }: Entry): number {
  return Math.max(0, receivedAt - (firstReceivedAt ?? receivedAt));
}

/** What became of a delivery at the inbox. */
export interface Appended {
  readonly seq: number;
  readonly duplicate: boolean;
}
