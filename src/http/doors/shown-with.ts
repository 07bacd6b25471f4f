import type { HttpStore } from '../http-deps.ts';

/** Whether an incident, or the one that it is part of, has a message that was sent with a credential. */
export function shownWith(
  store: Pick<HttpStore, 'incident' | 'notificationsOf'>,
  credential: string,
): (id: string) => Promise<boolean> {
  const has = async (id: string): Promise<boolean> => {
    const rows = await store.notificationsOf(id);
    return rows.some((row) => row.surface === 'message' && row.credential === credential);
  };
  return async (id) => {
    if (await has(id)) return true;
    const parent = (await store.incident(id))?.parent ?? null;
    return parent !== null && has(parent);
  };
}

/** Those that are shown, in their order; null: all are. */
export async function onlyShown<T extends { readonly id: string }>(
  incidents: readonly T[],
  isShown: ((id: string) => Promise<boolean>) | null,
): Promise<readonly T[]> {
  if (isShown === null) return incidents;
  const shown: T[] = [];
  for (const incident of incidents) if (await isShown(incident.id)) shown.push(incident);
  return shown;
}
