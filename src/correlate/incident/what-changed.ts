import type { Running } from '../state/listed-issues.ts';
import type { ChangeBefore } from '../../domain/sending/page-projection.ts';
import type { TroubleShown } from '../../domain/sending/projection.ts';
import { between } from '../../domain/text/figures.ts';
import { youngRelease, type ServiceReleases } from '../../domain/release.ts';

/** What changed longer before, or after, is hardly the cause. */
export const changeAgeMs = 60 * 60_000;
const mostShown = 5;

/** The releases of a service, by their key; null: nobody has named one. */
type ReleasesOf = (key: string) => ServiceReleases | null;

/** Releases that were new shortly before or while it broke at `since`; "new" needs an older one to be known. */
export function newReleases(
  releasesOf: ReleasesOf,
  since: number,
  running: readonly Running[],
): TroubleShown['changes'] {
  // A family is of one class, so each service stands there with each release once.
  const changes: TroubleShown['changes'][number][] = [];
  for (const { releases, release, service } of running) {
    if (release === null) continue;
    const young = youngRelease(releasesOf(releases), release, since, changeAgeMs);
    if (young !== null) changes.push({ version: release, service, firstAt: young.firstAt });
  }
  return changes.sort((a, b) => b.firstAt - a.firstAt).slice(0, mostShown);
}

/** What CI deployed of these services shortly before it broke at `since`, the newest first; behind it what was since. */
export function deploysAround(
  releasesOf: ReleasesOf,
  since: number,
  running: readonly Running[],
): TroubleShown['deploys'] {
  const deployed = new Map<string, ServiceReleases>();
  for (const { releases } of running) {
    const row = releasesOf(releases);
    if (row !== null && row.deploys.length > 0) deployed.set(releases, row);
  }
  return [...deployed.values()]
    .flatMap(({ service, deploys }) => deploys.map((deploy) => ({ service, ...deploy })))
    .filter(({ at }) => Math.abs(since - at) <= changeAgeMs)
    .sort((a, b) => Number(a.at > since) - Number(b.at > since) || b.at - a.at)
    .slice(0, mostShown);
}

/** The change that whoever is woken should think of first; null where nothing changed shortly before `since`. */
export function changeBefore(
  since: number,
  { deploys, changes }: Pick<TroubleShown, 'deploys' | 'changes'>,
): ChangeBefore | null {
  const deploy = deploys.find(({ at }) => at <= since);
  if (deploy !== undefined) {
    const { service, version, by, at } = deploy;
    return { kind: 'deploy', service, version, by, beforeMs: between(at, since) };
  }
  const release = changes.find(({ firstAt }) => firstAt < since);
  if (release === undefined) return null;
  const { service, version, firstAt } = release;
  return { kind: 'release', service, version, by: null, beforeMs: between(firstAt, since) };
}
