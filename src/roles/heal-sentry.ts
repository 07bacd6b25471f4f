import type { JsonCheck } from '../domain/inbox/json-body.ts';
import { createHealing, type Healing } from '../ingest/healing.ts';
import { createHealingDoor } from '../integrations/sentry/door.ts';
import type { SentrySettings } from '../integrations/sentry/config.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { QuarantineStore } from '../seams/quarantine-store.ts';
import type { Wake } from '../seams/wake.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** What healing Sentry's deliveries needs. */
interface HealSentryDeps {
  readonly store: Pick<QuarantineStore, 'quarantinedAfter' | 'heal'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly pace: Pick<Clock, 'sleep'>;
  readonly log: Log;
  readonly wake: Pick<Wake<ToWorker, FromWorker>, 'tell'>;
  readonly looksWhole: JsonCheck;
  readonly metrics: Metrics;
}

/** Lets in what Sentry's door refused, by the `keys` of whatever moment. */
export function healSentry(
  keys: SentrySettings,
  { looksWhole, wake, metrics, ...deps }: HealSentryDeps,
): Healing {
  return createHealing({
    ...deps,
    doors: [createHealingDoor(keys, looksWhole)],
    onHealed: (count) => {
      metrics.healed(count);
      wake.tell({ kind: 'appended' });
    },
  });
}
