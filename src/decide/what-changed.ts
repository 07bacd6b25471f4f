import type { BrainState } from '../correlate/state/brain-state.ts';
import type { Running } from '../correlate/state/listed-issues.ts';
import type { Incident } from '../domain/incident.ts';
import type { ChangeBefore } from '../domain/sending/page-projection.ts';
import type { TroubleShown } from '../domain/sending/projection.ts';
import { youngRelease, type ServiceReleases } from '../domain/release.ts';

/** What changed longer before, or after, is hardly the cause. */
const changeAgeMs = 60 * 60_000;
const mostShown = 5;

interface LastChanges {
  readonly shipped: BrainState['shipped'];
  readonly revision: number;
  readonly since: number;
  readonly changes: TroubleShown['changes'];
}

/** What was found last, kept with the list that it was looked for in: an alert mostly changes neither. */
const lastChanges = new WeakMap<readonly Running[], LastChanges>();

/** Releases that were new shortly before or while it broke; "new" needs an older one to be known. */
export function changesShown(
  state: Pick<BrainState, 'releases' | 'shipped'>,
  root: Pick<Incident, 'openedAt'>,
  running: readonly Running[],
): TroubleShown['changes'] {
  const { shipped } = state;
  const { revision } = shipped;
  const since = root.openedAt;
  const last = lastChanges.get(running);
  if (last?.revision === revision && last.shipped === shipped && last.since === since) return last.changes;
  const changes = youngIn(state, since, running);
  lastChanges.set(running, { shipped, revision, since, changes });
  return changes;
}

function youngIn(
  state: Pick<BrainState, 'releases'>,
  since: number,
  running: readonly Running[],
): TroubleShown['changes'] {
  // A family is of one class, so each service stands there with each release once.
  const changes: TroubleShown['changes'][number][] = [];
  for (const { releases, release, service } of running) {
    if (release === null) continue;
    const young = youngRelease(state.releases.get(releases) ?? null, release, since, changeAgeMs);
    if (young !== null) changes.push({ version: release, service, firstAt: young.firstAt });
  }
  return changes.sort((a, b) => b.firstAt - a.firstAt).slice(0, mostShown);
}

/** What CI deployed of the affected services shortly before it broke, the newest first; behind it what was since. */
export function deploysShown(
  state: BrainState,
  root: Incident,
  running: readonly Running[],
): TroubleShown['deploys'] {
  const deployed = new Map<string, ServiceReleases>();
  for (const { releases } of running) {
    const row = state.releases.get(releases);
    if (row !== undefined && row.deploys.length > 0) deployed.set(releases, row);
  }
  return [...deployed.values()]
    .flatMap(({ service, deploys }) => deploys.map((deploy) => ({ service, ...deploy })))
    .filter(({ at }) => Math.abs(root.openedAt - at) <= changeAgeMs)
    .sort((a, b) => Number(a.at > root.openedAt) - Number(b.at > root.openedAt) || b.at - a.at)
    .slice(0, mostShown);
}

/** The change that whoever is woken should think of first; null where nothing changed shortly before. */
export function changeBefore(
  { openedAt: since }: Incident,
  { deploys, changes }: Pick<TroubleShown, 'deploys' | 'changes'>,
): ChangeBefore | null {
  const deploy = deploys.find(({ at }) => at <= since);
  if (deploy !== undefined) {
    const { service, version, by, at } = deploy;
    return { kind: 'deploy', service, version, by, beforeMs: since - at };
  }
  const release = changes.find(({ firstAt }) => firstAt < since);
  if (release === undefined) return null;
  const { service, version, firstAt } = release;
  return { kind: 'release', service, version, by: null, beforeMs: since - firstAt };
}
