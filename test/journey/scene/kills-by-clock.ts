import { setTimeout as delay } from 'node:timers/promises';
import { aStep, kept, killAsItIs, killInPrune, type Kills, type Moment } from './kills.ts';
import { becomesReady } from './relay-life.ts';

/** How many kills a stretch of time holds. */
interface Stretch {
  readonly lastsMs: number;
  /** At moments of its own, whatever the relay is doing. */
  readonly anyhow: number;
  /** Soon after the start that follows another kill. */
  readonly starting: number;
  /** In prunes that happen to go on, as many as there are; the others come at its end, whatever the relay is doing. */
  readonly pruning: number;
}

/** From here on only what is missing is made up for. */
const last = 0.88;
const lookEveryMs = 10;

/**
 * Kills the relay by the virtual clock alone: a machine on which a start takes long gets lives that are shorter, and no
 * longer stretch. Answers with what the relay was doing each time, as far as seen.
 */
export async function killByTheClock(
  kills: Kills,
  { lastsMs, anyhow, starting, pruning }: Stretch,
): Promise<readonly Moment[]> {
  const { of, random, startMs, sinceMs } = kills;
  const struck: Moment[] = [];
  const kill = async (how: () => Promise<Moment>): Promise<void> => {
    const was = await how();
    struck.push(was);
    kills.told(was);
    of.spawn();
  };
  const inPrunes = watchPrunes(kills, () => kill(() => killInPrune(of)));
  const follows = random.shuffle(Array.from({ length: anyhow }, (_, n) => n < starting));
  for (const [n, isFollowed] of follows.entries()) {
    const at = ((n + random.next()) / anyhow) * last * lastsMs;
    await inPrunes(at, (seen) => seen < pruning * (sinceMs() / lastsMs) + 1 && seen < pruning);
    await kill(() => killAsItIs(of));
    if (!isFollowed) continue;
    await delay(random.int(startMs));
    await kill(() => killAsItIs(of));
  }
  const missing = anyhow + starting + pruning - struck.length;
  for (let n = 1; n <= missing; n += 1) {
    await of.clock.sleep((last + ((1 - last) * n) / (missing + 1)) * lastsMs - sinceMs());
    await kill(() => killAsItIs(of));
  }
  await becomesReady(of.relay(), of.url);
  return struck;
}

/** Kills in prunes until a moment of the stretch has come, as long as `wanted` says so of how many there were. */
function watchPrunes(
  { of, sinceMs }: Kills,
  kill: () => Promise<void>,
): (untilMs: number, wanted: (seen: number) => boolean) => Promise<void> {
  let seen = 0;
  let { first } = kept(of);
  return async (untilMs, wanted) => {
    while (sinceMs() < untilMs) {
      const now = kept(of);
      if (now.first > first && now.count > aStep && wanted(seen)) {
        seen += 1;
        await kill();
      }
      first = now.first;
      await delay(lookEveryMs);
    }
  };
}
