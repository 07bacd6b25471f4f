import type { Generation, Incident } from '../../domain/incident.ts';
import type { Receiver } from '../../domain/policy.ts';
import type { PageProjection } from '../../domain/sending/page-projection.ts';
import { digestOf, type Digested } from '../digests.ts';

/** Of an incident's pages those that the pager beside a key has not taken, as they should be there. */
export function atFallback<P extends { readonly what: Digested<PageProjection> }>(
  { page }: Pick<Incident, 'page'>,
  pages: readonly P[],
  { beside }: Pick<Receiver, 'beside'>,
): readonly (Omit<P, 'what'> & { readonly what: Digested })[] {
  return pages.flatMap((surface) => {
    const row = page?.generations[surface.what.projection.generation - 1];
    const what = row === undefined || beside === undefined ? null : fallbackPage(surface.what, row, beside);
    return what === null ? [] : [{ ...surface, what }];
  });
}

/**
 * What the key that stands in for a pager should show of a page: the same, once the pager has not taken it for long. One
 * that its own pager has taken by then is opened nowhere else; where it is open already it rings on, is told nothing
 * more, and ends with the incident. Null: it is not needed.
 * @param pager Id of the receiver whose page it is.
 */
function fallbackPage(
  { projection: page, digest: own }: Digested<PageProjection>,
  { fallbackAt, answers = [] }: Pick<Generation, 'fallbackAt' | 'answers'>,
  pager: string,
): Digested | null {
  if (fallbackAt === undefined) return null;
  const isTaken = answers.some(({ receiver, state }) => receiver === pager && state === 'taken');
  const digest = digestOf([own, isTaken]);
  return {
    projection: { ...(isTaken ? takenThere(page) : page), standIn: { here: true } },
    digest,
    statusDigest: digest,
  };
}

function takenThere(page: PageProjection): PageProjection {
  return page.state === 'triggered'
    ? { ...page, reason: 'PagerDuty has taken it at its own key.', overtaken: true }
    : page;
}

/** When another key took a page that its own pager has not, virtual ms: whoever is rung by both is told. Null: none has. */
export function rangBesideAt(
  { fallbackAt, answers = [] }: Pick<Generation, 'fallbackAt' | 'answers'>,
  isFallback: (receiver: string) => boolean,
): number | null {
  if (fallbackAt === undefined) return null;
  const taken = answers.find(({ receiver, state }) => state === 'taken' && isFallback(receiver));
  return taken?.at ?? null;
}
