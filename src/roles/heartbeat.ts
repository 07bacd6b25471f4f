import type { Settings } from '../config/settings.ts';
import { sendBeat } from '../integrations/webhook/beat.ts';
import { Heart } from '../observe/heartbeat/heart.ts';
import { InboxLag } from '../observe/heartbeat/inbox-lag.ts';
import type { DoorFacts, Standing } from '../observe/standing.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore } from '../seams/store.ts';
import type { Questions } from './questions.ts';

/** What a heartbeat needs of the door. */
interface HeartbeatDeps {
  readonly settings: Pick<Settings, 'heartbeat'>;
  readonly store: Pick<OperatorStore, 'stats'>;
  readonly clock: Clock;
  readonly pace: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly questions: Pick<Questions, 'learn'>;
  readonly standing: Pick<Standing, 'lanes' | 'canary'>;
  readonly facts: () => Pick<DoorFacts, 'phase' | 'brainStopped' | 'storeFull'>;
}

/** So long a switch may take to answer, ms. */
const timeoutMs = 10_000;

/** The heart of this relay; null where no switch is configured. */
export function createHeartbeat(deps: HeartbeatDeps): Heart | null {
  const { settings, store, clock, pace, log, questions, standing, facts } = deps;
  if (settings.heartbeat === null) return null;
  const { url, everyMs, allowPrivate } = settings.heartbeat;
  const lag = new InboxLag();
  return new Heart({
    everyMs,
    clock,
    log,
    send: () => sendBeat({ url, allowPrivate, timeoutMs: clock.realTimeout(timeoutMs) }),
    facts: async () => {
      const dispatch = await questions.learn();
      const { phase, brainStopped, storeFull } = facts();
      return {
        now: clock.now(),
        phase,
        brainStopped: brainStopped !== null,
        answers: dispatch !== null,
        storeRefuses:
          storeFull !== null || (dispatch?.troubles ?? []).some((trouble) => trouble.with === 'leases'),
        lagMs: lag.after(await store.stats(), pace.now()),
        lanes: await standing.lanes(),
        canary: standing.canary()?.trouble ?? null,
      };
    },
  });
}
