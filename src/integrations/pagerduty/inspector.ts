import { handleOf } from '../../domain/sending/sent.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Finding, Inspector } from '../../seams/inspector.ts';
import type { Log } from '../../seams/log.ts';
import { findingOfOutcome, lookAgainMs } from '../../seams/outcome-finding.ts';
import { bodyWithin } from './body.ts';
import type { PagerDutySettings } from './config.ts';
import { enqueue } from './enqueue.ts';
import { pagerDutyDebits } from './limits.ts';
import { readBackIncident } from './rest/read-back.ts';
import { pagerDutyCredential } from './receiver.ts';
import type { RestAccess } from './rest/rest-wire.ts';

/** What looking at PagerDuty needs. */
interface PagerDutyInspectorOptions {
  readonly config: PagerDutySettings;
  /** Null: incidents cannot be read back. */
  readonly rest: RestAccess | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Nothing is ever triggered under it, so PagerDuty drops the resolve and pages nobody. */
const neverUsed = 'stormrelay:probe';

const timeoutMs = 5000;

/** Looks at the service of one routing key without waking anybody. */
export function createPagerDutyInspector(options: PagerDutyInspectorOptions): Inspector {
  const { config, rest, clock } = options;
  return {
    credential: pagerDutyCredential(config.routingKey),
    // A resolve like any other: it leaves triggers their share.
    probeDebits: () => pagerDutyDebits(config.limits, 'close'),
    // The REST API has an allowance of its own, 960 a minute, and the relay asks rarely.
    readBackDebits: () => [],
    probe: () => probe(options),
    readBack: ({ sent }) => {
      if (rest === null) return Promise.resolve(noToken);
      const key = handleOf(sent);
      return key === null || key === ''
        ? Promise.resolve(notSent)
        : readBackIncident(rest, key, clock.realTimeout(timeoutMs));
    },
  };
}

const noToken: Finding = {
  kind: 'blind',
  code: 'no-sight',
  detail: "PagerDuty's answer is all that is known: set PAGERDUTY_API_TOKEN to have incidents read back.",
};

const notSent: Finding = {
  kind: 'unknown',
  code: 'not-sent',
  detail: 'Nothing was paged for it yet.',
  waitMs: lookAgainMs,
};

/** Asks PagerDuty whether it takes events with this routing key. Costs one event. */
async function probe({ config, clock, log }: PagerDutyInspectorOptions): Promise<Finding> {
  const { routingKey, eventsUrl } = config;
  const outcome = await enqueue(
    bodyWithin({ routing_key: routingKey, event_action: 'resolve', dedup_key: neverUsed }),
    { eventsUrl, timeoutMs: clock.realTimeout(timeoutMs), routingKey, dedupKey: neverUsed },
  );
  log.debug({ credential: pagerDutyCredential(routingKey), outcome: outcome.kind }, 'PagerDuty was probed.');
  if (outcome.kind !== 'delivered') return findingOfOutcome(outcome);
  // The Events API takes events for disabled services too, so no more than this is proven.
  const detail = 'PagerDuty knows the routing key and takes events with it; nobody was paged to find out.';
  return { kind: 'yes', detail, link: null };
}
