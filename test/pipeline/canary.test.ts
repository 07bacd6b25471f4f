import { expect, it } from 'vitest';
import { noCanary, type CanaryEnd, type CanaryStanding } from '../../src/domain/drill/canary.ts';
import { Canary } from '../../src/pipeline/canary.ts';
import { silentLog } from '../../src/seams/log.ts';
import { manualClock } from '../simulator/fakes/manual-clock.ts';

const minute = 60_000;

interface Life {
  readonly forS: number;
  /** How the store says that it stood; by default nothing ever sang. */
  readonly stored?: (now: number) => CanaryStanding;
  /** How many drills are open after so many seconds. */
  readonly open?: (s: number) => number;
  /** What the nth came to. */
  readonly ended?: (n: number) => CanaryEnd | null;
}

/** After how many seconds of a life it sang, and what the store keeps of it. */
async function sung({ forS, stored = () => noCanary, open, ended }: Life) {
  const clock = manualClock();
  const began = clock.now();
  const secondNow = (): number => (clock.now() - began) / 1_000;
  const at: number[] = [];
  let kept = stored(began);
  await new Promise<void>((over) => {
    const canary: Canary = new Canary({
      store: {
        canary: () => Promise.resolve(kept),
        endCanary: (standing) => Promise.resolve(void (kept = standing)),
      },
      clock: {
        now: () => clock.now(),
        sleep: (ms) => {
          if (secondNow() + ms / 1_000 > forS) over(canary.end());
          return clock.sleep(ms);
        },
      },
      log: silentLog,
      everyMs: 10 * minute,
      open: () => Promise.resolve(open?.(secondNow()) ?? 0),
      sing: () => {
        const n = at.push(secondNow());
        return Promise.resolve(ended === undefined ? { passed: true } : ended(n));
      },
    });
    canary.begin('http://127.0.0.1:8080');
  });
  return { at, kept, began };
}

it('sings soon after a start, and then as often as it is told', async () => {
  const { at, kept, began } = await sung({ forS: 1_900 });
  expect(at).toEqual([10, 610, 1_210, 1_810]);
  expect(kept).toMatchObject({ passedAt: began + 1_810_000, failures: 0 });
});

it('goes by when the last one ended, in an earlier life too', async () => {
  const stored = (now: number): CanaryStanding => ({ ...noCanary, endedAt: now - 5 * minute });
  expect((await sung({ forS: 350, stored })).at).toEqual([300]);
});

it('waits while somebody drills', async () => {
  expect((await sung({ forS: 100, open: (s) => (s < 45 ? 1 : 0) })).at).toEqual([50]);
});

it('sings again five minutes after a failure, and keeps how often and why it failed', async () => {
  const { at, kept } = await sung({ forS: 400, ended: () => ({ passed: false, why: 'No answer.' }) });
  expect(at).toEqual([10, 310]);
  expect(kept).toMatchObject({ passedAt: null, failures: 2, why: 'No answer.' });
});

it('says nothing by one that was broken off, and stays due', async () => {
  const { at, kept } = await sung({ forS: 25, ended: (n) => (n === 1 ? null : { passed: true }) });
  expect(at).toEqual([10, 20]);
  expect(kept.failures).toBe(0);
});
