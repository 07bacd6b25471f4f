import { counted, duration, grouped } from '../text/figures.ts';
import type { life } from './life.ts';
import { withOneStop } from '../text/one-stop.ts';
import type { Coded } from './vocabulary.ts';

type Summary = Coded<typeof life, 'summed-up'>;

/**
 * What an incident came to, a sentence a line: how long, for whom and how much; where; what had changed; who was woken
 * and who took it.
 */
export function summaryLines(summary: Summary): readonly [string, ...string[]] {
  const { services, first } = summary;
  const failed =
    services > 1
      ? [`${grouped(services)} services failed${first === null ? '' : `, ${first} first`}.`]
      : first === null
        ? []
        : [`${first} failed.`];
  const lines = [
    `${lastedWords(summary)}${extentOf(summary)}.`,
    ...failed,
    ...changedBefore(summary),
    handledBy(summary),
  ] as const;
  const [lasted, ...others] = lines;
  return [lasted, ...others.map((line) => withOneStop(line, summary))];
}

/** Whoever closes something says that there is nothing left to do, not that it is over. */
function lastedWords({ lastedMs, lastErrorMs }: Summary): string {
  return lastErrorMs === null
    ? `It lasted ${duration(lastedMs)}`
    : `It was open for ${duration(lastedMs)}, the last error ${lastErrorMs < oneSecondMs ? 'as' : `${duration(lastErrorMs)} before`} it was closed`;
}

/** A name stands only beside what certainly came before: beside anything else it would accuse somebody. */
function changedBefore({ changed }: Summary): readonly string[] {
  if (changed === null) return [];
  const { kind, service, version, by, beforeMs } = changed;
  const what =
    version === null ? service : version.startsWith(`${service}@`) ? version : `${service} ${version}`;
  const before = beforeMs < oneSecondMs ? 'as it broke' : `${duration(beforeMs)} before it broke`;
  if (kind === 'release') return [`${what} was first seen ${before}.`];
  return by === null || beforeMs < oneSecondMs
    ? [`${what} was deployed ${before}.`]
    : [`${by} deployed ${what} ${before}.`];
}

const oneSecondMs = 1_000;

function extentOf({ users, events, peak }: Summary): string {
  const most = peak === null || peak >= events ? '' : `, at least ${grouped(peak)} in the loudest minute`;
  const parts = [
    users === null ? '' : `at least ${counted(users, 'user')}`,
    events === 0 ? '' : `${counted(events, 'event')}${most}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function handledBy({ pages, untaken, acknowledged, holding, left, later }: Summary): string {
  const paged = pagedWords(pages, untaken);
  if (acknowledged === null) return `${paged}; nobody acknowledged it.`;
  const { who, afterMs, page } = acknowledged;
  const first = page === null ? 'it' : pageWords(page);
  const others = later.map((one) => `; ${one.who ?? 'nobody'} acknowledged ${pageWords(one.page)}`);
  const atTheEnd = holding === null && !left ? '' : `; ${holding ?? 'nobody'} had it in hand at the end`;
  return `${paged}; ${who ?? 'somebody'} acknowledged ${first} after ${duration(afterMs)}${others.join('')}${atTheEnd}.`;
}

function pageWords({ number, receiver }: Summary['later'][number]['page']): string {
  return receiver === null ? `page ${number}` : `page ${number} to ${receiver}`;
}

/** Only a page that was taken has woken somebody. */
function pagedWords(pages: number | null, untaken: number): string {
  if (pages === null) return 'It is not certain that anybody was paged';
  if (pages === 0)
    return untaken === 0 ? 'Nobody was paged' : 'Nobody was paged: PagerDuty confirmed no page';
  const paged = pages === 1 ? 'Paged once' : `Paged ${grouped(pages)} times`;
  return untaken === 0 ? paged : `${paged} (PagerDuty did not confirm ${counted(untaken, 'more page')})`;
}
