import type { Redactor } from '../relay/redact.ts';
import { createRelayClient } from '../relay/relay-client.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { systemSurroundings } from './system-surroundings.ts';
import { runTries, type Runs } from './tries.ts';
import type { Watch } from './watch.ts';

/** Who wants a check, and how it is told. */
interface CheckParts {
  readonly settings: CheckSettings;
  readonly redactor: Redactor;
  readonly watch: Watch;
  /** Aborted when the check is to stop. */
  readonly cancel: AbortSignal;
}

/** The whole check in the real world, for the Action and the command alike. */
export function runCheck({ settings, redactor, watch, cancel }: CheckParts): Promise<Runs> {
  const surroundings = systemSurroundings();
  const { relay: url, token } = settings;
  const trace = (line: string): void => watch.trace(line);
  const client = createRelayClient({ url, token, surroundings, redactor, trace });
  return runTries({ settings, client, surroundings, watch, cancel });
}
