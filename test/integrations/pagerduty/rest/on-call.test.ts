import { beforeEach, describe, expect, it } from 'vitest';
import { createPagerDutyOnCall } from '../../../../src/integrations/pagerduty/rest/on-call.ts';
import { silentLog } from '../../../../src/seams/log.ts';
import type { OnCall } from '../../../../src/seams/on-call.ts';
import { clockFor } from '../../../notifiers/example-sends.ts';
import { started, type Started } from '../../../simulator/fakes/started.ts';

const minute = 60_000;

describe('who is on call, by the fake PagerDuty', () => {
  let world: Started;
  let now = 0;

  beforeEach(async () => {
    world = await started();
    now = 1_000_000;
  });

  function asking(over: { service?: string | null; policy?: string | null; token?: string } = {}): OnCall {
    const { apiUrl, apiToken, serviceId } = world.fakes.connection.pagerduty;
    return createPagerDutyOnCall({
      rest: { apiUrl, token: over.token ?? apiToken },
      service: over.service === undefined ? serviceId : over.service,
      policySeen: () => over.policy ?? null,
      clock: { ...clockFor(false), now: () => now },
      log: silentLog,
    });
  }

  it('is asked for by the service that is configured, and those who are woken first stand in front', async () => {
    world.fakes.pagerduty.setOnCall([
      { name: 'Kim', level: 2 },
      { name: 'Robin', level: 1 },
      { name: 'Ann', level: 1 },
    ]);
    expect(await asking().whoIsOnCall()).toEqual({
      kind: 'known',
      at: now,
      people: [
        { name: 'Ann', level: 1, until: null },
        { name: 'Robin', level: 1, until: null },
        { name: 'Kim', level: 2, until: null },
      ],
    });
  });

  it('is asked for by the policy that pages were seen to go by, where no service is configured', async () => {
    expect(await asking({ service: null, policy: 'PFAKEEP' }).whoIsOnCall()).toMatchObject({
      people: [{ name: 'Robin Fake', level: 1 }, { name: 'Kim Fake' }],
    });
    const blind = await asking({ service: null }).whoIsOnCall();
    expect(blind).toMatchObject({ kind: 'unknown' });
    expect(blind.kind === 'unknown' && blind.reason).toContain('PAGERDUTY_SERVICE_ID');
  });

  it('is asked at most once a minute, also by many at once', async () => {
    const onCall = asking();
    const answers = await Promise.all([onCall.whoIsOnCall(), onCall.whoIsOnCall()]);
    expect(answers[0]).toBe(answers[1]);
    world.fakes.pagerduty.setOnCall([{ name: 'Kim', level: 1 }]);
    now += minute - 1;
    expect(await onCall.whoIsOnCall()).toBe(answers[0]);
    now += 1;
    expect(await onCall.whoIsOnCall()).toMatchObject({ people: [{ name: 'Kim' }] });
  });

  it('says what to mend where PagerDuty does not tell', async () => {
    const reasonOf = async (onCall: OnCall): Promise<string> => {
      const answer = await onCall.whoIsOnCall();
      return answer.kind === 'unknown' ? answer.reason : 'known';
    };
    expect(await reasonOf(asking({ token: 'wrong-token' }))).toContain('Check the API token');
    expect(await reasonOf(asking({ service: 'PUNKNOWN' }))).toContain('knows no service PUNKNOWN');
    world.fakes.faults.add({
      target: { service: 'pagerduty', method: '/oncalls' },
      fault: { kind: 'html', takesEffect: false },
    });
    expect(await reasonOf(asking())).toContain('127.0.0.1');
  });

  it('is believed for a quarter of an hour after the last answer, and waits as long as it was told', async () => {
    const onCall = asking();
    const known = await onCall.whoIsOnCall();
    world.fakes.setLimits({ pagerdutyRestPerMinute: 0 });
    now += minute;
    expect(await onCall.whoIsOnCall()).toBe(known);
    now += 14 * minute;
    expect(await onCall.whoIsOnCall()).toBe(known);
    now += minute;
    expect(await onCall.whoIsOnCall()).toMatchObject({ kind: 'unknown' });
  });
});
