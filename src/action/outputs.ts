import type { DrillRun } from './drill-run.ts';
import type { HopName } from './hop-verdict.ts';
import type { Provider } from './expected.ts';
import { acceptedMs, hopsOf } from './judge-provider.ts';

/** The outputs of the Action by name; what is not known is empty. */
export interface Outputs {
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
  const hops = (kind: Provider): ReturnType<typeof hopsOf> =>
    seen.report === null ? [] : hopsOf(kind, seen.report);
  const ms = (name: HopName): number | null => verdict.hops.find((hop) => hop.name === name)?.ms ?? null;
  const acked = seen.alerts.every(({ failure }) => failure === null);
  return {
    result: verdict.result,
    'ack-ms': text(acked ? ms('ack') : null),
    'slack-ms': text(acceptedMs(hops('slack'))),
    'page-ms': text(acceptedMs(hops('page'))),
    'slack-permalink': hops('slack').find(({ link }) => link !== null)?.link ?? '',
    'pagerduty-dedup-key': hops('page').find(({ handle }) => handle !== null)?.handle ?? '',
    report,
  };
}

function text(ms: number | null): string {
  return ms === null ? '' : String(ms);
}
