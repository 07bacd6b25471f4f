import type { EnvironmentClass } from '../../../domain/environment/environment.ts';
import { FewTexts } from '../few.ts';
import { classOfReleases, newSince, shippedAs, type ServiceReleases } from '../../../domain/release.ts';

interface Shipment {
  /** Keys of the services' release rows. */
  readonly rows: FewTexts;
  /** What `newestSight` answers; null until somebody asks. */
  newest: number | null;
}

/** Which services ship a release, as `shippedAs` names it. Follows from the release rows of a state. */
export class ShippedVersions {
  private readonly releases: ReadonlyMap<string, ServiceReleases>;
  private readonly byVersion = new Map<string, Shipment>();
  /** Another number says that some service has seen another version, or one at another time. */
  revision = 0;

  constructor(releases: ReadonlyMap<string, ServiceReleases>) {
    this.releases = releases;
  }

  /** Follows one row: what it was, and what it is now; null when it is gone. */
  note(before: ServiceReleases | undefined, row: ServiceReleases | null): void {
    if (before !== undefined && row !== null && sawTheSame(before, row)) return;
    this.revision += 1;
    if (before !== undefined) for (const key of versionKeysOf(before)) this.remove(key, before.key);
    if (row !== null) for (const key of versionKeysOf(row)) this.add(key, row.key);
  }

  /** Keys of the release rows of a class that name a version. */
  services(environmentClass: EnvironmentClass, version: string): Iterable<string> {
    return this.byVersion.get(versionKey(environmentClass, version))?.rows ?? none;
  }

  /** When the version was last new anywhere in the class, virtual ms; -Infinity when nowhere, or no older one is known. */
  newestSight(environmentClass: EnvironmentClass, version: string): number {
    const shipment = this.byVersion.get(versionKey(environmentClass, version));
    if (shipment === undefined) return -Infinity;
    if (shipment.newest !== null) return shipment.newest;
    let newest = -Infinity;
    for (const key of shipment.rows) newest = Math.max(newest, newSince(this.releases.get(key), version));
    shipment.newest = newest;
    return newest;
  }

  /** How many services name each version of a class, for whoever compares two indexes. */
  counts(): ReadonlyMap<string, number> {
    return new Map([...this.byVersion].map(([key, { rows }]) => [key, rows.size]));
  }

  private add(key: string, row: string): void {
    const shipment = this.byVersion.get(key);
    if (shipment === undefined) this.byVersion.set(key, { rows: new FewTexts(row), newest: null });
    else {
      shipment.rows.add(row);
      shipment.newest = null;
    }
  }

  private remove(key: string, row: string): void {
    const shipment = this.byVersion.get(key);
    if (shipment === undefined) return;
    shipment.rows.delete(row);
    shipment.newest = null;
    if (shipment.rows.size === 0) this.byVersion.delete(key);
  }
}

const none: readonly string[] = [];

function versionKey(environmentClass: string, version: string): string {
  return `${environmentClass}/${version}`;
}

function versionKeysOf(row: ServiceReleases): ReadonlySet<string> {
  const environmentClass = classOfReleases(row);
  return new Set(row.versions.map((seen) => versionKey(environmentClass, shippedAs(seen.version))));
}

/** Most alerts only move when a version was seen last, which this index does not tell. */
function sawTheSame({ versions: a }: ServiceReleases, { versions: b }: ServiceReleases): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((seen, n) => seen.version === b[n]?.version && seen.firstAt === b[n].firstAt))
  );
}
