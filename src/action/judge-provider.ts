import type { DrillHop, DrillReport } from '../domain/drill-report.ts';
import { diagnoseTrouble } from './diagnose-trouble.ts';
import type { Diagnosis } from './diagnosis.ts';
import { expectedOf, type Provider } from './expected.ts';
import { failed, passed, skipped, waiting, type HopVerdict } from './hop-verdict.ts';
import { isSettled } from './judge-report.ts';
import type { Observed, TicketSeen } from './observed.ts';
import type { CheckSettings } from './settings.ts';

/** Whether the drill was taken by a provider, in time, and whether that was read back. */
export function judgeProvider(kind: Provider, seen: Observed, settings: CheckSettings): HopVerdict {
  const { ticket, report } = seen;
  const limit = settings.limits[kind];
  if (ticket === null) return waiting(kind, neverSeen[kind], { limit });
  if (!expectedOf(settings, ticket).includes(kind)) return skipped(kind, whyNot(kind, settings, ticket));
  if (!ticket.provable.includes(kind)) return failed(kind, unprovable[kind], { limit });
  const hops = report === null ? [] : hopsOf(kind, report);
  const broken = hops.find(({ state }) => state === 'failed');
  if (broken !== undefined) return failed(kind, diagnoseTrouble(troubleOf(broken)), { limit });
  const behind = hops.find(({ state }) => state === 'waiting');
  if (report === null || !isSettled(report) || hops.length === 0 || behind !== undefined) {
    const trouble = behind?.trouble ?? null;
    return waiting(kind, trouble === null ? neverSeen[kind] : diagnoseTrouble(trouble), { limit });
  }
  return accepted(kind, hops, limit);
}

/** A check is as slow as its slowest hop. */
function accepted(kind: Provider, hops: readonly DrillHop[], limit: number): HopVerdict {
  const isConfirmed = hops.every(({ state }) => state === 'confirmed');
  const unconfirmed = hops.find((hop) => hop.unconfirmed !== null)?.unconfirmed ?? null;
  return passed(kind, {
    ms: acceptedMs(hops),
    limit,
    how: isConfirmed ? 'confirmed' : 'accepted',
    note: isConfirmed ? null : unconfirmed,
    done: hops.every(({ state, unconfirmed: why }) => state === 'confirmed' || why !== null),
  });
}

/** The drill's hops of one kind: of its root incidents only, since what was folded in shows itself there. */
export function hopsOf(kind: Provider, report: DrillReport): readonly DrillHop[] {
  const roots = new Set(report.incidents.map(({ id }) => id));
  return report.hops.filter(({ hop, incident }) => hop === kind && roots.has(incident));
}

/** How long the slowest of these hops took to be accepted; null when none was. */
export function acceptedMs(hops: readonly DrillHop[]): number | null {
  const slowest = slowestMs(hops, 'acceptedAfterMs');
  return slowest === null ? null : Math.round(slowest);
}

/** The longest of these times as the relay measured it; null when there is none. */
export function slowestMs(
  hops: readonly DrillHop[],
  key: 'acceptedAfterMs' | 'confirmedAfterMs',
): number | null {
  const times = hops.flatMap((one) => one[key] ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function troubleOf({ trouble, receiver }: DrillHop): string {
  return trouble ?? `${receiver} refused it, and the relay does not say why.`;
}

function whyNot(kind: Provider, { expect }: Pick<CheckSettings, 'expect'>, { provable }: TicketSeen): string {
  if (expect === null) return kind === 'page' ? noTestKey : noChannel;
  return provable.includes(kind) ? 'not expected' : 'not expected, and this relay cannot prove it';
}

const noTestKey = 'not proven: this relay has no PAGERDUTY_TEST_ROUTING_KEY';
const noChannel = 'not proven: this relay has no Slack channel';

const unprovable: Readonly<Record<Provider, Diagnosis>> = {
  slack: {
    cause: 'A Slack message was expected, but this relay posts to no Slack channel.',
    advice:
      'Set SLACK_BOT_TOKEN and SLACK_TEST_CHANNEL (or SLACK_CHANNEL) on the relay, or do not expect slack.',
    passes: false,
  },
  page: {
    cause:
      'A page was expected, but this relay has no test receiver, and a drill pages nobody who is really on call.',
    advice: 'Set PAGERDUTY_TEST_ROUTING_KEY on the relay, or expect only slack.',
    passes: false,
  },
};

const neverSeen: Readonly<Record<Provider, Diagnosis>> = {
  slack: {
    cause: 'The relay has not posted the drill to Slack, and names no trouble.',
    advice: "Look at the relay's lanes (/api/lanes) and its log.",
    passes: true,
  },
  page: {
    cause: 'The relay has not paged for the drill, and names no trouble.',
    advice: "Look at the relay's lanes (/api/lanes), its paging rules and its log.",
    passes: true,
  },
};
