import type { ConfigDocument } from '../../document/document.ts';
import type { Problem } from '../../document/place.ts';
import type { Teams } from '../teams.ts';
import { pagesFor, type Rehearsed } from './rehearsal.ts';

/**
 * Whoever would be woken of a service that no route names, were they not in the shadow: while others are woken, that is
 * easily overlooked. @param unwoken What wakes nobody.
 */
export function inShadowAlone(
  document: ConfigDocument,
  {
    teams,
    receivers,
    levels,
  }: { readonly teams: Teams; readonly receivers: readonly string[]; readonly levels: readonly string[] },
  unwoken: readonly Rehearsed[],
): readonly Problem[] {
  return teams.receivers.flatMap((team) => {
    const would = unwoken.filter(
      ({ trouble, whose, shadowed }) =>
        whose === null &&
        team.pagerduty !== null &&
        shadowed.includes(team.name) &&
        pagesFor(trouble, team.pageWhen, levels),
    );
    if (would.length === 0) return [];
    const what = would.map(({ trouble }) => trouble.name).join(', ');
    const message = `In production nobody is woken by ${what} of a service that no route names: ${team.name} would be, and shadow: true only records it. Remove shadow, or lead such services to somebody who is woken.`;
    return [document.problem('receivers', message, [receivers.indexOf(team.name), 'shadow'])];
  });
}
