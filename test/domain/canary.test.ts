import { describe, expect, it } from 'vitest';
import {
  afterCanary,
  canaryLeftMs,
  canaryTrouble,
  failsAgain,
  noCanary,
} from '../../src/domain/drill/canary.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = 1_767_225_600_000;
const passed = afterCanary(noCanary, { passed: true }, now);
const failed = afterCanary(passed, { passed: false, why: 'Slack: is_archived.' }, now + hour);

describe('a canary', () => {
  it('is due at once where none ever ended, and then as often as it is told, over restarts', () => {
    expect(canaryLeftMs(noCanary, hour, now)).toBe(0);
    expect(canaryLeftMs(passed, hour, now + 20 * minute)).toBe(40 * minute);
    expect(canaryLeftMs(passed, hour, now + 2 * hour)).toBe(0);
  });

  it('is due where its end is still to come: a clock had run ahead', () => {
    expect(canaryLeftMs(passed, hour, now - minute)).toBe(0);
  });

  it('is due again soon after a failure, and never later than it is told', () => {
    expect(canaryLeftMs(failed, hour, now + hour)).toBe(5 * minute);
    expect(canaryLeftMs(failed, 2 * minute, now + hour)).toBe(2 * minute);
  });

  it('counts what fails in a row, tells of the second, and forgets with the first that passes', () => {
    const again = afterCanary(failed, { passed: false, why: 'No answer.' }, now + 2 * hour);
    expect([noCanary, passed, failed, again].map(failsAgain)).toEqual([false, false, false, true]);
    expect(again).toEqual({ endedAt: now + 2 * hour, passedAt: now, failures: 2, why: 'No answer.' });
    expect(afterCanary(again, { passed: true }, now + 3 * hour)).toMatchObject({ failures: 0, why: null });
  });

  it.each([
    ['all is well', passed, now, now + hour, null],
    ['the newest failed', failed, now, now + hour, 'canary-failed'],
    ['none has ended, of late', noCanary, now, now + 15 * minute, null],
    ['none has ended, for long', noCanary, now, now + 16 * minute, 'canary-overdue'],
    ['somebody may still drill', passed, now, now + hour + 15 * minute, null],
    ['nothing has come for too long', passed, now, now + hour + 16 * minute, 'canary-overdue'],
    ['the relay was away', passed, now + 9 * hour, now + 9 * hour + minute, null],
    [
      'it came back, and nothing came',
      passed,
      now + 9 * hour,
      now + 9 * hour + 16 * minute,
      'canary-overdue',
    ],
    ['nothing follows a failure', failed, now, now + hour + 21 * minute, 'canary-overdue'],
  ] as const)('%s', (...told) => {
    const [, standing, since, at, trouble] = told;
    expect(canaryTrouble(standing, { everyMs: hour, since, now: at })).toBe(trouble);
  });
});
