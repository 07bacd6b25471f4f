import { nameOnly, withoutAddresses } from '../../../domain/text/personal.ts';
import { noContext, type SentryContext, type SuspectCommit } from '../../../domain/sentry-context.ts';
import type { ContextQuestion, SentryDesk } from '../../../seams/sentry-desk.ts';
import { SentryClient, type CallAnswer, type SentryClientOptions } from './client.ts';
import { createFiredAlerts } from './fired-alerts.ts';
import { Runbooks } from './runbooks.ts';
import { createStandings } from './standings.ts';
import { unanswered } from './unanswered.ts';
import {
  anything,
  committers,
  issueList,
  latestEvent,
  teamList,
  wholeIssue,
  type ListedIssue,
} from './wire.ts';

/** What does not change of an issue: its beginning, and whom Sentry blames. */
type Origin = Pick<SentryContext, 'firstRelease' | 'commit'>;

const originsKept = 500;
const mostOwners = 3;
const mostIssues = 100;

/** Asks Sentry's Web API with the integration's token: `event:read` for counts, more for more (docs/setup.md). */
export function createSentryDesk(options: SentryClientOptions): SentryDesk {
  const client = new SentryClient(options);
  const { clock } = options;
  const runbooks = new Runbooks(client, clock);
  const origins = new Map<string, Origin>();
  const teams = new Teams(client);
  const organization = new Organization(client);
  return {
    context: async (question) => {
      const listed = await listIssues(client, question, clock.now());
      if (listed.kind !== 'told') return unanswered(listed, 'event:read');
      const [lead] = question.issues;
      const own = listed.value.find(({ id }) => id === lead);
      const origin = own === undefined ? noContext : await originOf(client, origins, own);
      const value = {
        ...countsOf(listed.value),
        firstSeenAt: own?.lifetime?.firstSeen ?? own?.firstSeen ?? null,
        lastSeenAt: own?.lastSeen ?? null,
        firstRelease: origin.firstRelease,
        commit: origin.commit,
        owners: own === undefined ? [] : await teams.named(own),
        runbook: question.rule === null ? null : await runbooks.of(question.rule),
      };
      return { kind: 'told', value };
    },
    ...createStandings(client),
    ...createFiredAlerts(client),
    resolve: async (issue) => {
      const path = ['organizations', client.org, 'issues', issue];
      const change = { status: 'resolved' };
      const done = await client.call({ route: 'resolve', path, change, shape: anything });
      if (done.kind === 'told') return { kind: 'told', value: null };
      if (done.kind !== 'absent') return unanswered(done, 'event:write');
      // What is gone needs no resolving; but an organization that Sentry does not know has nothing that could be gone.
      const there = await organization.isThere();
      return there.kind === 'told' || there.kind === 'forbidden'
        ? { kind: 'told', value: null }
        : unanswered(there, 'event:read');
    },
  };
}

/** `issue.id:[…]` is how Sentry's own pages ask for some issues at once; `start` and `end` bound what is counted. */
function listIssues(
  client: SentryClient,
  { issues, since, environments }: ContextQuestion,
  now: number,
): Promise<CallAnswer<readonly ListedIssue[]>> {
  const ids = issues.slice(0, mostIssues).join(',');
  return client.call({
    route: 'issues',
    path: ['organizations', client.org, 'issues'],
    query: [
      ['query', `issue.id:[${ids}]`],
      ['start', new Date(since).toISOString()],
      ['end', new Date(Math.max(now, since + 1_000)).toISOString()],
      ['limit', String(mostIssues)],
      ['project', '-1'],
      ['expand', 'owners'],
      ...environments.map((name): [string, string] => ['environment', name]),
    ],
    shape: issueList,
  });
}

