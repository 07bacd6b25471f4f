import type { IssueStanding, SentryDesk } from '../../../seams/sentry-desk.ts';
import type { CallAnswer, SentryClient } from './client.ts';
import { unanswered } from './unanswered.ts';
import { anything, standingList, type ListedStanding } from './wire.ts';

/** Issues a page: the most that Sentry gives. */
const pageSize = 100;
/** What an entry of the inbox may weigh of an event; a heavier one is told without it. */
const mostEvent = 1024 * 1024;

/** How issues stand in Sentry, for whoever may not have heard of it. */
export function createStandings(
  client: SentryClient,
): Pick<SentryDesk, 'changes' | 'standings' | 'reconstruct'> {
  return {
    changes: async ({ since, until, cursor }) => {
      const page = cursor === null ? [] : [['cursor', cursor] as const];
      const query = [['query', 'is:unresolved'], ['sort', 'date'], ...page] as const;
      const listed = await listStandings(client, query, since, until);
      if (listed.kind !== 'told') return unanswered(listed, 'event:read');
      return {
        kind: 'told',
        value: { items: standingsIn(listed.value, client.now(), since), next: listed.next },
      };
    },
    standings: async (issues, since) => {
      const query = [['query', `issue.id:[${issues.slice(0, pageSize).join(',')}]`]] as const;
      const listed = await listStandings(client, query, since, null);
      if (listed.kind !== 'told') return unanswered(listed, 'event:read');
      return { kind: 'told', value: standingsIn(listed.value, client.now(), since) };
    },
    reconstruct: async ({ id, status, said, asOf, countedSince }) => {
      const event = status === 'firing' ? await newestEvent(client, id) : null;
      if (event?.kind === 'later') return event;
      const isHad = event?.kind === 'told' && JSON.stringify(event.value).length <= mostEvent;
      const read = { issue: said, event: isHad ? event.value : null };
      const parts = { org: client.org, asOf, since: countedSince, ...read };
      return { kind: 'told', value: JSON.stringify(parts) };
    },
  };
}

function newestEvent(client: SentryClient, issue: string): Promise<CallAnswer<unknown>> {
  const path = ['organizations', client.org, 'issues', issue, 'events', 'latest'];
  return client.call({ route: 'event', path, shape: anything, urgent: true });
}

type Listed = CallAnswer<readonly { readonly said: unknown; readonly read: ListedStanding | null }[]>;

/** `start` and `end` bound where an issue has to have had events; without an end the time of now is one. */
function listStandings(
  client: SentryClient,
  query: readonly (readonly [string, string])[],
  since: number,
  until: number | null,
): Promise<Listed> {
  const end = until ?? client.now();
  return client.call({
    route: 'issues',
    path: ['organizations', client.org, 'issues'],
    query: [
      ...query,
      ['start', new Date(since).toISOString()],
      ['end', new Date(Math.max(end, since + 1_000)).toISOString()],
      ['limit', String(pageSize)],
      ['project', '-1'],
      ['expand', 'inbox'],
    ],
    shape: standingList,
    urgent: true,
  });
}

type Told = Extract<Listed, { kind: 'told' }>['value'];

/** What is odd is left out: nothing is made of what cannot be read. */
function standingsIn(listed: Told, asOf: number, countedSince: number): readonly IssueStanding[] {
  return listed.flatMap(({ said, read }) => {
    const status = read === null ? null : statusOf(read.status ?? '');
    if (read === null || status === null) return [];
    return [
      {
        id: read.id,
        status,
        category: (read.issueCategory ?? 'error').toLowerCase(),
        level: read.level ?? 'error',
        firstSeenAt: read.lifetime?.firstSeen ?? read.firstSeen ?? null,
        lastSeenAt: read.lifetime?.lastSeen ?? read.lastSeen ?? null,
        turnedAt: turnedAtOf(read),
        asOf,
        countedSince,
        said,
      },
    ];
  });
}

/** Reasons for which an issue is for review: new, unarchived, regressed, escalating (src/sentry/models/groupinbox.py). */
const turns: ReadonlySet<number> = new Set([0, 1, 2, 5]);

function turnedAtOf({ inbox }: ListedStanding): number | null {
  return inbox != null && turns.has(inbox.reason) ? (inbox.date_added ?? null) : null;
}

function statusOf(status: string): IssueStanding['status'] | null {
  switch (status) {
    case 'unresolved':
      return 'firing';
    case 'resolved':
      return 'resolved';
    case 'ignored':
      return 'archived';
    default:
      return null;
  }
}
