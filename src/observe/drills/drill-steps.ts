import type { DrillHop, DrillReport, DrillStep, Taken } from '../../domain/drill/drill-report.ts';
import type { LikelyCause } from '../../domain/inbox/quarantine.ts';
import { troubleOf } from '../../domain/sending/trouble.ts';

/** What a drill's steps are judged by. */
export type DrillFacts = Pick<DrillReport, 'now' | 'scenario' | 'alerts' | 'incidents' | 'hops' | 'sentry'>;

const waiting = { state: 'waiting', done: false, note: null, trouble: null, taken: null } as const;
const ok = { state: 'ok', done: true, note: null, trouble: null, taken: null } as const;

/** What the relay makes of what it knows of a drill. Pure. */
export function stepsOf(facts: DrillFacts): readonly DrillStep[] {
  return [
    brainStep(facts),
    ...(facts.scenario === 'storm' ? [stormStep(facts)] : []),
    deliveryStep('slack', facts),
    deliveryStep('page', facts),
    sentryStep(facts),
  ];
}

/** Whether every announced alert was taken out of the inbox. */
function brainStep({ alerts }: DrillFacts): DrillStep {
  if (areCounted(alerts))
    return { ...ok, step: 'brain', note: alerts.allowed === 1 ? null : `${alerts.taken} alerts` };
  const cause = `The alerts were accepted, but ${alerts.taken} of ${alerts.allowed} counted: the relay does not work its inbox off.`;
  return { ...waiting, step: 'brain', trouble: troubleOf('brain-behind', cause) };
}

/** Whether a burst with one cause became one incident. */
function stormStep({ alerts, incidents }: DrillFacts): DrillStep {
  const [root] = incidents;
  if (root !== undefined && isOneStorm(incidents)) {
    const note = `${root.id}: ${root.storm ?? ''}, ${root.children} others folded in`;
    return { ...ok, step: 'storm', note };
  }
  if (!areCounted(alerts)) return { ...waiting, step: 'storm' };
  const trouble =
    incidents.length > 1
      ? troubleOf('storm-split', `Alerts with one cause stayed ${incidents.length} incidents instead of one.`)
      : troubleOf('storm-missed', 'The alerts were not recognised as a storm.');
  return { ...waiting, step: 'storm', trouble };
}

/** Whether the drill's receivers of one kind took it. While a storm forms, what they show may still fold. */
function deliveryStep(step: 'slack' | 'page', facts: DrillFacts): DrillStep {
  const hops = facts.hops.filter(({ hop }) => hop === step);
  const taken = takenBy(hops);
  const broken = hops.find(({ state }) => state === 'failed');
  if (broken !== undefined) {
    const trouble = broken.trouble ?? troubleOf('unknown', `${broken.receiver} refused it.`);
    return { step, state: 'failed', done: true, note: null, trouble, taken };
  }
  const behind = hops.find(({ state }) => state === 'waiting');
  if (hops.length === 0 || behind !== undefined || !isSettled(facts)) {
    const trouble = isSettled(facts) ? (behind?.trouble ?? troubleOf('not-sent', neverSeen[step])) : null;
    return { ...waiting, step, trouble, taken };
  }
  const isConfirmed = taken?.how === 'confirmed';
  const note = hops.find(({ unconfirmed }) => unconfirmed !== null)?.unconfirmed ?? null;
  const done = hops.every(({ state, unconfirmed }) => state === 'confirmed' || unconfirmed !== null);
  return { ...ok, step, done, note: isConfirmed ? null : note, taken };
}

const neverSeen = {
  slack: 'The relay has not posted the drill to Slack, and names no trouble.',
  page: 'The relay has not paged for the drill, and names no trouble.',
} as const;

function takenBy(hops: readonly DrillHop[]): Taken | null {
  const accepted = hops.flatMap(({ acceptedAfterMs }) => acceptedAfterMs ?? []);
  if (accepted.length === 0) return null;
  const how = hops.every(({ state }) => state === 'confirmed') ? 'confirmed' : 'accepted';
  return { how, acceptedMs: Math.max(...accepted) };
}

/** Whether Sentry's own deliveries get through: a rotated secret shows nowhere else. */
function sentryStep({ sentry, now }: DrillFacts): DrillStep {
  const { last, refused } = sentry;
  if (refused.count > 0) {
    const since = refused.firstAt === null ? '' : ` since ${timeOf(refused.firstAt, now)}`;
    const deliveries = refused.count === 1 ? 'Sentry delivery' : 'Sentry deliveries';
    const why = refused.likely === null ? "the integration's secret changed" : refusedWords[refused.likely];
    const cause = `${refused.count} ${deliveries} refused${since}: ${why}.`;
    return { ...ok, step: 'sentry', state: 'failed', trouble: troubleOf('sentry-refused', cause) };
  }
  if (last === null)
    return { ...ok, step: 'sentry', state: 'unknown', note: 'no delivery of Sentry itself is known yet' };
  const note = `newest delivery ${timeOf(last.at, now)}, signed with ${last.verifiedBy}`;
  return { ...ok, step: 'sentry', note };
}

const refusedWords: Readonly<Record<LikelyCause, string>> = {
  'previous-secret': 'signed with a secret that the relay held before',
  're-serialised': 'a proxy on the way writes the body anew, and the signature is over its bytes',
  'other-integration': 'another integration of Sentry sends here',
  'unknown-secret': "the integration's secret changed",
  stranger: "they have not the form of Sentry's",
};

/** A moment as people read it: the time where it was today, with the day where it was not. */
function timeOf(at: number, now: number): string {
  const iso = new Date(at).toISOString();
  const isToday = iso.slice(0, 10) === new Date(now).toISOString().slice(0, 10);
  return `${isToday ? '' : `${iso.slice(0, 10)} `}${iso.slice(11, 16)} UTC`;
}

function areCounted({ taken, allowed }: DrillFacts['alerts']): boolean {
  return taken >= allowed;
}

function isSettled({ alerts, scenario, incidents }: DrillFacts): boolean {
  return areCounted(alerts) && (scenario === 'single' || isOneStorm(incidents));
}

function isOneStorm(incidents: DrillFacts['incidents']): boolean {
  const [root] = incidents;
  return root !== undefined && incidents.length === 1 && root.storm !== null && root.children >= 1;
}
