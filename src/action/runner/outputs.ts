import type { DrillRun } from '../run/drill-run.ts';
import type { HopName } from '../judge/hop-verdict.ts';
import type { Provider } from '../judge/check-settings.ts';
import { stepOf } from '../judge/judge-steps.ts';

/** The outputs of the Action by name; what is not known is empty. */
interface Outputs {
  readonly result: string;
  readonly 'ack-ms': string;
  readonly 'slack-ms': string;
  readonly 'page-ms': string;
  readonly 'slack-permalink': string;
  readonly 'pagerduty-dedup-key': string;
  /** Path of the report. */
  readonly report: string;
}

/** What the last try says, for the steps that follow. */
export function outputsOf({ seen, verdict }: DrillRun, report: string): Outputs {
  const hops = seen.report?.hops ?? [];
  const takenMs = (kind: Provider): number | null => stepOf(seen, kind)?.taken?.acceptedMs ?? null;
  const ms = (name: HopName): number | null => verdict.hops.find((hop) => hop.name === name)?.ms ?? null;
  const acked = seen.alerts.every(({ failure }) => failure === null);
  return {
    result: verdict.result,
    'ack-ms': text(acked ? ms('ack') : null),
    'slack-ms': text(takenMs('slack')),
    'page-ms': text(takenMs('page')),
    'slack-permalink': hops.find(({ hop, link }) => hop === 'slack' && link !== null)?.link ?? '',
    'pagerduty-dedup-key': hops.find(({ hop, handle }) => hop === 'page' && handle !== null)?.handle ?? '',
    report,
  };
}

function text(ms: number | null): string {
  return ms === null ? '' : String(Math.round(ms));
}
