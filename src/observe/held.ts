import { adviceFor } from '../deliver/gone-notifier.ts';
import type { Policy } from '../domain/policy.ts';
import type { DispatchStore, Holding, Store } from '../seams/store.ts';

/** What a store holds when it is opened. */
export interface Held {
  /** The newest moment that it tells of, virtual ms; null when it is new. */
  readonly newest: number | null;
  /** What depends on each credential. */
  readonly held: readonly Holding[];
}

/** Gives rows their receivers' present credentials, and says what the store holds. */
export async function takeStock(
  store: Pick<Store, 'adopt' | 'holdings' | 'newestMoment'>,
  { receivers, drillReceivers }: Pick<Policy, 'receivers' | 'drillReceivers'>,
): Promise<Held> {
  await store.adopt([...receivers, ...drillReceivers]);
  return { newest: await store.newestMoment(), held: await store.holdings() };
}

/** What depends on credentials that nobody can send with any more. */
export function goneOf(
  held: readonly Holding[],
  notifiers: readonly { readonly credential: string }[],
): readonly Holding[] {
  const known = new Set(notifiers.map((notifier) => notifier.credential));
  return held.filter(({ credential }) => !known.has(credential));
}

/** One line for each of these credentials, which are gone, as long as something depends on it. */
export function goneNotes(
  store: Pick<DispatchStore, 'holdings'>,
  gone: readonly Pick<Holding, 'credential'>[],
): Promise<readonly string[]> {
  return notesOn(
    store,
    gone.map(({ credential }) => credential),
    ({ credential }, depends) =>
      `${credential} is no longer configured: ${depends} depend on it. ${adviceFor(credential)}`,
  );
}

/** The same of those that have left while the relay runs, and are finished until it ends. */
export function leftNotes(
  store: Pick<DispatchStore, 'holdings'>,
  left: readonly string[],
): Promise<readonly string[]> {
  return notesOn(
    store,
    left,
    ({ credential }, depends) =>
      `${credential} has left the configuration: ${depends} are finished with it until the relay is started again. ${keepingAdvice(credential)}`,
  );
}

/** How to keep what would be gone with the process. */
function keepingAdvice(credential: string): string {
  return credential.startsWith('pagerduty:')
    ? 'Keep its key in PAGERDUTY_ROUTING_KEYS_OLD (pagerduty.old_routing_keys) until no page is open.'
    : 'Wait with that until this note is gone.';
}

async function notesOn(
  store: Pick<DispatchStore, 'holdings'>,
  credentials: readonly string[],
  note: (held: Holding, depends: string) => string,
): Promise<readonly string[]> {
  if (credentials.length === 0) return [];
  const held = await store.holdings();
  return held
    .filter(({ credential }) => credentials.includes(credential))
    .map((one) => {
      const pages = `${one.openPages} open ${one.openPages === 1 ? 'page' : 'pages'}`;
      const unsent = `${one.pending} unsent ${one.pending === 1 ? 'notification' : 'notifications'}`;
      return note(one, `${pages} and ${unsent}`);
    });
}
