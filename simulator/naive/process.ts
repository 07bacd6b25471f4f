import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createSimClock } from '../clock.ts';
import { newBlocks } from '../fakes/slack/new-blocks.ts';
import { startFakes } from '../fakes/start.ts';
import { newCourse, turnPace } from '../run/course.ts';
import { feedStorm } from '../run/feeder.ts';
import { letHappen } from '../run/happenings.ts';
import { planTimeline } from '../storm/timeline.ts';
import { naiveFigures } from './figures.ts';
import type { FromNaive, ToNaive } from './messages.ts';
import { startNaiveRelay } from './relay.ts';

/**
 * The naive half, in a process of its own: fakes, relay and feeder, behind everything else that wants a processor, so
 * that the relay under test has no less of the machine.
 */
setPriority(constants.priority.PRIORITY_LOW);
const tell = (message: FromNaive): void => void process.send?.(message);
type Opened = Awaited<ReturnType<typeof open>>;

async function open({ scenario, seed, clock: { speed, epoch } }: Extract<ToNaive, { kind: 'open' }>) {
  const clock = createSimClock(speed, epoch);
  const fakes = await startFakes({
    clock,
    seed,
    https: false,
    newBlocks: scenario.newBlocks ? newBlocks : [],
  });
  const relay = await startNaiveRelay({ connection: fakes.connection, clock });
  fakes.sentry.setTarget(relay.target);
  tell({ kind: 'opened', windowUrl: fakes.connection.window.url });
  return { scenario, seed, clock, fakes, relay, course: newCourse() };
}

/** The same storm as the other half's, as much later as this process was told of it. */
async function storm({ scenario, seed, clock, fakes, relay, course }: Opened, start: number): Promise<void> {
  const timeline = planTimeline(scenario, seed, start);
  const { signal } = new AbortController();
  course.late = Math.max(0, clock.now() - start);
  const stage = { clock, fakes, nextSecret: '', crash: null, course, signal };
  const faults = timeline.happenings.filter(({ kind }) => kind === 'fault');
  void letHappen(faults, stage);
  await feedStorm({ webhooks: timeline.webhooks, course, sentry: fakes.sentry, clock, signal });
  await relay.idle();
  tell({ kind: 'over', figures: await whenStill(() => naiveFigures(fakes.observed())) });
}

/**
 * The figures once they have stood for a second: what Sentry or the relay gave up waiting for is still on its way to
 * whoever it was sent to, and counts when it arrives.
 */
async function whenStill<T>(figures: () => T): Promise<T> {
  for (let last = figures(); ;) {
    await delay(1_000);
    const next = figures();
    if (isDeepStrictEqual(next, last)) return next;
    last = next;
  }
}

function act(world: Opened, message: Exclude<ToNaive, { kind: 'open' }>): void {
  if (message.kind === 'storm') void storm(world, message.start);
  else if (message.kind === 'turn') turnPace(world.course, message.pace, world.clock.now());
  else world.fakes.faults.add(message.fault);
}

let opened: Promise<Opened> | null = null;
process.on('message', (message: ToNaive) => {
  if (message.kind === 'open') opened = open(message);
  else void opened?.then((world) => act(world, message));
});
// Ctrl-C reaches every process of a terminal: this one ends with the run that started it.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
