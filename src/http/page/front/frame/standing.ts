import type { PagerView } from '../../../../observe/lanes/pager-view.ts';
import type { Overview } from '../../../../observe/overview.ts';
import type { Unknown } from '../feed/use-relay.ts';
import { plural } from '../words/figures.ts';
import { laneName } from '../words/lane-words.ts';
import { clockMinute, time } from '../words/moments.ts';

/** `Unknown since 11:44`; null when all is known. */
export function unknownWords(unknown: Unknown | null): string | null {
  return unknown === null ? null : `Unknown since ${clockMinute(unknown.since)}`;
}

/** What is to be said of pagers that cannot be reached. */
export interface PagerAlarm {
  readonly urgent: boolean;
  readonly words: string;
  readonly lines: readonly string[];
  readonly todo: string;
}

/**
 * Null when there is nothing to say. A relay without any pager may be meant that way: that is an alarm only once
 * somebody should be woken.
 */
export function pagerAlarm({ pager, open }: Pick<Overview, 'pager' | 'open'>): PagerAlarm | null {
  const { configured, unreachable } = pager;
  if (configured === 0) {
    const missed = open.filter((incident) => incident.page.state === 'wanted').length;
    return { urgent: missed > 0, words: 'Nobody can be paged', lines: [noPager(missed)], todo: noPagerTodo };
  }
  if (unreachable.length === 0) return null;
  const all = unreachable.length === configured;
  return {
    urgent: true,
    words: all ? 'Nobody can be paged' : 'Not everybody can be paged',
    lines: unreachable.map(unreachableLine),
    todo: [...new Set(unreachable.map(({ why }) => todoWords[why]))].join(' '),
  };
}

type Unreachable = PagerView['unreachable'][number];

function noPager(missed: number): string {
  const said = 'No pager is configured.';
  return missed === 0 ? said : `${said} ${plural(missed, 'open incident')} would have woken somebody.`;
}

const noPagerTodo = 'Set PAGERDUTY_ROUTING_KEY and restart the relay, or watch Slack at all times.';

const todoWords: Readonly<Record<Unreachable['why'], string>> = {
  blocked:
    'Put the right key into PAGERDUTY_ROUTING_KEY and restart, or mend the service in PagerDuty; then prove it with a drill. Until then call whoever is on call yourself.',
  failing:
    'See whether PagerDuty has trouble, and whether this machine reaches it. Until then call whoever is on call yourself.',
  limited: 'Something uses up what PagerDuty allows. Until then call whoever is on call yourself.',
  late: 'See the log of the relay. Until the page is out, call whoever is on call yourself.',
};

const whyWords: Readonly<Record<Unreachable['why'], string>> = {
  blocked: 'is blocked',
  failing: 'cannot be reached',
  limited: 'lets nothing through',
  late: 'is late',
};

function unreachableLine({ receiver, why, reason, since, retryAt, pending }: Unreachable): string {
  const what = `${laneName({ kind: 'pager', receiver })} ${whyWords[why]}`;
  const from = since === null ? '' : ` since ${time(since)}`;
  const because = reason === null ? '.' : `: ${unstopped(reason)}.`;
  const waits = pending === 0 ? '' : ` ${plural(pending, 'page')} ${pending === 1 ? 'waits' : 'wait'}.`;
  return `${what}${from}${because}${waits}${retryAt === null ? '' : ` The next try is at ${time(retryAt)}.`}`;
}

/** Vendors end what they say with a full stop, or do not. */
function unstopped(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
