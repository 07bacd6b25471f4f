import type { Decision } from '../../domain/decision.ts';
import { unpagedClause } from '../../domain/decision/paging-words.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import { peakOf, sumOfHistories, type EventHistory } from '../../domain/event-history.ts';
import { isGuest, nameOf, startOf, type Incident, type Taking } from '../../domain/incident.ts';
import { firstTaking, pagesTaken } from '../../domain/routing/pages-taken.ts';
import { isUnreceived, pageReached } from '../../domain/sending/page-reached.ts';
import { between, counted, duration } from '../../domain/text/figures.ts';
import { escaped, table } from '../../domain/text/markdown.ts';
import type { Story } from './story.ts';
import { momentOf } from './times.ts';

/** What is not known is not left out: somebody has to find it out. */
const unknown = 'unknown';

/** Services that the table names. */
const mostNamed = 12;

/** The story's facts, as a table of Markdown. */
export function summaryTable(story: Story): string {
  const began = beganAt(story);
  const { resolution } = story.root;
  return table(
    ['', ''],
    [
      ['Began', `${momentOf(began)}: the first alert`],
      ['Detected', detected(story, began)],
      ['Paged', paged(story, began)],
      ['Acknowledged by', acknowledged(story, began)],
      ['Resolved', resolved(story)],
      ...stillArriving(story),
      ['Duration', resolution === null ? 'it goes on' : duration(between(began, resolution.at))],
      ['Users', users(story)],
      ['Events', events(story)],
      ['Services', services(story)],
      [
        'Environments',
        escaped((story.message?.where.environments ?? story.root.environments).join(', ')) || unknown,
      ],
      ['Cause', cause(story.root)],
    ].map(([name = '', value = '']) => [`**${name}**`, value]),
  );
}

/** When the oldest of its firm members began, virtual ms. */
export function beganAt({ root, children }: Pick<Story, 'root' | 'children'>): number {
  const firm = children.filter((child) => !isGuest(child));
  return Math.min(startOf(root), ...firm.map(startOf));
}

/** Events by minutes of all that belongs to it; null where an older relay has not counted so. */
export function historyOf({ root, children }: Pick<Story, 'root' | 'children'>): EventHistory | null {
  return sumOfHistories([root, ...children].flatMap((one) => one.history ?? []));
}

function detected({ root: { storm } }: Story, began: number): string {
  if (storm === null) return 'with the first alert';
  const how = storm.cause.kind === 'merged' ? 'as one trouble, by a person' : 'as a storm';
  return `${momentOf(storm.since)}, ${how}: ${duration(between(began, storm.since))} after it began`;
}

function isPaged({ code }: Decision): boolean {
  return code === 'paged' || code === 'receiver-paged';
}

/** When a receiver took its first page, and why it was sent; else why there is none. */
function paged({ root, items }: Story, began: number): string {
  const taken = items.find(
    ({ item: { decision } }) => decision.code === 'delivery-accepted' && decision.what === 'page',
  );
  const wanted = items.find(({ item: { decision } }) => isPaged(decision))?.item;
  if (taken !== undefined) {
    const why = wanted === undefined ? '' : `. ${escaped(sentenceOf(wanted.decision))}`;
    return `${momentOf(taken.item.at)}, ${duration(between(began, taken.item.at))} after it began${why}`;
  }
  if (root.page?.joined != null) return `together with others: ${escaped(root.page.joined)}`;
  if (wanted !== undefined) return `${whyNotTaken(root)}; wanted since ${momentOf(wanted.at)}`;
  return root.unpaged === null
    ? 'no: no condition for paging was met'
    : `no: ${escaped(unpagedClause(root.unpaged.reason))}`;
}

/** What is known of a page that no receiver is known to have taken. */
function whyNotTaken(root: Incident): string {
  const newest = root.page?.generations.length ?? 0;
  const reached = pageReached(root, newest, () => null);
  if (reached === null || !isUnreceived(reached)) return `that a receiver took it is ${unknown}`;
  const said = 'said' in reached && reached.said !== null ? `: ${escaped(reached.said)}` : '';
  return `${root.status === 'open' ? 'nobody yet, no receiver has taken it' : 'nobody, no receiver took it'}${said}`;
}

