import type { SimClock } from '../clock.ts';
import type { Fakes } from '../fakes/start.ts';
import type { DownTime } from '../referee/evidence.ts';
import type { PlannedHappening } from '../storm/timeline.ts';
import type { Course } from './course.ts';

/** What can be done to a run while it goes on. */
interface Stage {
  readonly clock: SimClock;
  readonly fakes: Fakes;
  /** The secret that Sentry switches to. */
  readonly nextSecret: string;
  /** Ends the relay without warning and starts it again after `down` virtual ms; null when this run does not own it. */
  readonly crash: ((down: number, course: Course) => Promise<DownTime>) | null;
  readonly course: Course;
  readonly signal: AbortSignal;
}

/** Lets everything happen at its time; resolves with the times in which the relay was down. */
export async function letHappen(happenings: readonly PlannedHappening[], stage: Stage): Promise<DownTime[]> {
  const down: DownTime[] = [];
  for (const happening of happenings) {
    await until(happening.at, stage);
    if (stage.signal.aborted) break;
    const time = await apply(happening, stage);
    if (time !== null) down.push(time);
  }
  return down;
}

/** So often somebody looks whether the pace was turned meanwhile, in virtual ms. */
const LOOK_EVERY_MS = 250;

/** What happens goes with the storm, where somebody turns its pace. */
async function until(at: number, { clock, course, signal }: Stage): Promise<void> {
  for (;;) {
    const left = at + course.turned - clock.now();
    if (left <= 0 || signal.aborted) return;
    await clock.sleep(Math.min(left, LOOK_EVERY_MS), signal);
  }
}

async function apply(happening: PlannedHappening, stage: Stage): Promise<DownTime | null> {
  switch (happening.kind) {
    case 'switch-secret':
      stage.fakes.sentry.setSecret(stage.nextSecret);
      return null;
    case 'fault':
      stage.fakes.faults.add(happening.spec);
      return null;
    case 'kill':
      return stage.crash === null ? null : await stage.crash(happening.down, stage.course);
  }
}
