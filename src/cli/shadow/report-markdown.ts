import { wouldSay } from '../../domain/sending/would-words.ts';
import { escaped } from '../../domain/text/markdown.ts';
import type { Compared } from '../../observe/shadow/comparison.ts';
import { receiversOf, totalLines, warningsOf } from './report-lines.ts';
import { became, hereText, thereText, totalsOf, type Reported } from './reported.ts';

/** The report as Markdown; texts of others stand there as they are. */
export function reportMarkdown(told: Reported): readonly string[] {
  const { zone, comparison, since, until } = told;
  const { there, onlyHere } = comparison;
  const of = (code: Compared['code']): readonly string[] =>
    there
      .filter((one) => one.code === code)
      .map((one) => item(zone.shown(one.there.at), thereText(one.there), became(one)));
  return [
    `### Shadow: ${escaped(receiversOf(told))}`,
    '',
    `From ${zone.shown(since)} to ${zone.shown(until)} (${zone.name}). Nothing was sent.`,
    ...warningsOf(told).flatMap((line) => ['', escaped(line)]),
    '',
    '```',
    ...totalLines(totalsOf(told)),
    '```',
    ...part('Missed here', of('missed')),
    ...part('One page here for several there', of('folded')),
    ...part('In both', of('same')),
    ...part(
      'Only here',
      onlyHere.map((page) => {
        const night = zone.isNight(page.send.at) ? ', at night' : '';
        return item(
          `${zone.shown(page.send.at)}${night}`,
          hereText(page),
          `${page.incident}, ${wouldSay(page.send)}`,
        );
      }),
    ),
  ];
}

function item(when: string, what: string, became: string): string {
  return `- ${when}: **${escaped(what)}**, ${escaped(became)}`;
}

function part(name: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `**${name}**`, '', ...items];
}
