import { drillOf } from '../domain/environment/environment.ts';
import type { Incident, ResolvedPage } from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import type { PageStanding } from '../domain/sending/page-projection.ts';
import { acknowledgedThereAt, overThereAt, turnedThereAt } from '../domain/sending/pager-standing.ts';

/**
 * How a page should stand, and whether its pager knows that by itself: what came from there is not sent back, and what
 * somebody did there later is not undone. Of several pagers that have the same page none says which of them it is, so
 * that each of them is told.
 */
export function knownThere(
  { receivers }: Policy,
  { root, receiver = null }: { readonly root: Incident; readonly receiver?: string | null },
  generation: number,
  standing: PageStanding,
): PageStanding {
  const told = root.atPager?.find((one) => one.generation === generation);
  const drill = drillOf(root.environmentClass) !== null;
  if (standing.state === 'triggered' || told === undefined || drill) return standing;
  const surfaces = root.routed?.find((one) => one.receiver === receiver)?.surfaces;
  const pagers = receivers.filter(({ id, kind }) => kind === 'pager' && (surfaces?.includes(id) ?? true));
  const { answers = [] } = root.page?.generations[generation - 1] ?? {};
  if (pagers.length > 1 || answers.length > 1) return standing;
  const knownAt =
    standing.state === 'acknowledged'
      ? (acknowledgedThereAt(told) ?? turnedThereAt(told, standing.takenAt))
      : overThereAt(told, endedAt(root, { incident: root.id, receiver, generation }));
  return knownAt === null ? standing : { ...standing, knownAt };
}

/** When somebody ended an incident: by the clock of the pager where they did it on that page. */
function endedAt({ resolution }: Incident, of: Omit<ResolvedPage, 'at'>): number {
  const page = resolution?.page;
  const isSame =
    page?.incident === of.incident && page.receiver === of.receiver && page.generation === of.generation;
  return (isSame ? page.at : resolution?.at) ?? -Infinity;
}
