import type { ReceiverProbe } from '../../domain/drill-report.ts';
import { troubleOf, type Diagnosis, type Trouble } from '../../domain/trouble.ts';
import { expectedOf } from './expected.ts';
import { failed, passed, waiting, warned, type HopVerdict } from './hop-verdict.ts';
import { notSaid, sinceSent } from './judge-calls.ts';
import type { Observed } from './observed.ts';
import type { CheckSettings, Provider } from './check-settings.ts';

const kinds: Readonly<Record<ReceiverProbe['kind'], Provider>> = { chat: 'slack', pager: 'page' };

/** Whether the receivers of real alerts would take one. Those of a kind that is not expected only warn. */
export function judgeReceivers(seen: Observed, settings: Pick<CheckSettings, 'expect'>): HopVerdict {
  const probes = seen.report?.receivers ?? null;
  if (probes === null) return waiting('receivers', notSaid);
  const { expect } = settings;
  const counts = (kind: 'chat' | 'pager'): boolean => expect === null || expect.includes(kinds[kind]);
  const broken = probes.filter(({ state }) => state === 'failed');
  const brokenHere = broken.filter(({ kind }) => counts(kind));
  if (brokenHere.length > 0) return failed('receivers', allOf(wouldNotTake, brokenHere));
  const nobody = expectedOf(settings, seen.ticket ?? { provable: [] }).find(
    (kind) => !probes.some((probe) => kinds[probe.kind] === kind),
  );
  if (nobody !== undefined) return failed('receivers', noReceiver[nobody]);
  const unknown = probes.filter(
    ({ kind, state }) => (state === 'unknown' || state === 'asking') && counts(kind),
  );
  if (unknown.length > 0) return waiting('receivers', allOf(unproven, unknown));
  // The answer is on its way; if it never comes, that fails nothing that is expected.
  if (probes.some(({ state }) => state === 'asking')) return waiting('receivers', null);
  const ms = sinceSent(seen, 'receivers');
  if (broken.length > 0) return warned('receivers', allOf(wouldNotTake, broken), { ms });
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

/** A drill that reaches its own receiver says nothing of an alert that has none. */
const noReceiver: Readonly<Record<Provider, Trouble>> = {
  slack: troubleOf(
    'no-real-channel',
    'The relay has no Slack channel for real alerts: only its drills reach Slack.',
  ),
  page: troubleOf(
    'no-real-key',
    'The relay has no PagerDuty service for real alerts: only its drills page, and a real outage wakes nobody.',
  ),
};

/** The troubles of several receivers as one; it passes by itself only if each of them does. */
function allOf(what: string, probes: readonly ReceiverProbe[]): Diagnosis {
  const troubles = probes.map(({ trouble, detail }) => trouble ?? troubleOf('unreachable', detail));
  return {
    cause: `${what}: ${probes.map(sentence).join('; ')}`,
    advice: [...new Set(troubles.map(({ advice }) => advice))].join(' '),
    passes: troubles.every(({ passes }) => passes),
  };
}

const wouldNotTake = 'A receiver of real alerts would not take one';
const unproven = 'That the receivers of real alerts would take one could not be proven';
