import type { Incident } from '../domain/incident.ts';
import { isKeyOf } from '../domain/routing/inhibit-rule.ts';
import type { Policy } from '../domain/policy.ts';
import { silencedTimer } from '../domain/timer.ts';
import type { Draft } from './state/draft.ts';

/**
 * What a new policy changes for what the configuration keeps quiet: an incident keeps others quiet by those rules alone
 * that hold as before, and whatever is quiet by another one, or by a maintenance, is looked at as soon as the new ones
 * hold.
 */
export function keepQuietBy(draft: Draft, next: Policy): void {
  const stays = unchanged(draft.policy.inhibitRules, next.inhibitRules);
  const lasting = unchanged(draft.policy.maintenance, next.maintenance);
  const isQuiet = ({ silenced }: Incident): boolean =>
    (silenced?.source !== undefined && !stays.includes(silenced.by)) ||
    (silenced?.maintenance === true && !lasting.includes(silenced.by));
  for (const incident of draft.incidentsAwake()) {
    const { id, inhibits, status } = incident;
    if (status === 'resolved') continue;
    const kept = inhibits?.filter((key) => stays.some((rule) => isKeyOf(key, rule))) ?? [];
    if (inhibits !== undefined && kept.length < inhibits.length)
      draft.change(id, (row) => ({ ...row, inhibits: kept }));
    if (isQuiet(incident)) draft.putTimer(silencedTimer(id, draft.now));
  }
}

/** The names of those that are the same as before. */
function unchanged<T extends { readonly name: string }>(
  before: readonly T[] = [],
  after: readonly T[] = [],
): readonly string[] {
  const known = new Set(after.map((one) => JSON.stringify(one)));
  return before.filter((one) => known.has(JSON.stringify(one))).map(({ name }) => name);
}
