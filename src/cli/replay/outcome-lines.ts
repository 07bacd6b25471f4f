import { nameOf, type Incident } from '../../domain/incident.ts';
import type { MessageProjection } from '../../domain/sending/projection.ts';
import { counted, duration } from '../../domain/text/figures.ts';
import { summaryOf } from '../../integrations/pagerduty/summary.ts';
import { headline, sign } from '../../integrations/slack/render/headline.ts';
import { wokenBy, type MessageTold, type Outcome, type PageTold } from '../../pipeline/replay/outcome.ts';
import { hanging } from '../print.ts';
import { when } from '../reading-store.ts';

/** So many of each are listed. */
const mostListed = 200;

/** What a replay came to, for people: who would have been woken, what opened, what a channel would have shown. */
export function outcomeLines(outcome: Outcome): readonly string[] {
  const { incidents, pages, messages } = outcome;
  const roots = incidents.filter(({ parent, kind }) => parent === null && kind === 'alerts');
  return [
    headLine(outcome),
    '',
    `Pages: ${pages.length === 0 ? 'nobody would have been woken' : pages.length}`,
    ...listed(pages, pageLines),
    '',
    `Incidents: ${incidentsLine(roots, incidents)}`,
    ...listed(roots, (root) => [incidentLine(root, incidents)]),
    '',
    `Messages: ${messagesLine(messages)}`,
    ...listed(messages, (message) => [messageLine(message)]),
  ];
}

/** A message in one line, unescaped. */
export function messageText(message: MessageProjection): string {
  if (message.state === 'part-of')
    return `${sign(message)} part of ${message.partOf.incident}: ${message.title}`;
  return `${sign(message)} ${headline(message)}`;
}

function headLine({ webhooks, from, to }: Outcome): string {
  const all = Object.values(webhooks).reduce((sum, count) => sum + count, 0);
  if (from === null || to === null) return 'No webhook was replayed.';
  const aside = webhooks['set-aside'] + webhooks.suppressed;
  const parts = [
    ...(aside === 0 ? [] : [`${aside} of no consequence`]),
    ...(webhooks.dead === 0 ? [] : [`${webhooks.dead} that cannot be read`]),
  ];
  const notes = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${counted(all, 'webhook')}${notes} from ${when(from)} to ${when(to)}, ${duration(to - from)}`;
}

function pageLines(told: PageTold): readonly string[] {
  const { at, incident, page, again, acknowledgedAt, endedAt } = told;
  const ends = [
    ...(again === 0 ? [] : [`told again ${counted(again, 'time')}`]),
    ...(acknowledgedAt === null ? [] : [`acknowledged ${when(acknowledgedAt)}`]),
    endedAt === null ? 'still open' : `over ${when(endedAt)}`,
  ];
  return [
    `  ${when(at)}  ${wokenBy(told)}  ${page.severity}  ${hanging(summaryOf(page), 4)}`,
    `    ${incident}: ${hanging(page.woken, 4)} ${ends.join(', ')}`,
  ];
}

function incidentsLine(roots: readonly Incident[], all: readonly Incident[]): string {
  const storms = roots.filter(({ storm }) => storm !== null).length;
  const children = all.filter(({ parent }) => parent !== null).length;
  const what = [
    ...(storms === 0 ? [] : [counted(storms, 'storm')]),
    ...(children === 0 ? [] : [`${children} more are part of another`]),
  ];
  return `${roots.length}${what.length === 0 ? '' : ` (${what.join(', ')})`}`;
}

function incidentLine(root: Incident, all: readonly Incident[]): string {
  const family = [root, ...all.filter(({ parent }) => parent === root.id)];
  const services = new Set(family.flatMap((one) => one.services.map(({ name }) => name)));
  const alerts = family.reduce((sum, one) => sum + one.alerts, 0);
  const title = nameOf(root);
  const state = root.storm === null ? root.status : `${root.status}, storm`;
  return `  ${when(root.openedAt)}  ${root.id}  ${state}  ${hanging(title, 4)} (${counted(services.size, 'service')}, ${counted(alerts, 'alert')})`;
}

function messagesLine(messages: readonly MessageTold[]): string {
  const sum = (of: (message: MessageTold) => number): number =>
    messages.reduce((all, message) => all + of(message), 0);
  const channel = sum(({ toChannel }) => toChannel);
  const replies = `${counted(
    sum((one) => one.replies),
    'reply',
    'replies',
  )}${channel === 0 ? '' : ` (${channel} also to the channel)`}`;
  return `${messages.length} posted, ${counted(
    sum((one) => one.updates),
    'update',
  )}, ${replies}`;
}

function messageLine({ at, receiver, last }: MessageTold): string {
  return `  ${when(at)}  ${receiver}  ${hanging(messageText(last), 4)}`;
}

function listed<T>(all: readonly T[], lines: (one: T) => readonly string[]): readonly string[] {
  const more = all.length - mostListed;
  return [
    ...all.slice(0, mostListed).flatMap(lines),
    ...(more > 0 ? [`  and ${more} more; --json tells all`] : []),
  ];
}
