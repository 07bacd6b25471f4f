import type { PageShown, PagerShown } from '../../../domain/sending/projection.ts';
import { inline } from './escape.ts';
import { timeOfDay } from './wording.ts';

/**
 * ` Robin 11:32, acknowledged by Kim 11:34`, as it follows "Paged": what the pager told of the page, in its own terms.
 * Empty where it told nothing. At most 500 characters.
 */
export function pagerWords({ pager }: PageShown): string {
  if (pager === undefined) return '';
  const { assigned, rangAt, acknowledged } = pager;
  const whom = assigned === null ? '' : ` ${inline(assigned.to.join(', '), 120)}`;
  const when = rangAt === null ? '' : ` ${timeOfDay(rangAt)}`;
  const by =
    acknowledged === null
      ? ''
      : `, acknowledged by ${inline(acknowledged.by, 80)} ${timeOfDay(acknowledged.at)}`;
  return `${whom}${when}${by}${turnedWords(pager)}`;
}

/** What was overtaken by an acknowledgement is not said; an end is, whatever came after it. */
function turnedWords({ turned, acknowledged }: PagerShown): string {
  if (turned === null) return '';
  if (turned.how !== 'resolved' && acknowledged !== null && acknowledged.at >= turned.at) return '';
  const when = timeOfDay(turned.at);
  const by = turned.by === null ? '' : ` by ${inline(turned.by, 80)}`;
  switch (turned.how) {
    case 'unacknowledged':
      return by === '' ? `, which ran out ${when}` : `, taken back${by} ${when}`;
    case 'resolved':
      return `, ended in PagerDuty${by} ${when}`;
    case 'reopened':
      return `, reopened in PagerDuty${by} ${when}`;
  }
}
