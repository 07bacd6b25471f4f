import type { DrillReport } from '../domain/drill-report.ts';
import type { Diagnosis } from './diagnosis.ts';
import { failed, passed, waiting, type HopVerdict } from './hop-verdict.ts';
import { sinceSent } from './judge-calls.ts';
import type { Observed } from './observed.ts';
import { timeOf } from './time-of-day.ts';

/** Whether the relay took every announced alert out of its inbox. */
export function judgeBrain(seen: Observed): HopVerdict {
  const { report } = seen;
  if (report !== null && areCounted(report)) {
    const note = report.alerts.allowed === 1 ? null : `${report.alerts.taken} alerts`;
    return passed('brain', { ms: sinceSent(seen, 'brain'), note });
  }
  const counted = report === null ? 'none' : `${report.alerts.taken} of ${report.alerts.allowed}`;
  return waiting('brain', {
    cause: `The alerts were accepted, but counted were ${counted}: the relay does not work its inbox off.`,
    advice: "Look at the relay's /readyz and log: its brain is behind, or stopped at an error.",
    passes: true,
  });
}

/** Whether a burst with one cause became one incident. */
export function judgeStorm(seen: Observed): HopVerdict {
  const roots = seen.report?.incidents ?? [];
  const [root] = roots;
  if (seen.report !== null && isOneStorm(seen.report) && root !== undefined)
    return passed('storm', {
      ms: sinceSent(seen, 'storm'),
      note: `${root.id}: ${root.storm ?? ''}, ${root.children} others folded in`,
    });
  return waiting('storm', {
    cause:
      roots.length > 1
        ? `Alerts with one cause stayed ${roots.length} incidents instead of one.`
        : 'The alerts were not recognised as a storm.',
    advice:
      "Look at the relay's storm thresholds: the drill sends 12 issues of 6 services that name one host.",
    passes: false,
  });
}

/** Whether what a receiver of the drill shows can be judged: while a storm forms, it may still fold. */
export function isSettled(report: DrillReport): boolean {
  return areCounted(report) && (report.scenario === 'single' || isOneStorm(report));
}

/** Whether all announced alerts were counted. */
export function areCounted({ alerts }: DrillReport): boolean {
  return alerts.taken >= alerts.allowed;
}

function isOneStorm({ incidents }: DrillReport): boolean {
  const [root] = incidents;
  return root !== undefined && incidents.length === 1 && root.storm !== null && root.children >= 1;
}

const notAsked: Diagnosis = {
  cause: "The relay did not say how Sentry's own deliveries fare.",
  advice: "Look at the relay's log.",
  passes: true,
};

/** Whether Sentry's own deliveries get through: a rotated secret shows nowhere else. */
export function judgeSentry(seen: Observed): HopVerdict {
  const { report } = seen;
  if (report === null) return waiting('sentry', notAsked);
  const { refusedSince, firstRefusedAt, lastAt, lastSecret } = report.sentry;
  if (refusedSince > 0) {
    const since = firstRefusedAt === null ? '' : ` since ${timeOf(firstRefusedAt, report.now)}`;
    const deliveries = refusedSince === 1 ? 'Sentry delivery' : 'Sentry deliveries';
    return failed('sentry', {
      cause: `${refusedSince} ${deliveries} refused${since}: the integration's secret changed.`,
      advice:
        "Put the integration's Client Secret first in SENTRY_SIGNING_SECRETS on the relay, restart it, and let Sentry send a test notification: one good delivery clears this. If nobody changed the secret, somebody else knocked: stormrelay quarantine lists what was refused.",
      passes: false,
    });
  }
  if (lastAt === null) return passed('sentry', { note: 'no delivery of Sentry itself is known yet' });
  const secret = lastSecret === null ? '' : `, signed with ${lastSecret}`;
  return passed('sentry', { note: `newest delivery ${timeOf(lastAt, report.now)}${secret}` });
}
