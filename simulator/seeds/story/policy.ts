import type { SeededRandom } from '../../seeded-random.ts';

/** What the operator of a story has configured, as far as it is not what everybody has. */
export interface DrawnPolicy {
  /** Services of a second team, which has a channel and a key of its own; empty: there are no teams. */
  readonly secondTeam: readonly string[];
  /** A third key is rung when nobody has acknowledged for a minute. Only with teams. */
  readonly escalates: boolean;
  /** Whoever takes nothing is told again. Only with teams. */
  readonly repeats: boolean;
  /** A service that is worked on all the while: nobody is told of it; null: none. */
  readonly maintained: string | null;
  /** Fewer issues, fewer services or a longer time make a storm; null: as it comes. */
  readonly storm: { readonly issues: number; readonly services: number; readonly windowS: number } | null;
  readonly groupWaitMs: number;
  readonly foldMinutes: number;
  /** Each storm has a channel of its own. */
  readonly stormChannels: boolean;
  /** What of the threads is sent to the channel, too. */
  readonly broadcasts: boolean;
}

/** What holds where nothing is configured. */
export const noPolicy: DrawnPolicy = {
  secondTeam: [],
  escalates: false,
  repeats: false,
  maintained: null,
  storm: null,
  groupWaitMs: 1_000,
  foldMinutes: 10,
  stormChannels: false,
  broadcasts: false,
};

/** Draws what is configured: in half of all stories nothing. */
export function drawPolicy(random: SeededRandom, services: readonly string[]): DrawnPolicy {
  if (random.next() < 0.5) return noPolicy;
  const some = (share: number): boolean => random.next() < share;
  const hasTeams = some(0.5);
  return {
    secondTeam: hasTeams ? random.shuffle(services).slice(0, 1 + random.int(4)) : [],
    escalates: hasTeams && some(0.5),
    repeats: hasTeams && some(0.5),
    maintained: some(0.3) ? (services[random.int(services.length)] ?? null) : null,
    storm: some(0.4)
      ? { issues: 3 + random.int(3), services: 2 + random.int(2), windowS: 60 + random.int(60) }
      : null,
    groupWaitMs: some(0.3) ? 1_000 * random.int(6) : noPolicy.groupWaitMs,
    foldMinutes: some(0.3) ? 1 + random.int(10) : noPolicy.foldMinutes,
    stormChannels: some(0.2),
    broadcasts: some(0.3),
  };
}

/** Where things are that a policy names. */
interface Places {
  readonly channels: readonly string[];
  readonly keys: readonly string[];
  /** The story, UNIX ms, with room for a clock that jumps. */
  readonly from: number;
  readonly until: number;
}

/** The policy as a configuration file; null: none is needed. JSON is YAML. */
export function policyFile(policy: DrawnPolicy, places: Places): string | null {
  if (policy === noPolicy) return null;
  const { maintained, storm, groupWaitMs, foldMinutes, stormChannels, broadcasts } = policy;
  const span = { from: new Date(places.from).toISOString(), until: new Date(places.until).toISOString() };
  return JSON.stringify({
    ...(policy.secondTeam.length > 0 && teams(policy, places)),
    ...(maintained !== null && {
      maintenance: [{ name: 'work', matchers: [`service="${maintained}"`], reason: 'planned', ...span }],
    }),
    correlation: {
      group_wait: `${groupWaitMs / 1_000}s`,
      ...(storm !== null && {
        storm: { issues: storm.issues, services: storm.services, window: `${storm.windowS}s` },
      }),
    },
    resolve: { fold_for: `${foldMinutes}m` },
    slack: {
      storm_channels: stormChannels,
      ...(broadcasts && { broadcast: ['pages', 'acknowledgements', 'ends'] }),
    },
  });
}

function teams(
  { secondTeam, escalates, repeats }: DrawnPolicy,
  { channels: [first = '', second = ''], keys: [own = '', others = '', above = ''] }: Places,
): object {
  const escalate = escalates ? { escalate: { unacknowledged_for: '1m', to: 'managers' } } : {};
  return {
    receivers: [
      { name: 'everyone', slack: { channel: first }, pagerduty: { routing_key: own } },
      { name: 'second', slack: { channel: second }, pagerduty: { routing_key: others } },
      ...(escalates ? [{ name: 'managers', pagerduty: { routing_key: above } }] : []),
    ],
    route: {
      receiver: 'everyone',
      ...(repeats && { repeat_interval: '5m' }),
      ...escalate,
      routes: [{ matchers: [{ service: secondTeam }], receiver: 'second', ...escalate }],
    },
  };
}