/** Who took which page, and when: of one that was overtaken by a newer one, too. */
function acknowledged({ root }: Story, began: number): string {
  const pages = pagesTaken(root);
  if (pages.length < 2 || pages.every(({ taken }) => taken === null)) return takenNow(root, began);
  const named = pages.map(({ receiver, generation, taken }) => {
    const which = `page ${generation}${receiver === null ? '' : ` to ${escaped(receiver)}`}`;
    return `${which}: ${taken === null ? 'nobody' : takingWords(taken, began)}`;
  });
  return named.join('; ');
}

function takenNow(root: Incident, began: number): string {
  const { acknowledgedAt, acknowledgedBy, alsoAcknowledged = [] } = root;
  const first = acknowledgedAt === null ? firstTaking(root) : { by: acknowledgedBy, at: acknowledgedAt };
  if (first === null) return 'nobody';
  const also = alsoAcknowledged.map(({ by, at }) => `, also ${escaped(by)} ${momentOf(at)}`).join('');
  return `${takingWords(first, began)}${also}`;
}

function takingWords({ by, at }: Taking, began: number): string {
  return `${by === null ? unknown : escaped(by)}, ${momentOf(at)}: ${duration(between(began, at))} after it began`;
}

function resolved({ root: { resolution } }: Story): string {
  if (resolution === null) return 'not yet';
  return `${momentOf(resolution.at)}: ${escaped(sentenceOf(resolution.reason))}`;
}

/** What came after the end tells whether it was one. */
function stillArriving({ root, children }: Story): readonly (readonly [string, string])[] {
  const { resolution } = root;
  const firm = [root, ...children.filter((child) => !isGuest(child))];
  const came = firm.reduce((sum, one) => sum + one.stillArriving, 0);
  if (resolution === null || came === 0) return [];
  const last = Math.max(...firm.flatMap(({ services: of }) => of.map(({ lastAt }) => lastAt)));
  const until = last > resolution.at ? `, the last ${duration(between(resolution.at, last))} after it` : '';
  return [['After the end', `${counted(came, 'alert')} more came${until}`]];
}

function users({ message, items }: Story): string {
  const summed = items.map(({ item }) => item.decision).find(({ code }) => code === 'summed-up');
  const known = message?.users ?? (summed?.code === 'summed-up' ? summed.users : null);
  return known === null || known === 0 ? unknown : `at least ${counted(known, 'user')}`;
}

function events(story: Story): string {
  const { root, children } = story;
  const all = [root, ...children].reduce((sum, one) => sum + one.events, 0);
  const history = historyOf(story);
  const last = Math.max(...[root, ...children].map(({ lastAlertAt }) => lastAlertAt));
  const peak = history === null ? null : peakOf(history, all, last - beganAt(story));
  const most = peak === null ? '' : `, at least ${counted(peak, 'event')} in the loudest minute`;
  return all === 0 ? unknown : `${counted(all, 'event')}${most}`;
}

/** Names, the first to fail in front. */
function services({ root, children, moreChildren }: Story): string {
  const firm = [root, ...children.filter((child) => !isGuest(child))].flatMap((one) => one.services);
  const names = [...new Set([...firm].sort((a, b) => a.firstAt - b.firstAt).map(({ name }) => name))];
  if (names.length === 0) return unknown;
  const more = names.length - mostNamed;
  const named = names.slice(0, mostNamed).map(escaped).join(', ');
  const rest = more > 0 || moreChildren > 0 ? ` and ${Math.max(0, more) + moreChildren} more` : '';
  return `${names.length + moreChildren}, first to fail first: ${named}${rest}`;
}

/** What the errors say; why that happened nobody has told the relay. */
function cause(root: Incident): string {
  const { storm } = root;
  const name = escaped(nameOf(root));
  if (storm === null) return `${unknown}; the error says: ${name}`;
  switch (storm.cause.kind) {
    case 'surge':
      return `${unknown}: ${name}`;
    case 'merged':
      return `${unknown}; said by a person to be one trouble: ${name}`;
    case 'rule':
      return `${name}, by a rule of the operator's`;
    case 'mode':
    case 'dependency':
    case 'host':
    case 'release':
    case 'code':
    case 'template':
    case 'service':
      return `${name}, by what the errors share`;
  }
}
