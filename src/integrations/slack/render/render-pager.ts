import type { PageShown, PagerShown } from '../../../domain/sending/projection.ts';
import { inline } from './escape.ts';
import type { Times } from './wording.ts';

/**
 * ` Robin 11:32, acknowledged by Kim 11:34`, as it follows "Paged": what the pager told of the page, in its own terms.
 * Empty where it told nothing. At most 500 characters.
 * @param of `taken`: who is said to have acknowledged it beside this already; `over`: the incident is resolved here.
 */
export function pagerWords(
  { pager }: PageShown,
  {
    times,
    taken,
    over,
  }: { readonly times: Times; readonly taken: readonly string[]; readonly over: boolean },
): string {
  if (pager === undefined) return '';
  const { assigned, rangAt, rangFor, acknowledged } = pager;
  const now = namesIn(assigned);
  const first = rangFor === undefined ? now : namesIn(rangFor);
  const whom = first === '' ? '' : ` ${first}`;
  const when = rangAt === null ? '' : ` ${times.time(rangAt)}`;
  const by =
    acknowledged === null || taken.includes(acknowledged.by)
      ? ''
      : `, acknowledged by ${inline(acknowledged.by, 80)} ${times.time(acknowledged.at)}`;
  // Whoever acknowledged has it, and is named for that.
  const named = [first, ...[...taken, acknowledged?.by ?? ''].map((who) => inline(who, 80))];
  const handedOn = now === '' || named.includes(now) ? '' : `, now with ${now}`;
  return `${whom}${when}${by}${handedOn}${turnedWords(pager, { times, over })}`;
}

function namesIn(assigned: PagerShown['assigned']): string {
  return assigned === null ? '' : inline(assigned.to.join(', '), 120);
}

/** What was overtaken by an acknowledgement is not said; an end is, whatever came after it. */
function turnedWords(
  { turned, acknowledged }: PagerShown,
  { times, over }: { readonly times: Times; readonly over: boolean },
): string {
  if (turned === null) return '';
  const overtaken = acknowledged !== null && acknowledged.at >= turned.at;
  // Of what is over here, that it is open there is said whoever has it.
  if (overtaken && turned.how !== 'resolved' && !(over && turned.how === 'reopened')) return '';
  const when = times.time(turned.at);
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
