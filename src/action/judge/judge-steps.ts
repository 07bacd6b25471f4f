import { reportVersion, type DrillStep } from '../../domain/drill-report.ts';
import { troubleOf, type Trouble } from '../../domain/trouble.ts';
import { expectedOf } from './expected.ts';
import { failed, passed, skipped, waiting, type HopName, type HopVerdict } from './hop-verdict.ts';
import { notSaid, sinceSent } from './judge-calls.ts';
import { judgeReceivers } from './judge-receivers.ts';
import type { Observed, TicketSeen } from './observed.ts';
import type { CheckSettings, Provider } from './check-settings.ts';

/**
 * The hops behind the door. What they came to, the relay says; the check adds what the relay cannot know: what is
 * expected, how long it may take, and when it was seen.
 */
export function judgeSteps(seen: Observed, settings: CheckSettings): readonly HopVerdict[] {
  const { report } = seen;
  if (report !== null && report.version < reportVersion) return outdated(report.version, settings);
  return [
    judgeStep('brain', seen, { ms: sinceSent(seen, 'brain') }),
    ...(settings.scenario === 'storm' ? [judgeStep('storm', seen, { ms: sinceSent(seen, 'storm') })] : []),
    judgeProvider('slack', seen, settings),
    judgeProvider('page', seen, settings),
    judgeReceivers(seen, settings),
    judgeStep('sentry', seen),
  ];
}

/** What the relay says of a step; undefined when it does not (yet). */
export function stepOf({ report }: Observed, name: HopName): DrillStep | undefined {
  return report?.steps.find(({ step }) => step === name);
}

type Details = NonNullable<Parameters<typeof passed>[1]>;

function judgeStep(name: HopName, seen: Observed, details: Details = {}): HopVerdict {
  const step = stepOf(seen, name);
  const limit = details.limit ?? null;
  if (step === undefined) return waiting(name, notSaid, { limit });
  if (step.state === 'failed') return failed(name, step.trouble ?? notSaid, { limit });
  if (step.state === 'waiting') return waiting(name, step.trouble, { limit });
  return passed(name, { ...details, note: step.note, done: step.done });
}

/** Whether the drill was taken by a provider, in time, and whether that was read back. */
function judgeProvider(kind: Provider, seen: Observed, settings: CheckSettings): HopVerdict {
  const { ticket } = seen;
  const limit = settings.limits[kind];
  if (ticket === null) return waiting(kind, notSaid, { limit });
  if (!expectedOf(settings, ticket).includes(kind)) return skipped(kind, whyNot(kind, settings, ticket));
  if (!ticket.provable.includes(kind)) return failed(kind, unprovable[kind], { limit });
  const taken = stepOf(seen, kind)?.taken;
  const acceptedMs = taken?.acceptedMs ?? null;
  const ms = acceptedMs === null ? null : Math.round(acceptedMs);
  return judgeStep(kind, seen, { ms, limit, how: taken?.how ?? null });
}

/** Older relays say how far a drill got, and not what that comes to. */
function outdated(version: number, { relay, scenario }: CheckSettings): readonly HopVerdict[] {
  const trouble = {
    cause: `The relay at ${relay} is of an older version than this check: its reports have version ${version}, and ${reportVersion} is needed.`,
    advice: 'Update the relay to the version of this check, or use the check of its version.',
    passes: false,
  };
  const storm: readonly HopName[] = scenario === 'storm' ? ['storm'] : [];
  const others: readonly HopName[] = [...storm, 'slack', 'page', 'receivers', 'sentry'];
  return [failed('brain', trouble), ...others.map((name) => skipped(name, 'an older relay does not say'))];
}

function whyNot(kind: Provider, { expect }: Pick<CheckSettings, 'expect'>, { provable }: TicketSeen): string {
  if (expect === null) return kind === 'page' ? noTestKey : noChannel;
  return provable.includes(kind) ? 'not expected' : 'not expected, and this relay cannot prove it';
}

const noTestKey = 'not proven: this relay has no PAGERDUTY_TEST_ROUTING_KEY';
const noChannel = 'not proven: this relay has no Slack channel';

const unprovable: Readonly<Record<Provider, Trouble>> = {
  slack: troubleOf(
    'no-drill-channel',
    'A Slack message was expected, but this relay posts to no Slack channel.',
  ),
  page: troubleOf(
    'no-drill-key',
    'A page was expected, but this relay has no test receiver, and a drill pages nobody who is really on call.',
  ),
};
