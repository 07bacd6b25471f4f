import { wouldSay } from '../../domain/sending/would-words.ts';
import { duration } from '../../domain/text/figures.ts';
import type { Compared } from '../../observe/shadow/comparison.ts';
import { hanging } from '../print.ts';
import { became, hereText, thereText, totalsOf, type Reported, type Totals } from './reported.ts';

/** So many of each are listed. */
const mostListed = 100;

/** The report, for a terminal. */
export function reportLines(told: Reported): readonly string[] {
  const { zone, comparison, since, until } = told;
  const totals = totalsOf(told);
  const of = (code: Compared['code']): readonly string[] =>
    comparison.there
      .filter((one) => one.code === code)
      .map((one) => `${zone.shown(one.there.at)}  ${thereText(one.there)}\n${became(one)}`);
  return [
    `Shadow: ${receiversOf(told)}, from ${zone.shown(since)} to ${zone.shown(until)} (${zone.name}). Nothing was sent.`,
    ...warningsOf(told),
    '',
    ...totalLines(totals),
    ...part('Missed here', of('missed')),
    ...part('One page here for several there', of('folded')),
    ...part('In both', of('same')),
    ...part(
      'Only here: these would have woken somebody too',
      comparison.onlyHere.map((page) => {
        const night = zone.isNight(page.send.at) ? '  at night' : '';
        return `${zone.shown(page.send.at)}${night}  ${hereText(page)}\n${page.incident}, ${wouldSay(page.send)}`;
      }),
    ),
  ];
}

/** The figures in a line each. */
export function totalLines(totals: Totals): readonly string[] {
  const { there, here, same, earlier, later, earlierMedianMs, laterMedianMs, folded, missed } = totals;
  const middle = (ms: number | null): string =>
    ms === null ? '' : `, half of them by ${duration(ms)} or more`;
  return [
    `Pages there              ${there}`,
    `Pages here               ${here}`,
    `  in both                ${same}`,
    `    earlier here         ${earlier}${middle(earlierMedianMs)}`,
    `    later here           ${later}${middle(laterMedianMs)}`,
    `  one here for several   ${folded}`,
    `  missed here            ${missed}`,
    `  only here              ${totals.onlyHere}, ${totals.onlyHereAtNight} of them at night`,
  ];
}

/** Who is in the shadow, by name. */
export function receiversOf({ receivers }: Pick<Reported, 'receivers'>): string {
  return receivers.length === 0 ? 'no receiver now' : receivers.join(', ');
}

/** What the figures leave out. */
export function warningsOf({ receivers, hears, cutAt, zone }: Reported): readonly string[] {
  return [
    ...(receivers.length === 0
      ? ['No receiver has shadow: true now; what was recorded while one had it is shown.']
      : []),
    ...(hears
      ? []
      : [
          'PagerDuty tells this relay nothing, so no page there is known. Set PAGERDUTY_WEBHOOK_SECRETS (docs/setup.md), or use --theirs.',
        ]),
    ...(cutAt === null
      ? []
      : [`There are too many incidents to read all: older than ${zone.shown(cutAt)} are left out.`]),
  ];
}

function part(name: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - mostListed;
  return [
    '',
    `${name}:`,
    ...items.slice(0, mostListed).map((item) => `  ${hanging(item, 4)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
