import type { Deploy } from './deploy.ts';
import type { EnvironmentClass } from './environment/environment.ts';

/** The releases of one service that alerts (or deploys) have named: what changed shortly before an incident. */
export interface ServiceReleases {
  /** As `releasesKey` makes it. */
  readonly key: string;
  readonly service: string;
  /** The newest in front, at most 10. */
  readonly versions: readonly SeenRelease[];
  /** Deploys that CI told of, the newest in front, at most 5. */
  readonly deploys: readonly Deploy[];
}

/** The key of a service's releases: `<environment class>/<service>`. */
export function releasesKey(environment: EnvironmentClass, service: string): string {
  return `${environment}/${service}`;
}

/** Whether a key is one of the releases of an environment class. */
export function isOfClass(key: string, environment: EnvironmentClass): boolean {
  return key.startsWith(releasesKey(environment, ''));
}

/** The environment class that releases belong to. */
export function classOfReleases({ key, service }: Pick<ServiceReleases, 'key' | 'service'>): string {
  return key.slice(0, key.length - service.length - 1);
}

/** One version of a service. */
interface SeenRelease {
  readonly version: string;
  /** Virtual ms of its first and its newest sight. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The version, if it was first seen at most `maxAgeMs` ago and an older one is known, so that "first seen" means "new". */
export function youngRelease(
  releases: ServiceReleases | null,
  version: string,
  now: number,
  maxAgeMs: number,
): SeenRelease | null {
  // An older one is known where at least two are.
  if (releases === null || releases.versions.length < 2) return null;
  // Asked of every service and release of a storm at every alert of it: names are compared only where the age fits.
  let seen: SeenRelease | null = null;
  let oldest = Infinity;
  for (const one of releases.versions) {
    oldest = Math.min(oldest, one.firstAt);
    if (now - one.firstAt <= maxAgeMs && one.version === version) seen = one;
  }
  return seen !== null && oldest < seen.firstAt ? seen : null;
}

/** The version in a release's name: `2.4.1` of `checkout@2.4.1` (docs.sentry.io/product/releases/naming-releases). */
export function versionOf(release: string): string {
  return release.slice(release.lastIndexOf('@') + 1);
}

/**
 * What releases are the same by. A name is one release of a whole organization: `checkout@2.4.1` is another than
 * `cart@2.4.1`, whose versions only look alike, and than a bare `2.4.1`, which belongs to whoever uses it. A commit is one
 * of a kind, whichever packages were built from it: `checkout@9c1e4f2` and `cart@9c1e4f2` were shipped together.
 */
export function shippedAs(release: string): string {
  const version = versionOf(release);
  return isCommit(version) ? version : release;
}

/** Seven to forty hexadecimal digits, with letters and figures among them: a date or a build number is none. */
function isCommit(version: string): boolean {
  return /^[0-9a-f]{7,40}$/.test(version) && /[a-f]/.test(version) && /\d/.test(version);
}

/**
 * Since when a release (as `shippedAs` names it) has been new to a service, virtual ms; -Infinity when it does not name
 * it, or knows no older one.
 */
export function newSince(releases: ServiceReleases | null | undefined, shipped: string): number {
  const seen = releases?.versions.find((one) => shippedAs(one.version) === shipped);
  if (releases == null || seen === undefined) return -Infinity;
  const older = releases.versions.some((one) => one.version !== seen.version && one.firstAt < seen.firstAt);
  return older ? seen.firstAt : -Infinity;
}
