import {
  reportVersion,
  type DrillHop,
  type DrillIncident,
  type DrillReport,
  type ReceiverProbe,
} from '../../src/domain/drill/drill-report.ts';
import { troubleOf, type TroubleCode } from '../../src/domain/sending/trouble.ts';
import { stepsOf } from '../../src/observe/drills/drill-steps.ts';

/** A drill that went well, with what a test changes of it. */
export function healthyReport(
  change: Partial<Omit<DrillReport, 'incidents'>> & {
    readonly incidents?: readonly DrillIncident[] | undefined;
  } = {},
): DrillReport {
  const scenario = change.scenario ?? 'single';
  const { incidents = [healthyIncident(scenario === 'storm')], ...rest } = change;
  return judged({
    version: reportVersion,
    id: 'drill-41',
    now: exampleNow,
    state: 'running',
    scenario,
    subject: { service: 'cart', environment: 'production', release: null, by: null },
    registeredAt: exampleNow - 1_000,
    expiresAt: exampleNow + 599_000,
    endedAt: null,
    alerts: { allowed: 1, taken: 1, firstAt: exampleNow - 900 },
    incidents,
    hops: healthyHops('confirmed'),
    receivers: healthyReceivers,
    sentry: {
      last: { at: exampleNow - 120_000, verifiedBy: 'secret-1' },
      refused: { count: 0, firstAt: null, likely: null },
    },
    steps: [],
    leftOpen: [],
    ...rest,
  });
}

/** A report with what a relay of this version makes of it; those before it made nothing. */
export function judged(report: DrillReport): DrillReport {
  return report.version < reportVersion ? report : { ...report, steps: stepsOf(report) };
}

/** 2026-11-16 14:09:30 UTC. */
export const exampleNow = Date.UTC(2026, 10, 16, 14, 9, 30);

/** The incident of a drill. */
export function healthyIncident(isStorm = false): DrillIncident {
  return {
    id: 'inc-9',
    storm: isStorm ? 'redis unreachable' : null,
    children: isStorm ? 5 : 0,
  };
}

/** Slack after 412 ms and PagerDuty after 655 ms. */
export function healthyHops(state: 'accepted' | 'confirmed'): readonly DrillHop[] {
  const common = { state, trouble: null, unconfirmed: null } as const;
  return [
    {
      ...common,
      hop: 'slack',
      receiver: 'slack/C0TESTCHAN',
      acceptedAfterMs: 412,
      handle: '1794831000.000100',
      link: 'https://harbor.slack.example/archives/C0TESTCHAN/p1794831000000100',
    },
    {
      ...common,
      hop: 'page',
      receiver: 'pagerduty/7be2aa10',
      acceptedAfterMs: 655,
      handle: 'stormrelay:i1:inc-9:1',
      link: null,
    },
  ];
}

const healthyReceivers: readonly ReceiverProbe[] = [
  {
    receiver: 'slack/C0123ABCD',
    kind: 'chat',
    state: 'ok',
    proven: true,
    detail: 'posts as stormrelay',
    trouble: null,
  },
  {
    receiver: 'pagerduty/1f3a9c02',
    kind: 'pager',
    state: 'ok',
    proven: true,
    detail: 'takes events',
    trouble: null,
  },
];

/** The receivers of real alerts, one of which is not well; of that, a code says what its detail tells people. */
export function receiversWith(
  kind: ReceiverProbe['kind'],
  { code, ...change }: Partial<Omit<ReceiverProbe, 'trouble'>> & { readonly code?: TroubleCode },
): readonly ReceiverProbe[] {
  const trouble = code === undefined ? null : troubleOf(code, change.detail ?? '');
  return healthyReceivers.map((probe) => (probe.kind === kind ? { ...probe, ...change, trouble } : probe));
}
