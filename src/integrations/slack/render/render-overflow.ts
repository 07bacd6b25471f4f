import type { OverflowProjection } from '../../../domain/sending/projection.ts';
import { counted, grouped } from '../../../domain/text/figures.ts';
import { context, header, section, sectionsOfLines, type Block, type Rendered } from './blocks.ts';
import { code, headerText, inline, joinWithin, link } from './escape.ts';
import { sign } from './headline.ts';
import { messageLimits } from '../limits.ts';
import { timeOfDay } from './wording.ts';

/** The living message that stands for incidents which have none of their own yet. */
export function renderOverflow(
  overflow: OverflowProjection,
  { now, plain }: { readonly now: number; readonly plain: boolean },
): Rendered {
  const text = `${signOf(overflow)} ${headlineOf(overflow)}${namesOf(overflow)}`;
  if (plain) return { text, blocks: [] };
  return {
    text,
    blocks: [
      header(headerText(`${signOf(overflow)} ${headlineOf(overflow)}`, messageLimits.header)),
      ...(overflow.state === 'over' ? [] : waitingBlocks(overflow)),
      ...section([endedLine(overflow)]),
      ...context([
        overflow.state === 'over'
          ? ''
          : 'More new incidents than Slack takes messages. Each gets its own when it becomes worse, or when its turn comes.',
        `updated ${timeOfDay(now)}`,
      ]),
    ],
  };
}

function headlineOf({ state, waiting, seen }: OverflowProjection): string {
  return state === 'over'
    ? `All ${grouped(seen)} have been shown or resolved`
    : `${counted(waiting, 'more incident')}, worst first`;
}

function signOf({ state, worst }: OverflowProjection): string {
  return sign({ state: state === 'over' ? 'resolved' : 'open', severity: worst[0]?.severity ?? 'error' });
}

/** The services of what waits, for a locked phone. */
function namesOf({ services, moreServices }: OverflowProjection): string {
  const named = services.slice(0, 5).map(({ name }) => inline(name, 40));
  const more = services.length - named.length + moreServices;
  return named.length === 0 ? '' : ` (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

function waitingBlocks(overflow: OverflowProjection): readonly Block[] {
  const { worst, waiting } = overflow;
  // The error's words stand last: they are the part that may run into a second line.
  const lines = worst.map(({ severity, service, title, link: href, shortId, alerts }) => {
    const name = link(href, inline(shortId ?? 'Issue', 48));
    const where = service === null ? '' : ` ${inline(service, 40)},`;
    return `${sign({ state: 'open', severity })} ${name}${where} ${counted(alerts, 'alert')}: ${code(title, 90)}`;
  });
  const rest = waiting - worst.length;
  return [
    ...sectionsOfLines([...lines, ...(rest > 0 ? [`… and ${grouped(rest)} more`] : [])], '\n'),
    ...section([servicesLine(overflow)]),
  ];
}

function servicesLine({ services, moreServices }: OverflowProjection): string {
  const parts = services.map(({ name, incidents }) =>
    incidents === 1 ? inline(name, 40) : `${inline(name, 40)} (${grouped(incidents)})`,
  );
  if (parts.length === 0) return '';
  const more = moreServices === 0 ? [] : [`${grouped(moreServices)} more`];
  return `*Services* ${joinWithin([...parts, ...more], ' · ', 2000)}`;
}

function endedLine({ ended }: OverflowProjection): string {
  if (ended === 0) return '';
  return `✅ ${counted(ended, 'incident')} resolved before ${ended === 1 ? 'it' : 'they'} had a message`;
}
