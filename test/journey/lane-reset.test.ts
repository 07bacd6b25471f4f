import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { expectBalance, expectNoMessageTwice, roots } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 1312;
/** Slow enough that the quarter of an hour that a lane waits at most takes minutes: no noise waits it out. */
const speed = 4;

/** A relay that Slack has told to come back in years. */
async function told(): Promise<{ of: Journey; lane: string }> {
  const of = await journey({ seed, speed });
  of.fakes.faults.add({
    target: { service: 'slack', method: 'chat.postMessage' },
    fault: { kind: 'rate-limit', retryAfter: 999_999_999 },
  });
  await of.start();
  await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event());
  const lane = await until('the lane waits', async () =>
    (await of.api.lanes()).find(({ state }) => state.kind === 'waiting'),
  );
  of.fakes.faults.clear();
  return { of, lane: lane.id };
}

describe('a lane that waits', () => {
  it('is tried at once when an operator says by command that it works again, and an entry says who', async () => {
    const { of, lane } = await told();
    expect(roots(of)).toHaveLength(0);
    const at = of.clock.now();
    const said = await stormrelay(of, ['lanes', 'reset', lane, '--by', 'ada']);
    expect(said).toMatchObject({ code: 0, stdout: `${lane}: it is tried at once.\n` });
    await until('the message', () => roots(of).length === 1);
    expect(of.clock.now() - at).toBeLessThan(15 * 60_000);
    await until('it flows', async () =>
      (await of.api.lanes()).every(({ state }) => state.kind === 'flowing'),
    );
    expect((await of.api.setAside()).map(({ disposition }) => disposition.reason)).toContain(
      `Lane ${lane} works again, says ada: it is tried at once.`,
    );
    expect(lines(of.relay().stdout()).some((one) => one.includes('"event":"lane-reset"'))).toBe(true);
    await of.rest();
    expectNoMessageTwice(of);
    await expectBalance(of);
  });

  it('waits on when it is told to wait again, and one that nobody knows cannot be reset', async () => {
    const { of, lane } = await told();
    of.fakes.faults.add({
      target: { service: 'slack', method: 'chat.postMessage' },
      fault: { kind: 'rate-limit', retryAfter: 600 },
    });
    const limited = (): number =>
      of.fakes.observed().slack.calls.filter(({ status }) => status === 429).length;
    const before = limited();
    expect((await of.api.post(`lanes/${encodeURIComponent(lane)}/reset`)).status).toBe(202);
    await until('it was tried', () => limited() === before + 1);
    await until('it waits', async () => (await of.api.lanes())[0]?.state.kind === 'waiting');
    expect(await of.api.post('lanes/slack:C000NONE/reset')).toMatchObject({
      status: 404,
      body: { error: { code: 'no-such-lane' } },
    });
    const wrong = await stormrelay(of, ['lanes', 'reset', 'slack:C000NONE']);
    expect(wrong.stderr).toContain('There is no such lane');
  });
});
