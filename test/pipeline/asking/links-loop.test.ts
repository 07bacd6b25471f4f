import { expect, it } from 'vitest';
import type { FaultSpec } from '../../../simulator/faults/fault-spec.ts';
import { createSlackLocator } from '../../../src/integrations/slack/locator.ts';
import type { Notification } from '../../../src/domain/sending/notification.ts';
import { nothingSent } from '../../../src/domain/sending/sent.ts';
import { followLinks } from '../../../src/pipeline/asking/links-loop.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { stillClock } from '../../notifiers/example-sends.ts';
import { limits } from '../../integrations/slack/slack-edge.ts';
import { message, page, row } from '../../make.ts';
import { posted } from '../../sent.ts';
import { post, started } from '../../simulator/fakes/started.ts';

/** One posted message of the fake Slack, asked for by Slack's own client; time passes only as the loop waits. */
async function scene(more: readonly Notification[] = []) {
  const { fakes } = await started();
  const { token, url, channel } = fakes.connection.slack;
  const handle = await post(fakes, { text: 'redis unreachable' });
  const shown = row(message(), { lane: `slack:${channel}`, sent: posted({ handle }) });
  const beside = [...more];
  const saved: (string | null)[] = [];
  let budget = Infinity;
  let now = 0;
  const clock = stillClock();
  const locator = createSlackLocator({ config: { token, apiUrl: url, limits }, clock, log: silentLog });
  let end = 0;
  let stop = new AbortController();
  const loop = followLinks({
    locators: [locator],
    store: {
      unlinked: () => Promise.resolve(saved.length === 0 ? [shown] : []),
      saveLink: (posting, link) => {
        expect(posting).toEqual({ id: shown.id, handle });
        return Promise.resolve(void saved.push(link));
      },
      notificationsOf: () => Promise.resolve([shown, ...beside]),
    },
    pay: () => Promise.resolve((budget -= 1) >= 0),
    onLinked: () => undefined,
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        if (now >= end) stop.abort();
        return Promise.resolve();
      },
    },
    log: silentLog,
  });
  /** Lets it run for so many virtual seconds. */
  const run = async (seconds: number): Promise<void> => {
    end = now + seconds * 1_000;
    stop = new AbortController();
    await loop(stop.signal);
  };
  const asked = (): number =>
    fakes.observed().slack.calls.filter(({ method }) => method === 'chat.getPermalink').length;
  const pays = (left: number): void => void (budget = left);
  const fails = (fault: FaultSpec['fault'], count?: number): void => {
    const target = { service: 'slack', method: 'chat.getPermalink' } as const;
    fakes.faults.add({ target, fault, ...(count === undefined ? {} : { window: { count } }) });
  };
  return { fails, run, saved, asked, beside, pays, channel, handle };
}

it('asks once where a message is, and never again', async () => {
  const { run, saved, asked, channel, handle } = await scene();
  await run(5);
  await run(600);
  expect(asked()).toBe(1);
  expect(saved).toEqual([expect.stringMatching(`/archives/${channel}/p${handle.replace('.', '')}$`)]);
});

it('asks again what failed, later and later, and gives up after five times', async () => {
  const { fails, run, saved, asked } = await scene();
  fails({ kind: 'status', status: 500 });
  await run(10);
  expect(asked()).toBe(1);
  await run(1);
  expect(asked()).toBe(2);
  await run(3_600);
  expect(asked()).toBe(5);
  expect(saved).toEqual([null]);
});

it('waits as long as Slack says, and asks nothing that no budget pays', async () => {
  const { fails, run, saved, asked, pays } = await scene();
  pays(0);
  await run(60);
  expect(asked()).toBe(0);
  pays(1_000);
  fails({ kind: 'rate-limit', retryAfter: 120, form: 'header', stored: false }, 1);
  await run(119);
  expect(asked()).toBe(1);
  await run(5);
  expect(asked()).toBe(2);
  expect(saved).toHaveLength(1);
});

it('asks nothing of an incident whose page has not reached its pager', async () => {
  const waiting = row(page(), { sent: nothingSent, pendingSince: 1 });
  const { run, asked, beside } = await scene([waiting]);
  await run(60);
  expect(asked()).toBe(0);
  // It was handled before, so that nothing is to be sent any more.
  beside.splice(0, 1, { ...waiting, pendingSince: null });
  await run(2);
  expect(asked()).toBe(1);
});

it('does not ask again for what somebody deleted', async () => {
  const { fails, run, saved, asked } = await scene();
  fails({ kind: 'error-code', error: 'message_not_found' });
  await run(100);
  expect(asked()).toBe(1);
  expect(saved).toEqual([null]);
});
