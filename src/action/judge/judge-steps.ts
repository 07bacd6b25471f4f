import { reportVersion, type DrillStep, type ReceiverProbe } from '../../domain/drill/drill-report.ts';
import { troubleOf, type Diagnosis, type Trouble } from '../../domain/sending/trouble.ts';
import { expectedOf, type CheckSettings, type Provider } from './check-settings.ts';
import { hop, type Finding, type HopVerdict, type Met } from './hop-verdict.ts';
import { doneAfter, stepOf, type Observed } from './observed.ts';

/** A hop behind the door: what it came to, the relay says; what is expected, and when it was seen, the check. */
export function judgeBehindDoor(
  name: DrillStep['step'] | 'receivers',
  seen: Observed,
  settings: CheckSettings,
): HopVerdict {
  const { report } = seen;
  if (report !== null && report.version < reportVersion)
    return name === 'brain'
      ? hop(name, 'failed', { trouble: outdated(report.version, settings.relay) })
      : hop(name, 'unknown', { note: 'an older relay does not say' });
  if (name === 'receivers') return judgeReceivers(seen, settings);
  const isProvider = name === 'slack' || name === 'page';
  return (isProvider ? judgeExpectation(name, seen, settings) : null) ?? judgeStep(name, seen);
}

/** Older relays say how far a drill got, and not what that comes to. */
function outdated(version: number, relay: string): Diagnosis {
  return {
    cause: `The relay at ${relay} is of an older version than this check: its reports have version ${version}, and ${reportVersion} is needed.`,
    advice: 'Update the relay to the version of this check, or use the check of its version.',
    passes: false,
  };
}

/** What a hop behind the door lacks as long as the relay says nothing of it. */
const notSaid: Diagnosis = {
  cause: 'The relay did not say how far the drill got.',
  advice: "Look at the relay's log.",
  passes: true,
};

function judgeStep(name: DrillStep['step'], seen: Observed): HopVerdict {
  const step = stepOf(seen, name);
  if (step === undefined) return hop(name, 'waiting', { trouble: notSaid });
  const { state, done, note, taken } = step;
  const trouble = located(name, step.trouble, seen);
  if (state === 'failed') return hop(name, 'failed', { trouble: trouble ?? notSaid });
  if (state === 'waiting') return hop(name, 'waiting', { trouble });
  const seenMs = name === 'sentry' ? null : doneAfter(seen, name, seen.alerts[0]?.at);
  const ms = taken === null ? seenMs : Math.round(taken.acceptedMs);
  return hop(name, state, { ms, how: taken?.how ?? null, note, done });
}

/** A trouble with where it was met: at the receiver that says the same. */
function located(name: DrillStep['step'], trouble: Trouble | null, { report }: Observed): Finding | null {
  if (trouble === null || !(name === 'slack' || name === 'page')) return trouble;
  const same = report?.hops.find((one) => one.hop === name && one.trouble?.cause === trouble.cause);
  return metAt(name, trouble, { receiver: same?.receiver ?? null });
}

function metAt(
  at: Provider,
  trouble: Trouble,
  where: Partial<Pick<Met, 'receiver' | 'isReal'>> = {},
): Finding {
  return { ...trouble, met: [{ code: trouble.code, at, receiver: null, isReal: false, ...where }] };
}

/** What is known of a provider before any alert is sent; null when the relay has to say it. */
function judgeExpectation(kind: Provider, { ticket }: Observed, settings: CheckSettings): HopVerdict | null {
  if (ticket === null) return null;
  const isProvable = ticket.provable.includes(kind);
  if (expectedOf(settings, ticket).includes(kind))
    return isProvable ? null : hop(kind, 'failed', { trouble: metAt(kind, lacking[kind].drill) });
  const unasked = isProvable ? 'not expected' : 'not expected, and this relay cannot prove it';
  return hop(kind, 'skipped', { note: settings.expect === null ? lacking[kind].note : unasked });
}

