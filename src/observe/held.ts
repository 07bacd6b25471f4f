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
export async function goneNotes(
  store: Pick<DispatchStore, 'holdings'>,
  gone: readonly Pick<Holding, 'credential'>[],
): Promise<readonly string[]> {
  if (gone.length === 0) return [];
  const held = await store.holdings();
  return held
    .filter((one) => gone.some(({ credential }) => credential === one.credential))
    .map(
      ({ credential, pending, openPages }) =>
        `${credential} is no longer configured: ${openPages} open ${openPages === 1 ? 'page' : 'pages'} and ${pending} unsent ${pending === 1 ? 'notification' : 'notifications'} depend on it. ${adviceFor(credential)}`,
    );
}
