import type { ReceiverProbe } from '../domain/drill-report.ts';
import type { Diagnosis } from './diagnosis.ts';
import { expectedOf, type Provider } from './expected.ts';
import { failed, passed, waiting, warned, type HopVerdict } from './hop-verdict.ts';
import { sinceSent } from './judge-calls.ts';
import type { Observed } from './observed.ts';
import type { CheckSettings } from './settings.ts';

const kinds: Readonly<Record<ReceiverProbe['kind'], Provider>> = { chat: 'slack', pager: 'page' };

/** Whether the receivers of real alerts would take one. Those of a kind that is not expected only warn. */
export function judgeReceivers(seen: Observed, settings: Pick<CheckSettings, 'expect'>): HopVerdict {
  const probes = seen.report?.receivers ?? null;
  if (probes === null) return waiting('receivers', notAsked);
  const { expect } = settings;
  const counts = (kind: 'chat' | 'pager'): boolean => expect === null || expect.includes(kinds[kind]);
  const broken = probes.filter(({ state }) => state === 'failed');
  const brokenHere = broken.filter(({ kind }) => counts(kind));
  if (brokenHere.length > 0) return failed('receivers', receiverTrouble(brokenHere));
  const nobody = expectedOf(settings, seen.ticket ?? { provable: [] }).find(
    (kind) => !probes.some((probe) => kinds[probe.kind] === kind),
  );
  if (nobody !== undefined) return failed('receivers', noReceiver[nobody]);
  const unknown = probes.filter(
    ({ kind, state }) => (state === 'unknown' || state === 'asking') && counts(kind),
  );
  if (unknown.length > 0) return waiting('receivers', unproven(unknown));
  // The answer is on its way; if it never comes, that fails nothing that is expected.
  if (probes.some(({ state }) => state === 'asking')) return waiting('receivers', null);
  const ms = sinceSent(seen, 'receivers');
  if (broken.length > 0) return warned('receivers', receiverTrouble(broken), { ms });
  return passed('receivers', { ms, note: provenOf(probes) });
}

function provenOf(probes: readonly ReceiverProbe[]): string {
  if (probes.length === 0) return 'no receiver of real alerts is configured';
  const isProven = ({ state, proven }: ReceiverProbe): boolean => state === 'ok' && proven;
  const unknown = probes.filter((probe) => !isProven(probe));
  return [
    ...probes.filter(isProven).map(({ receiver }) => receiver),
    ...unknown.map((probe) => `not proven: ${sentence(probe)}`),
  ].join(', ');
}

function sentence({ receiver, detail }: ReceiverProbe): string {
  return `${receiver}: ${detail}`;
}

const notAsked: Diagnosis = {
  cause: 'The relay did not say whether the receivers of real alerts would take one.',
  advice: "Look at the relay's log.",
  passes: true,
};

/** A drill that reaches its own receiver says nothing of an alert that has none. */
const noReceiver: Readonly<Record<Provider, Diagnosis>> = {
  slack: {
    cause: 'The relay has no Slack channel for real alerts: only its drills reach Slack.',
    advice: 'Set SLACK_CHANNEL on the relay, or do not expect slack.',
    passes: false,
  },
  page: {
    cause:
      'The relay has no PagerDuty service for real alerts: only its drills page, and a real outage wakes nobody.',
    advice: 'Set PAGERDUTY_ROUTING_KEY on the relay, or do not expect page.',
    passes: false,
  },
};

function receiverTrouble(probes: readonly ReceiverProbe[]): Diagnosis {
  return {
    cause: `A receiver of real alerts would not take one: ${probes.map(sentence).join('; ')}`,
    advice: "Correct the relay's configuration of that receiver: a real alert would not get through either.",
    passes: false,
  };
}

function unproven(probes: readonly ReceiverProbe[]): Diagnosis {
  return {
    cause: `That the receivers of real alerts would take one could not be proven: ${probes.map(sentence).join('; ')}`,
    advice: 'Run the check again; if it stays, check that the relay may reach the provider.',
    passes: true,
  };
}
