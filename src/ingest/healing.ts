import type { Quarantined } from '../domain/inbox/quarantine.ts';
import type { Clock } from '../seams/clock.ts';
import type { Door } from '../seams/door.ts';
import type { Log } from '../seams/log.ts';
import type { Healed, QuarantineStore } from '../seams/quarantine-store.ts';
import { StoreGone } from '../seams/store.ts';

/** What healing needs. */
interface HealingDeps {
  readonly store: Pick<QuarantineStore, 'quarantinedAfter' | 'heal'>;
  /** Doors that keep what they refuse, with the secrets of now. */
  readonly doors: readonly Pick<Door, 'name' | 'receive'>[];
  readonly clock: Pick<Clock, 'now'>;
  /** An unscaled clock. */
  readonly pace: Pick<Clock, 'sleep'>;
  readonly log: Log;
  /** Called after each lot that brought something new, with how many there were. */
  readonly onHealed: (count: number) => void;
}

/** Lets what was refused in once a secret fits. */
export interface Healing {
  /** The secrets are other ones: goes through the quarantine once more, now or behind the pass that goes on. */
  again(): void;
  /** Goes through it once, and after every `again`, until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

/** So many are judged at once: a few ms, and then the doors and the brain are served. */
const lot = 64;
/** Characters of bodies in a commit, and so in memory. */
const commitSize = 4 * 1024 * 1024;
/** Between two lots, real ms. */
const breathMs = 1;
/** So long a store that refused is left alone, real ms. */
const againMs = 2_000;
/** What was judged by the secrets of before may still be on its way into the quarantine for so long, real ms. */
const onItsWayMs = 1_000;

/** Goes through the quarantine at the start, and whenever the secrets are other ones. */
export function createHealing(deps: HealingDeps): Healing {
  let asked = true;
  let wake: AbortController | null = null;
  return {
    again: () => {
      asked = true;
      wake?.abort();
    },
    run: async (signal) => {
      while (!signal.aborted) {
        if (asked) {
          asked = false;
          await passUntilDone(deps, signal);
          continue;
        }
        wake = new AbortController();
        await deps.pace.sleep(longest, AbortSignal.any([wake.signal, signal]));
        wake = null;
      }
    },
  };
}

const longest = 3_600_000;

/** A store that refuses makes the pass begin anew a little later: what it healed is no longer there. */
async function passUntilDone(deps: HealingDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      const first = await pass(deps, 0, signal);
      await deps.pace.sleep(onItsWayMs, signal);
      const late = await pass(deps, first.upTo, signal);
      tell(deps.log, first.healed + late.healed);
      return;
    } catch (error) {
      if (signal.aborted || error instanceof StoreGone) return;
      deps.log.warn({ error: String(error) }, 'The quarantine cannot be healed now; trying again.');
      await deps.pace.sleep(againMs, signal);
    }
  }
}

function tell(log: Log, healed: number): void {
  if (healed === 0) return;
  const deliveries = healed === 1 ? '1 delivery' : `${healed} deliveries`;
  log.info(
    { event: 'healed', healed },
    `${deliveries} of the quarantine fit a secret of now, and went into the inbox with the times at which they first came.`,
  );
}

interface Passed {
  readonly healed: number;
  /** The greatest number that was looked at. */
  readonly upTo: number;
}

/** Oldest first, a lot at a time. What fits waits until a commit is worth it: each of them waits for the disk. */
async function pass(deps: HealingDeps, after: number, signal: AbortSignal): Promise<Passed> {
  let [healed, upTo, waiting] = [0, after, [] as Healed[]];
  while (!signal.aborted) {
    const kept = await deps.store.quarantinedAfter(upTo, lot);
    const last = kept.at(-1);
    if (last === undefined) break;
    upTo = last.id;
    waiting.push(...kept.map((one) => asHealed(deps, one)).filter((one) => one !== null));
    if (waiting.length >= lot || sizeOf(waiting) >= commitSize) {
      healed += await letIn(deps, waiting);
      waiting = [];
    }
    await deps.pace.sleep(breathMs, signal);
  }
  if (waiting.length > 0 && !signal.aborted) healed += await letIn(deps, waiting);
  return { healed, upTo };
}

function sizeOf(healed: readonly Healed[]): number {
  return healed.reduce((size, { delivery }) => size + delivery.body.length, 0);
}

async function letIn({ store, clock, onHealed }: HealingDeps, fit: readonly Healed[]): Promise<number> {
  const appended = await store.heal(fit, clock.now());
  const fresh = appended.filter(({ duplicate }) => !duplicate).length;
  if (fresh > 0) onHealed(fresh);
  return fresh;
}

/**
 * The same judgement as at the door: whoever would be let in there with these bytes and headers now is let in here, as of
 * when it came. Null for who would not. A drill is long over, and stays.
 */
function asHealed({ doors }: Pick<HealingDeps, 'doors'>, kept: Quarantined): Healed | null {
  const { id, at, headers, body } = kept;
  const door = doors.find(({ name }) => name === kept.door);
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const ruling = door?.receive({ headers, raw, token: '' });
  if (ruling?.kind !== 'accept' || ruling.apart !== null) return null;
  return { id, delivery: { ...ruling.delivery, firstReceivedAt: at } };
}