/** What a relay lacks that has no receiver for drills, or none for real alerts. */
const lacking = {
  slack: {
    note: 'not proven: this relay has no Slack channel',
    drill: troubleOf(
      'no-drill-channel',
      'A Slack message was expected, but this relay posts to no Slack channel.',
    ),
    real: troubleOf(
      'no-real-channel',
      'The relay has no Slack channel for real alerts: only its drills reach Slack.',
    ),
  },
  page: {
    note: 'not proven: this relay has no PAGERDUTY_TEST_ROUTING_KEY',
    drill: troubleOf(
      'no-drill-key',
      'A page was expected, but this relay has no test receiver, and a drill pages nobody who is really on call.',
    ),
    real: troubleOf(
      'no-real-key',
      'The relay has no PagerDuty service for real alerts: only its drills page, and a real outage wakes nobody.',
    ),
  },
} as const;

/** Whether the receivers of real alerts would take one. Those of a kind that is not expected only warn. */
function judgeReceivers(seen: Observed, settings: CheckSettings): HopVerdict {
  const probes = seen.report?.receivers;
  if (probes === undefined) return hop('receivers', 'waiting', { trouble: notSaid });
  const counts = ({ kind }: ReceiverProbe): boolean => settings.expect?.includes(shownAt[kind]) ?? true;
  const broken = probes.filter(({ state }) => state === 'failed');
  const brokenHere = broken.filter(counts);
  if (brokenHere.length > 0) return hop('receivers', 'failed', { trouble: allOf(wouldNotTake, brokenHere) });
  const nobody = expectedOf(settings, seen.ticket).find(
    (expected) => !probes.some(({ kind }) => shownAt[kind] === expected),
  );
  // A drill that reaches its own receiver says nothing of an alert that has none.
  if (nobody !== undefined)
    return hop('receivers', 'failed', { trouble: metAt(nobody, lacking[nobody].real, { isReal: true }) });
  const open = probes.filter(({ state }) => state === 'unknown' || state === 'asking');
  const openHere = open.filter(counts);
  if (openHere.length > 0) return hop('receivers', 'waiting', { trouble: allOf(unproven, openHere) });
  // The answer is on its way; if it never comes, that fails nothing that is expected.
  if (open.some(({ state }) => state === 'asking')) return hop('receivers', 'waiting');
  const ms = doneAfter(seen, 'receivers', seen.alerts[0]?.at);
  if (broken.length > 0) return hop('receivers', 'warned', { ms, trouble: allOf(wouldNotTake, broken) });
  return hop('receivers', 'ok', { ms, note: provenOf(probes) });
}

const shownAt: Readonly<Record<ReceiverProbe['kind'], Provider>> = { chat: 'slack', pager: 'page' };

function provenOf(probes: readonly ReceiverProbe[]): string {
  if (probes.length === 0) return 'no receiver of real alerts is configured';
  const isProven = ({ state, proven }: ReceiverProbe): boolean => state === 'ok' && proven;
  return [
    ...probes.filter(isProven).map(({ receiver }) => receiver),
    ...probes.filter((probe) => !isProven(probe)).map((probe) => `not proven: ${sentence(probe)}`),
  ].join(', ');
}

function sentence({ receiver, detail }: ReceiverProbe): string {
  return `${receiver}: ${detail}`;
}

/** The troubles of several receivers as one; it passes by itself only if each of them does. */
function allOf(what: string, probes: readonly ReceiverProbe[]): Finding {
  const troubles = probes.map(({ trouble, detail }) => trouble ?? troubleOf('unreachable', detail));
  const met = probes.map(({ kind, receiver }, index) => ({
    code: troubles[index]?.code ?? 'unknown',
    at: shownAt[kind],
    receiver,
    isReal: true,
  }));
  return {
    cause: `${what}: ${probes.map(sentence).join('; ')}`,
    advice: [...new Set(troubles.map(({ advice }) => advice))].join(' '),
    passes: troubles.every(({ passes }) => passes),
    met,
  };
}

const wouldNotTake = 'A receiver of real alerts would not take one';
const unproven = 'That the receivers of real alerts would take one could not be proven';
