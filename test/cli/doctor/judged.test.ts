import { describe, expect, it } from 'vitest';
import { judgeDisk } from '../../../src/cli/doctor/look-machine.ts';
import { judgeClock, skewOf } from '../../../src/cli/doctor/look-outside.ts';
import { judgeSentry } from '../../../src/cli/doctor/sentry-judged.ts';
import { judged } from '../../../src/cli/doctor/words.ts';
import { whereaboutsIn } from '../../../src/config/load.ts';
import type { AlertRule, IntegrationSetup } from '../../../src/seams/sentry-desk.ts';

const ours: IntegrationSetup = {
  name: 'stormrelay',
  disabled: false,
  url: 'https://relay.example.com/webhooks/sentry',
  requests: [202, 202],
  resources: ['issue'],
  ids: ['11', 'uuid-12'],
};
const rule = (name: string, more: Partial<AlertRule> = {}): AlertRule => {
  return { name, firedAt: null, tells: ['11'], everyEvent: false, pauseMs: 300_000, ...more };
};
const told = (...rules: AlertRule[]) => ({ kind: 'told', value: rules }) as const;
const codes = (integration: IntegrationSetup | null, rules = told(rule('Errors', { everyEvent: true }))) =>
  judgeSentry(integration, rules, 'https://relay.example.com/').map(({ code }) => code);

describe('how Sentry is set up', () => {
  it('is right where the integration is on, sends here, and a rule repeats with a pause', () => {
    expect(codes(ours)).toEqual(['integration-sends', 'rules-tell']);
    // By its installation, as older rules name it.
    expect(codes(ours, told(rule('Old', { tells: ['uuid-12'], everyEvent: true })))).toContain('rules-tell');
  });

  it('is wrong where it is disabled, or sends elsewhere, or its requests fail', () => {
    expect(codes({ ...ours, disabled: true })[0]).toBe('integration-disabled');
    expect(codes({ ...ours, url: 'https://old.example.com/webhooks/sentry' })[0]).toBe(
      'integration-elsewhere',
    );
    expect(codes({ ...ours, url: null })[0]).toBe('integration-elsewhere');
    expect(codes({ ...ours, url: `${ours.url ?? ''}/` })[0]).toBe('integration-sends');
    expect(codes({ ...ours, requests: [0, -1, 401, 202] })).toContain('requests-fail');
    expect(codes({ ...ours, requests: [503, ...Array<number>(9).fill(202)] })).not.toContain('requests-fail');
  });

  it('says which rule will storm, that none repeats, that none tells this integration, that resolves are not told', () => {
    const storming = told(rule('Calm'), rule('Wild', { everyEvent: true, pauseMs: 0 }));
    const found = judgeSentry(ours, storming, null).find(({ code }) => code === 'rule-storms');
    expect(found).toEqual({ code: 'rule-storms', name: 'Wild' });
    expect(codes(ours, told(rule('New issues')))).toContain('rules-tell-once');
    expect(codes({ ...ours, resources: ['issue', 'error'] }, told(rule('New issues')))).not.toContain(
      'rules-tell-once',
    );
    expect(codes(ours, told(rule('Theirs', { tells: ['77'], everyEvent: true, pauseMs: 0 })))).toEqual([
      'integration-sends',
      'no-rule',
    ]);
    expect(codes({ ...ours, resources: [] })).toContain('issue-not-told');
  });

  it('is not known where Sentry does not say', () => {
    expect(judgeSentry(null, { kind: 'refused', why: 'No scope.' }, null).map(({ code }) => code)).toEqual([
      'integration-unseen',
      'sentry-refused',
    ]);
    const silent = judgeSentry(ours, { kind: 'later', waitMs: 1, why: 'Busy.' }, null);
    expect(silent.map((fact) => judged(fact, whereaboutsIn({})).verdict)).toEqual(['ok', 'no answer']);
  });
});

describe('this machine', () => {
  it('has a clock that is compared to the second, no finer than a Date header is', () => {
    expect(skewOf({ before: 10_000, after: 10_200, said: 10_000 })).toBe(0);
    expect(skewOf({ before: 10_900, after: 11_100, said: 10_000 })).toBe(0);
    expect(skewOf({ before: 100_000, after: 100_400, said: 10_000 })).toBe(89_000);
    expect(skewOf({ before: 10_000, after: 10_400, said: 100_000 })).toBe(-89_600);
    expect([0, 31_000, -31_000, 300_000].map((skew) => judgeClock('slack.com', skew).code)).toEqual([
      'clock-agrees',
      'clock-off',
      'clock-off',
      'clock-wrong',
    ]);
  });

  it('has room for what may be kept, or is told how much it lacks', () => {
    const disk = (freeBytes: number, share: number) =>
      judgeDisk({ folder: '/data', near: '/data', freeBytes, share, neededBytes: 2_000 }).code;
    expect([disk(3_000, 0.5), disk(1_000, 0.5), disk(3_000, 0.04)]).toEqual([
      'disk-takes',
      'disk-small',
      'disk-full',
    ]);
  });
});
