import type { SeededRandom } from '../../seeded-random.ts';
import { sentryStates } from '../world/sighted.ts';
import { callFaults, type DrawnDesk, type StoryEvent } from './story.ts';

const second = 1_000;

/** What happens already in a story. */
interface Busy {
  readonly troubles: readonly StoryEvent[];
  readonly beginsAt: number;
  readonly calmAt: number;
}

/** In a share of all stories the relay has a token for Sentry, and then something is missed that can be read there. */
export function drawDesk(
  random: SeededRandom,
  busy: Busy,
): { readonly desk: DrawnDesk | null; readonly events: readonly StoryEvent[] } {
  if (random.next() > 0.35) return { desk: null, events: [] };
  const everyMinutes = [1, 1, 2, 10][random.int(4)] ?? 1;
  const gap = random.next() < 0.8 ? drawGap(random, busy) : null;
  const gone = gap === null ? [] : [gap, ...drawMissedEnd(random, gap, busy)];
  const events = [...gone, ...drawPaged(random, busy), ...drawFaults(random, gap, busy)];
  return { desk: { everyMinutes }, events };
}

type Gap = Extract<StoryEvent, { readonly does: 'kill' | 'silent' }>;

/** The relay is away, or Sentry tells nobody, just when something begins. */
function drawGap(random: SeededRandom, { troubles, beginsAt, calmAt }: Busy): Gap | null {
  const begins = troubles.filter(({ at }) => at < calmAt - 80 * second);
  const trouble = begins[random.int(Math.max(1, begins.length))];
  if (trouble === undefined) return null;
  const at = Math.max(beginsAt, trouble.at - random.int(6 * second));
  const forMs = Math.min((66 + random.int(90)) * second, calmAt - at);
  if (random.next() < 0.5) return { at, does: 'kill', downMs: forMs, during: 'at-rest' };
  // Where nothing comes any more, what Sentry says of its alerts is all that tells of it.
  return { at, does: 'silent', forMs: random.next() < 0.5 ? calmAt - at : (10 + random.int(40)) * second };
}

function lengthOf(gap: Gap): number {
  return gap.does === 'kill' ? gap.downMs : gap.forMs;
}

/** Meanwhile somebody resolves in Sentry what had fired before. */
function drawMissedEnd(random: SeededRandom, gap: Gap, { troubles }: Busy): readonly StoryEvent[] {
  if (random.next() < 0.4) return [];
  const before = troubles.flatMap((one) => (one.does === 'error' && one.at < gap.at ? [one.issue] : []));
  const issue = before[random.int(Math.max(1, before.length))];
  // What fires once more would be back.
  const firesOn = troubles.some(
    (one) => (one.does === 'error' || one.does === 'regressed') && one.issue === issue && one.at >= gap.at,
  );
  if (issue === undefined || firesOn) return [];
  return [{ at: gap.at + random.int(lengthOf(gap)), does: 'resolved', issue }];
}

/** Lists of Sentry come in short pages. */
function drawPaged(random: SeededRandom, { beginsAt, calmAt }: Busy): readonly StoryEvent[] {
  if (random.next() < 0.3) return [];
  return [{ at: beginsAt, does: 'oddity', oddity: 'issues-paged', forMs: calmAt - beginsAt }];
}

/** Something is wrong with what is asked there: mostly when the relay has much to ask. */
function drawFaults(
  random: SeededRandom,
  gap: Gap | null,
  { beginsAt, calmAt }: Busy,
): readonly StoryEvent[] {
  const faults = callFaults.filter((fault) => fault !== 'twice');
  return Array.from({ length: 1 + random.int(4) }, (): StoryEvent => {
    const over = gap === null ? beginsAt + random.int(calmAt - 30 * second) : gap.at + lengthOf(gap);
    const at = Math.min(Math.max(beginsAt, over - 2 * second), calmAt - 10 * second);
    const forMs = Math.min((20 + random.int(120)) * second, calmAt - at);
    const fault = faults[random.int(faults.length)] ?? 'late';
    const of = { at, does: 'fault', service: 'sentry', fault, forMs } as const;
    // Now and then whatever is asked, so that all that is asked after it is met, too.
    if (random.next() < 0.6) return { ...of, share: 0.4 };
    const on = sentryStates[random.int(sentryStates.length)] ?? 'list';
    return { ...of, share: random.next() < 0.5 ? 1 : 0.5, on };
  });
}
