import { changeAgeMs, deploysAround, newReleases } from '../correlate/incident/what-changed.ts';
import type { BrainState } from '../correlate/state/brain-state.ts';
import type { Running } from '../correlate/state/listed-issues.ts';
import { startOf, type Incident } from '../domain/incident.ts';
import type { TroubleShown, UnchangedShown } from '../domain/sending/projection.ts';

interface LastChanges {
  readonly shipped: BrainState['shipped'];
  readonly revision: number;
  readonly since: number;
  readonly changes: TroubleShown['changes'];
}

/** What was found last, kept with the list that it was looked for in: an alert mostly changes neither. */
const lastChanges = new WeakMap<readonly Running[], LastChanges>();

/** Releases that were new shortly before or while an incident broke out. */
export function changesShown(
  state: Pick<BrainState, 'releases' | 'shipped'>,
  root: Pick<Incident, 'openedAt' | 'beganAt'>,
  running: readonly Running[],
): TroubleShown['changes'] {
  const { shipped } = state;
  const { revision } = shipped;
  const since = startOf(root);
  const last = lastChanges.get(running);
  if (last?.revision === revision && last.shipped === shipped && last.since === since) return last.changes;
  const changes = newReleases((key) => state.releases.get(key) ?? null, since, running);
  lastChanges.set(running, { shipped, revision, since, changes });
  return changes;
}

/** Deploys of the affected services shortly before or while an incident broke out. */
export function deploysShown(
  state: Pick<BrainState, 'releases'>,
  root: Pick<Incident, 'openedAt' | 'beganAt'>,
  running: readonly Running[],
): TroubleShown['deploys'] {
  return deploysAround((key) => state.releases.get(key) ?? null, startOf(root), running);
}

/**
 * What is known where nothing is known to have changed. Whoever has never told of a deploy of a service tells of none in
 * that hour either, and a release that was first seen in it may be new.
 */
export function unchangedShown(
  { releases }: Pick<BrainState, 'releases'>,
  root: Pick<Incident, 'openedAt' | 'beganAt'>,
  running: readonly Running[],
): UnchangedShown {
  const before = startOf(root) - changeAgeMs;
  const keys = new Set(running.map((one) => one.releases));
  const rows = [...keys].map((key) => releases.get(key));
  const watched = rows.filter((row) => row?.deploys.some(({ at }) => at < before)).length;
  const [only] = rows;
  const [runs] = running;
  const seen =
    running.length === 1 ? only?.versions.find(({ version }) => version === runs?.release) : undefined;
  const release =
    seen === undefined || seen.firstAt >= before ? null : { version: seen.version, seenAt: seen.firstAt };
  return { watched, services: keys.size, release };
}
