import type { Redactor } from '../../domain/text/secrets.ts';
import { createRelayClient } from '../relay/relay-client.ts';
import { systemSurroundings } from '../relay/surroundings.ts';
import { runDrill, type DrillRun } from './drill-run.ts';
import type { DrillParts } from './running-drill.ts';

/** The tries of a check, the first one first. */
export type Runs = readonly [...DrillRun[], DrillRun];

/** The try that decides. */
export function lastOf(runs: Runs): DrillRun {
  return runs.at(-1) ?? runs[0];
}

/** The whole check in the real world, for the Action and the command alike. */
export function runCheck(
  parts: Omit<DrillParts, 'client' | 'surroundings'> & { readonly redactor: Redactor },
): Promise<Runs> {
  const surroundings = systemSurroundings();
  const { relay: url, token } = parts.settings;
  const trace = (line: string): void => parts.watch.trace(line);
  const client = createRelayClient({ url, token, surroundings, redactor: parts.redactor, trace });
  return runTries({ ...parts, client, surroundings });
}

const firstPauseMs = 2_000;
/** A relay that asks for more patience than this is not waited for. */
const longestPauseMs = 60_000;

/** Tries until the check passes, fails for good, or has no try left. The last one decides. */
export async function runTries(parts: DrillParts): Promise<Runs> {
  let { settings } = parts;
  let last = await runDrill(parts);
  const earlier: DrillRun[] = [];
  while (earlier.length < settings.retries && last.verdict.mayPass) {
    const pauseMs = pauseBefore(earlier.length + 1, last);
    parts.watch.again(earlier.length + 2, pauseMs, last.verdict.problems[0]?.cause ?? '');
    await parts.surroundings.sleep(pauseMs, parts.cancel);
    if (parts.cancel.aborted) return [...earlier, cancelled(last)];
    // One deploy is recorded once, however often it is checked.
    if (last.seen.deploy?.failure === null) settings = { ...settings, deploy: null };
    earlier.push(last);
    last = await runDrill({ ...parts, settings });
  }
  return [...earlier, last];
}

/** The pause doubles, and is never shorter than what the relay asked for. */
function pauseBefore(retry: number, { seen }: DrillRun): number {
  const failures = [seen.register, ...seen.alerts].flatMap((call) => call?.failure ?? []);
  const asked = failures.map((failure) => (failure.kind === 'refused' ? (failure.retryAfterMs ?? 0) : 0));
  return Math.min(longestPauseMs, Math.max(firstPauseMs * 2 ** (retry - 1), ...asked));
}

/** Whoever stops the check between two tries gets `cancelled`, not a failure that is no longer the last word. */
function cancelled({ seen, verdict }: DrillRun): DrillRun {
  const said = { result: 'cancelled', problems: [], mayPass: false, unreachable: false } as const;
  return { seen, verdict: { ...verdict, ...said } };
}
