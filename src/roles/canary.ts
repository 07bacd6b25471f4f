import type { CheckSettings } from '../action/judge/check-settings.ts';
import type { Settings } from '../config/settings.ts';
import type { CanaryEnd } from '../domain/drill/canary.ts';
import { createRedactor } from '../domain/text/secrets.ts';
import { Canary } from '../pipeline/canary.ts';
import type { Drills } from '../pipeline/drills.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore } from '../seams/store.ts';

/** What the canary needs of the door. */
interface CanaryDeps {
  readonly settings: Pick<Settings, 'canary' | 'adminToken' | 'ciToken'>;
  readonly store: Pick<OperatorStore, 'canary' | 'endCanary'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly drills: Pick<Drills, 'open'>;
  /** By now: it may be renewed while the relay runs. */
  readonly drillSecret: () => string | null;
}

/** It waits as long as the check in CI does. */
const timeoutMs = 60_000;
/** How fast the relay is, its own figures say; a canary proves the way. */
const limits = { ack: Infinity, slack: Infinity, page: Infinity } as const;

/** The canary of this relay: the check that CI runs, at its own door; null where none is configured. */
export function createCanary(deps: CanaryDeps): Canary | null {
  const { settings, drills } = deps;
  const { canary } = settings;
  if (canary === null) return null;
  const sing = (address: string, signal: AbortSignal): Promise<CanaryEnd | null> =>
    check(checkBy(deps, { address, service: canary.service }), deps.log, signal);
  return new Canary({ ...deps, everyMs: canary.everyMs, open: () => drills.open(), sing });
}

function checkBy(
  { settings, drillSecret }: Pick<CanaryDeps, 'settings' | 'drillSecret'>,
  { address, service }: { readonly address: string; readonly service: string },
): CheckSettings {
  return {
    relay: reachable(address),
    drillSecret: drillSecret() ?? '',
    token: settings.ciToken ?? settings.adminToken ?? '',
    subject: { service, environment: 'production', release: null, by: 'the canary' },
    expect: null,
    scenario: 'single',
    timeoutMs,
    limits,
    onFailure: 'fail',
    deploy: null,
    retries: 0,
  };
}

/** A relay that listens everywhere is reached on its own machine. */
function reachable(address: string): string {
  return address.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

async function check(settings: CheckSettings, log: Log, cancel: AbortSignal): Promise<CanaryEnd | null> {
  // No relay without a canary loads the check.
  const [{ runDrill }, { createRelayClient }, { systemSurroundings }] = await Promise.all([
    import('../action/run/drill-run.ts'),
    import('../action/relay/relay-client.ts'),
    import('../action/relay/surroundings.ts'),
  ]);
  const surroundings = systemSurroundings();
  const redactor = createRedactor([settings.drillSecret, settings.token]);
  const { relay: url, token } = settings;
  const trace = (line: string): void => log.debug({ event: 'canary' }, line);
  const client = createRelayClient({ url, token, surroundings, redactor, trace });
  const { verdict } = await runDrill({ settings, client, surroundings, cancel, watch: silent });
  const { result, problems } = redactor.deep(verdict);
  if (result === 'cancelled') return null;
  if (result === 'passed') return { passed: true };
  return {
    passed: false,
    why: problems
      .map(({ cause }) => cause)
      .join(' ')
      .slice(0, 300),
  };
}

const nothing = (): void => undefined;
const silent = {
  registered: nothing,
  note: nothing,
  hop: nothing,
  closed: nothing,
  again: nothing,
  trace: nothing,
};
