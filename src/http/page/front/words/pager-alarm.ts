import type { PagerView } from '../../../../observe/lanes/pager-view.ts';
import type { Overview } from '../../../../observe/overview.ts';
import { plural } from './figures.ts';
import { shortId } from './lane-words.ts';
import { time } from './moments.ts';

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
export function pagerAlarm({
  pager,
  open,
}: {
  readonly pager: PagerView;
  readonly open: readonly { readonly page: Pick<Overview['open'][number]['page'], 'state'> }[];
}): PagerAlarm | null {
  const { configured, unreachable } = pager;
  if (configured === 0) {
    const missed = open.filter((incident) => incident.page.state === 'wanted').length;
    return { urgent: missed > 0, words: 'Nobody can be paged', lines: [noPager(missed)], todo: noPagerTodo };
  }
  if (unreachable.length === 0) return null;
  const all = unreachable.length === configured;
  const todos = new Set(unreachable.map(todoOf));
  return {
    urgent: true,
    words: all ? 'Nobody can be paged' : 'Not everybody can be paged',
    lines: unreachable.map((one) => unreachableLine(one, configured)),
    todo: ['Call whoever is on call yourself.', ...todos].join(' '),
  };
}

type Unreachable = PagerView['unreachable'][number];

function noPager(missed: number): string {
  const said = 'No pager is configured.';
  return missed === 0 ? said : `${said} ${plural(missed, 'open incident')} would have woken somebody.`;
}

const noPagerTodo = 'Set PAGERDUTY_ROUTING_KEY and restart the relay, or watch Slack at all times.';

function todoOf({ why, name }: Unreachable): string {
  if (why !== 'blocked') return todoWords[why];
  const key = name === null ? 'put the right key into PAGERDUTY_ROUTING_KEY' : `give ${name} the right key`;
  return `Then ${key}, restart the relay, and send a test alert (stormrelay drill).`;
}

const todoWords: Readonly<Record<Exclude<Unreachable['why'], 'blocked'>, string>> = {
  failing: 'Then see whether PagerDuty has trouble, and whether this machine reaches it.',
  limited: 'Something uses up what PagerDuty allows.',
  late: 'Then see the log of the relay.',
};

const whyWords: Readonly<Record<Unreachable['why'], string>> = {
  blocked: 'is blocked',
  failing: 'cannot be reached',
  limited: 'lets nothing through',
  late: 'is late',
};

/** By the name that people know; where there is one pager only, nobody asks which. */
function pagerName({ receiver, name }: Unreachable, configured: number): string {
  if (name !== null) return `PagerDuty of ${name}`;
  return configured === 1 ? 'PagerDuty' : `PagerDuty ${shortId({ receiver })}`;
}

function unreachableLine(one: Unreachable, configured: number): string {
  const { why, reason, since, retryAt, pending } = one;
  const what = `${pagerName(one, configured)} ${whyWords[why]}`;
  const from = since === null ? '' : ` since ${time(since)}`;
  const because = reason === null ? '.' : `: ${unstopped(reason)}.`;
  const waits = pending === 0 ? '' : ` ${plural(pending, 'page')} ${pending === 1 ? 'waits' : 'wait'}.`;
  // What is blocked is so until somebody acts.
  const next = retryAt === null || why === 'blocked' ? '' : ` The next try is at ${time(retryAt)}.`;
  return `${what}${from}${because}${waits}${next}`;
}

/** Vendors end what they say with a full stop, or do not. */
function unstopped(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
