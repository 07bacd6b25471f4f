import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from '../scene/command.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import { pagedStorm, resolve } from '../scene/paged-storm.ts';
import { rawPost } from '../scene/raw-post.ts';
import { pages } from '../scene/seen.ts';

const seed = 611;
const speed = 20;

/** The log's lines as programs read them. */
function told(journey: Journey): readonly Record<string, unknown>[] {
  return lines(journey.relay().stdout()).map((line) => JSON.parse(line) as Record<string, unknown>);
}

function of(journey: Journey, event: string): readonly Record<string, unknown>[] {
  return told(journey).filter((line) => line['event'] === event);
}

describe('the log at info tells the story', () => {
  it('opened, storm, paged, taken by the pager, resolved, each with incident and title; and what was refused', async () => {
    const storm = await pagedStorm(seed);
    for (let n = 0; n < 40; n += 1)
      await rawPost(storm.of, { body: '{}', resource: 'issue', signature: 'f'.repeat(64) });
    await resolve(storm);
    await until('the page is resolved', () => pages(storm.of)[0]?.status === 'resolved');
    await until('its end is told', () => of(storm.of, 'resolved').length > 0);
    for (const event of ['opened', 'storm', 'page', 'resolved']) {
      const line = of(storm.of, event).find((one) => one['incident'] === storm.root.id);
      expect(line, event).toMatchObject({ level: 30, title: expect.any(String) as string });
      expect(line?.['msg'], event).toContain(storm.root.id);
    }
    await until('both answers of the pager are told', () => of(storm.of, 'delivered').length >= 2);
    expect(of(storm.of, 'refused')).toHaveLength(3);
    await storm.of.stop();
    expect(of(storm.of, 'refused').at(-1)).toMatchObject({ code: 'signature-mismatch', more: 37 });
  });
});

describe('the configuration is asked', () => {
  it('at the start, silently: told in the log and in readyz', async () => {
    const relay = await journey({ seed, speed, channels: 2 });
    await relay.start();
    // One that a busy machine did not let answer in time is asked again.
    const well = async (): Promise<number> =>
      (await asked(relay)).filter(({ verdict }) => verdict === 'ok').length;
    await until('all are asked, and well', async () => (await well()) === 3);
    // A line of the log travels through a pipe, and may arrive after an answer that was given later.
    const lines = (): number =>
      told(relay).filter(({ msg, verdict }) => String(msg).startsWith('Asked ') && verdict === 'ok').length;
    await until('all are told', () => lines() >= 3);
    expect(lines()).toBe(3);
    expect(pages(relay)).toEqual([]);
    expect(relay.fakes.observed().slack.messages).toEqual([]);
  });

  it('and a wrong token is told, without closing the doors and without telling it', async () => {
    const relay = await journey({ seed, speed });
    relay.fakes.faults.add({
      target: { service: 'slack' },
      fault: { kind: 'error-code', error: 'invalid_auth' },
    });
    await relay.start();
    await until('it is told', async () => (await asked(relay)).some((one) => one.verdict === 'wrong'));
    const { ready, notes } = await relay.api.readiness();
    expect(ready).toBe(true);
    expect(notes.join('\n')).toMatch(/slack\/\S+ cannot be reached as configured: /);
    expect(relay.relay().stdout()).not.toContain(relay.fakes.connection.slack.token);
  });

  it('by check --online: 0 when all works, 1 with what to do when something does not, and offline without the flag', async () => {
    const relay = await journey({ seed, speed });
    const good = await stormrelay(relay, ['check', '--online']);
    expect(good, good.stdout).toMatchObject({ code: 0, stderr: '' });
    expect(lines(good.stdout).filter((line) => line.startsWith('asked '))).toHaveLength(2);
    const wrong = {
      ...relay.env,
      SLACK_BOT_TOKEN: 'xoxb-1-2-nobodysToken',
      PAGERDUTY_ROUTING_KEY: 'e'.repeat(32),
    };
    const bad = await stormrelay({ env: wrong }, ['check', '--online']);
    expect(bad.code).toBe(1);
    expect(lines(bad.stdout).filter((line) => /^asked \S+: wrong\. /.test(line))).toHaveLength(2);
    expect(bad.stdout).not.toContain('nobodysToken');
    expect((await stormrelay({ env: wrong }, ['check'])).code).toBe(0);
    expect(pages(relay)).toEqual([]);
    expect(relay.fakes.observed().slack.messages).toEqual([]);
  });
});

async function asked({ url }: Journey): Promise<readonly { id: string; verdict: string }[]> {
  const { receivers } = (await (await fetch(`${url}/readyz`)).json()) as {
    receivers: readonly { id: string; verdict: string }[];
  };
  return receivers;
}
