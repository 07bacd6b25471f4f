import type { BrainState } from '../../correlate/state/brain-state.ts';
import { glancesAt } from '../../correlate/state/rest/resting-rows.ts';
import type { Glance } from '../../correlate/state/rest/sleeper.ts';
import { sentryIdOf } from '../../domain/issue.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { startOf, type Incident } from '../../domain/incident.ts';
import { severityRank } from '../../domain/severity.ts';
import type { ContextQuestion } from '../../seams/sentry-desk.ts';

/** When an incident was last asked about, virtual ms. */
type LastAsked = ReadonlyMap<string, number>;

/** What to ask next. */
interface NextQuestion {
  readonly incident: string;
  readonly question: ContextQuestion;
}

const second = 1_000;
const minute = 60 * second;

/** Sentry counts an event some seconds after its webhook, and the first message is not to wait for it. */
const firstAfterMs = 5 * second;
/** How often an incident is asked about while it is so old: its figures move less and less. */
const cadence: readonly (readonly [olderThanMs: number, everyMs: number])[] = [
  [120 * minute, 30 * minute],
  [10 * minute, 5 * minute],
  [0, minute],
];
/** The worst so many are followed; in a flood the rest have what their webhooks told. */
const mostFollowed = 50;
const mostIssues = 100;
const mostEnvironments = 5;

/** The worst incident whose turn it is at `now`, virtual ms; null: nobody's turn has come. */
export function nextQuestion(
  state: BrainState,
  { org, asked, now }: { readonly org: string; readonly asked: LastAsked; readonly now: number },
): NextQuestion | null {
  const open = [...glancesAt(state.incidents)].filter(isFollowed).sort(byWeight).slice(0, mostFollowed);
  for (const seen of open) {
    if (now < dueAt(seen, asked.get(seen.id))) continue;
    const incident = state.incidents.get(seen.id);
    const question = incident === undefined ? null : questionOf(state, org, incident);
    if (question !== null) return { incident: seen.id, question };
  }
  return null;
}

function isFollowed({ kind, parent, status, environmentClass }: Glance): boolean {
  return kind === 'alerts' && parent === null && status !== 'resolved' && drillOf(environmentClass) === null;
}

/** Storms, what woke somebody, the more severe, the louder, the older. */
function byWeight(a: Glance, b: Glance): number {
  return weightOf(b) - weightOf(a) || b.events - a.events || a.openedAt - b.openedAt;
}

function weightOf({ storm, page, severity }: Glance): number {
  return (storm === null ? 0 : 100) + (page === null ? 0 : 10) + severityRank(severity);
}

function dueAt({ openedAt }: Glance, last: number | undefined): number {
  if (last === undefined) return openedAt + firstAfterMs;
  const age = last - openedAt;
  const [, everyMs] = cadence.find(([olderThan]) => age >= olderThan) ?? [0, minute];
  return last + everyMs;
}

function questionOf(state: BrainState, org: string, root: Incident): ContextQuestion | null {
  const members = [root, ...state.kin.of(root.id).firm];
  const ids = members
    .flatMap(({ issues }) => issues)
    .map((key) => sentryIdOf(org, key))
    .filter((id) => id !== null);
  const [lead, ...others] = [...new Set(ids)].slice(0, mostIssues);
  if (lead === undefined) return null;
  return {
    issues: [lead, ...others],
    since: Math.min(...members.map(startOf)) - beforeMs,
    environments: root.environments.slice(0, mostEnvironments),
    rule: root.sample.rule,
  };
}

/** The first event happened before its webhook came. */
const beforeMs = minute;