/** Users of two issues may be the same people, so the largest figure is all that is certain. */
function countsOf(issues: readonly ListedIssue[]): Pick<SentryContext, 'users' | 'events'> {
  const users = issues.map(({ userCount }) => userCount).filter((one) => one != null);
  const events = issues.map(({ count }) => count).filter((one) => one != null);
  return {
    users: users.length === 0 ? null : Math.max(...users),
    events: events.length === 0 ? null : events.reduce((sum, one) => sum + one, 0),
  };
}

/** Asked once an issue: where it began, and which commit is blamed. What Sentry has no answer to now is asked again. */
async function originOf(
  client: SentryClient,
  known: Map<string, Origin>,
  issue: ListedIssue,
): Promise<Origin> {
  const before = known.get(issue.id);
  if (before !== undefined) return before;
  const path = ['organizations', client.org, 'issues', issue.id];
  const whole = await client.call({ route: 'issue', path, shape: wholeIssue });
  const event = await client.call({
    route: 'event',
    path: [...path, 'events', 'latest'],
    shape: latestEvent,
  });
  const blamed = event.kind === 'told' ? await blamedBy(client, issue, event.value.eventID) : null;
  const origin = {
    firstRelease: whole.kind === 'told' ? (whole.value.firstRelease?.version ?? null) : null,
    commit: blamed?.commit ?? null,
  };
  if (whole.kind === 'later' || event.kind === 'later' || blamed?.later === true) return origin;
  if (known.size >= originsKept) known.clear();
  known.set(issue.id, origin);
  return origin;
}

async function blamedBy(
  client: SentryClient,
  { project }: ListedIssue,
  event: string,
): Promise<{ readonly commit: SuspectCommit | null; readonly later: boolean }> {
  if (project == null) return { commit: null, later: false };
  const path = ['projects', client.org, project.slug, 'events', event, 'committers'];
  const answer = await client.call({ route: 'committers', path, shape: committers });
  if (answer.kind !== 'told') return { commit: null, later: answer.kind === 'later' };
  const [first] = answer.value.committers;
  const [commit] = first?.commits ?? [];
  if (commit === undefined) return { commit: null, later: false };
  const [title = ''] = (commit.message ?? '').split('\n');
  const said = {
    id: commit.id.slice(0, 8),
    title: withoutAddresses(title).slice(0, 160),
    by: nameOnly(first?.author?.name ?? null),
  };
  return { commit: said, later: false };
}

/** Names of teams, read once: owners are told as numbers. People are not named so: that would need their list. */
class Teams {
  private readonly client: SentryClient;
  private names: ReadonlyMap<string, string> | null = null;

  constructor(client: SentryClient) {
    this.client = client;
  }

  async named({ owners }: ListedIssue): Promise<readonly string[]> {
    const ids = (owners ?? []).flatMap(({ owner }) => /^team:(\d{1,20})$/.exec(owner)?.[1] ?? []);
    if (ids.length === 0) return [];
    this.names ??= await this.read();
    const named = ids.map((id) => this.names?.get(id) ?? null).filter((name) => name !== null);
    return [...new Set(named)].slice(0, mostOwners);
  }

  private async read(): Promise<ReadonlyMap<string, string> | null> {
    const path = ['organizations', this.client.org, 'teams'];
    const answer = await this.client.call({ route: 'teams', path, shape: teamList });
    if (answer.kind === 'later') return null;
    return new Map(answer.kind === 'told' ? answer.value.map(({ id, slug }) => [id, slug]) : []);
  }
}

/** Whether Sentry knows the organization that the operator named. */
class Organization {
  private readonly client: SentryClient;
  private known: CallAnswer<unknown> | null = null;

  constructor(client: SentryClient) {
    this.client = client;
  }

  /** Asked once it is known to be there; before that, again. */
  async isThere(): Promise<CallAnswer<unknown>> {
    if (this.known !== null) return this.known;
    const path = ['organizations', this.client.org, 'issues'];
    const query = [['limit', '1']] as const;
    const answer = await this.client.call({ route: 'issues', path, query, shape: anything });
    if (answer.kind === 'told') this.known = answer;
    return answer;
  }
}
