import { createSeededRandom, seedOf, type SeededRandom } from '../../seeded-random.ts';
import { drawCoincidences } from './draw-coincidences.ts';
import { drawDesk } from './draw-desk.ts';
import { drawFlood, drawTroubles, services } from './draw-troubles.ts';
import { drawPolicy } from './policy.ts';
import {
  callFaults,
  slackOddities,
  type During,
  type ImaginedIssue,
  type Story,
  type StoryEvent,
} from './story.ts';

const second = 1_000;
const minute = 60 * second;

/** The relay has run so long before anything happens. */
const beginsAt = 5 * second;

/** Draws a story: the same seed draws the same one. */
export function drawStory(seed: number): Story {
  const random = createSeededRandom(seedOf('story', seed));
  const calmAt = (3 + random.int(5)) * minute;
  const issues: ImaginedIssue[] = [];
  const troubles = [...drawTroubles(random, issues, calmAt)];
  troubles.push(...drawFlood(createSeededRandom(seedOf('flood', seed)), issues, calmAt));
  const acts = drawActs(random, troubles, calmAt);
  const ends: StoryEvent[] =
    random.next() < 0.75
      ? issues.map(({ number }) => ({ at: calmAt + random.int(5 * second), does: 'resolved', issue: number }))
      : [];
  const draw = { random, calmAt, busy: [...troubles, ...acts] };
  const policy = drawPolicy(createSeededRandom(seedOf('policy', seed)), services);
  const events = [...troubles, ...acts, ...ends, ...drawFaults(draw), ...drawCuts(draw)];
  events.push(...drawCoincidences(seed, { troubles, acts, issues, calmAt }));
  // Of its own chance, as all that was thought of later: nothing else that a seed draws changes by it.
  const asked = drawDesk(createSeededRandom(seedOf('desk', seed)), { troubles, beginsAt, calmAt });
  events.push(...asked.events);
  return {
    seed,
    pagerTells: random.next() < 0.6,
    pagerCopies: random.next() < 0.3 ? 2 : 1,
    channels: random.next() < 0.25 || policy.secondTeam.length > 0 ? 2 : 1,
    buttons: random.next() < 0.8,
    policy,
    desk: asked.desk,
    issues,
    events: events.sort((a, b) => a.at - b.at),
    calmAt,
    endAt: calmAt + 5 * minute,
  };
}

interface Draw {
  readonly random: SeededRandom;
  readonly calmAt: number;
  /** When something happens that makes the relay send. */
  readonly busy: readonly StoryEvent[];
}

/** Mostly where something happens: a fault that meets nothing proves nothing. */
function moment({ random, calmAt, busy }: Draw): number {
  const near = busy[random.int(busy.length)];
  const at =
    near !== undefined && random.next() < 0.85
      ? near.at - 2 * second + random.int(5 * second)
      : random.int(calmAt);
  return Math.max(beginsAt, Math.min(at, calmAt - 5 * second));
}

function drawFaults(draw: Draw): readonly StoryEvent[] {
  const { random, calmAt } = draw;
  const within = (forMs: number): { at: number; forMs: number } => {
    const at = moment(draw);
    return { at, forMs: Math.min(forMs, calmAt - at) };
  };
  const faults = Array.from({ length: random.int(8) }, (): StoryEvent => {
    const service = random.next() < 0.55 ? 'slack' : 'pagerduty';
    const fault = callFaults[random.int(callFaults.length)] ?? 'late';
    const long = random.next() < 0.2 ? 90 : 15;
    const share = random.next() < 0.5 ? 1 : 0.5;
    return { does: 'fault', service, fault, share, ...within((3 + random.int(long)) * second) };
  });
  // What is not yet over when Sentry resolves: pages that cannot be ended, messages that cannot be changed.
  if (random.next() < 0.3)
    faults.push({
      does: 'fault',
      service: random.next() < 0.3 ? 'slack' : 'pagerduty',
      fault: callFaults[random.int(callFaults.length)] ?? 'late',
      share: 1,
      at: calmAt - second,
      forMs: (5 + random.int(15)) * second,
    });
  const oddities = slackOddities
    .filter(() => random.next() < 0.25)
    .map((oddity): StoryEvent => ({ does: 'oddity', oddity, ...within((30 + random.int(180)) * second) }));
  return [...faults, ...oddities];
}

function drawCuts(draw: Draw): readonly StoryEvent[] {
  const { random } = draw;
  const events: StoryEvent[] = [];
  const downMs = (): number => (random.next() < 0.2 ? 30 * second : 1 + random.int(3 * second));
  const during = (): During =>
    (['webhook-waits', 'send-under-way', 'at-rest'] as const)[random.int(3)] ?? 'at-rest';
  while (random.next() < 0.5)
    events.push({
      at: moment(draw),
      does: 'cut',
      commits: 1 + random.int(8),
      written: random.next() < 0.5,
      power: random.next() < 0.4,
      downMs: downMs(),
    });
  if (random.next() < 0.25)
    events.push({ at: moment(draw), does: 'kill', downMs: downMs(), during: during() });
  if (random.next() < 0.15) events.push({ at: moment(draw), does: 'restart', during: during() });
  if (random.next() < 0.2)
    events.push({ at: moment(draw), does: 'full', forMs: (2 + random.int(15)) * second });
  if (random.next() < 0.2)
    events.push({
      at: moment(draw),
      does: 'failing',
      forMs: (1 + random.int(15)) * second,
      beginning: random.next() < 0.5,
    });
  if (random.next() < 0.15)
    events.push({
      at: moment(draw),
      does: 'clock',
      byMs: (random.next() < 0.5 ? -20 : 20) * (1 + random.int(6)) * minute,
      during: during(),
    });
  if (random.next() < 0.15)
    events.push({ at: moment(draw), does: 'freeze', forMs: 15 * second, during: during() });
  return events;
}

const acts = [
  'press-acknowledge',
  'press-acknowledge',
  'press-twice',
  'press-resolve',
  'pager-acknowledge',
  'pager-resolve',
  'delete-message',
] as const;

/** People do something about what has just happened. */
function drawActs(
  random: SeededRandom,
  troubles: readonly StoryEvent[],
  calmAt: number,
): readonly StoryEvent[] {
  return Array.from({ length: random.int(4) }, (): StoryEvent => {
    const about = troubles[random.int(troubles.length)]?.at ?? 30 * second;
    const at = Math.min(about + (3 + random.int(40)) * second, calmAt - second);
    return { at, does: 'act', act: acts[random.int(acts.length)] ?? 'press-acknowledge' };
  });
}
