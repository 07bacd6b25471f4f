import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../simulator/fakes/start.ts';
import { startFakes, type Fakes } from '../../simulator/fakes/start.ts';
import { createPagerDutyInspector } from '../../src/integrations/pagerduty/inspector.ts';
import { createPagerDutyNotifier } from '../../src/integrations/pagerduty/notifier.ts';
import { createSlackNotifier } from '../../src/integrations/slack/notifier.ts';
import { probeSlack } from '../../src/integrations/slack/probe.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import type { PageFacts } from '../../src/domain/sending/page-projection.ts';
import type { TroubleShown } from '../../src/domain/sending/projection.ts';
import { dedupKey } from '../../src/integrations/pagerduty/dedup-key.ts';
import type { Finding } from '../../src/seams/inspector.ts';
import { silentLog } from '../../src/seams/log.ts';
import type { Notifier } from '../../src/seams/notifier.ts';
import { manualClock, type ManualClock } from '../simulator/fakes/manual-clock.ts';
import { page, singleMessage, stormMessage, thread } from './example-projections.ts';
import { clockFor, hastyClock, rowOf, sendOf, stillClock } from './example-sends.ts';
import { posted } from '../sent.ts';

let clock: ManualClock;
let fakes: Fakes;

beforeEach(async () => {
  clock = manualClock();
  fakes = await startFakes({ seed: 23, https: false, clock });
});
afterEach(() => fakes.close());

describe('the Slack notifier against the fake Slack', () => {
  let notifier: Notifier;
  let lane: string;

  beforeEach(() => {
    notifier = createSlackNotifier(slackOptions());
    lane = `slack:${fakes.connection.slack.channel}`;
  });

  function slackOptions(): Parameters<typeof createSlackNotifier>[0] {
    const limits = { postBurst: 5, postsPerMinute: 240, updatesPerMinute: 50, historyPerMinute: 50 };
    const config = { token: fakes.connection.slack.token, apiUrl: fakes.connection.slack.url, limits };
    return { config, clock: stillClock(), log: silentLog };
  }

  function send(row: Notification, step: Step, parentHandle: string | null = null): Promise<Outcome> {
    return notifier.send(sendOf(row, step, { parentHandle, now: clock.now() }));
  }

  /** Posts while a fault acts; what is never answered is given up soon. */
  function sendInto(spec: FaultSpec['fault']): Promise<Outcome> {
    fault(spec);
    const row = rowOf(stormMessage({ alerts: 33 }), lane);
    const one = createSlackNotifier({ ...slackOptions(), clock: clockFor(spec.kind === 'timeout') });
    return one.send(sendOf(row, 'create', { now: clock.now() }));
  }

  function fault(spec: FaultSpec['fault'], method = 'chat.postMessage'): void {
    fakes.faults.add({ target: { service: 'slack', method }, window: { count: 1 }, fault: spec });
  }

  async function post(over: Partial<TroubleShown> = {}): Promise<string> {
    const outcome = await send(rowOf(stormMessage(over), lane), 'create');
    if (outcome.kind !== 'delivered' || outcome.handle === null) throw new Error(JSON.stringify(outcome));
    return outcome.handle;
  }

  it('posts, changes and replies to one living message whose metadata says what it covers', async () => {
    const handle = await post({ alerts: 10 });
    const row = rowOf(stormMessage({ alerts: 90 }), lane, { sent: posted({ handle }) });
    expect(await send(row, 'change')).toEqual({ kind: 'delivered', handle });
    expect(await send(rowOf(thread(), lane), 'create', handle)).toMatchObject({ kind: 'delivered' });
    const [root, reply, ...others] = fakes.observed().slack.messages;
    expect(others).toEqual([]);
    expect(root!.revisions.map(({ metadata }) => metadata!.event_payload['alerts'])).toEqual([10, 90]);
    expect(root!.revisions[1]!.blocksText).toContain('gateway');
    expect(reply).toMatchObject({ threadTs: handle, broadcast: true });
  });

  it.each<readonly [string, FaultSpec['fault']]>([
    ['a 503', { kind: 'accept-then-fail', answer: 503 }],
    ['internal_error', { kind: 'accept-then-fail', answer: 'internal_error' }],
    ['fatal_error', { kind: 'accept-then-fail', answer: 'fatal_error' }],
    ['no answer at all', { kind: 'timeout' }],
    ['a reset connection', { kind: 'reset', when: 'after' }],
    ['a page of HTML', { kind: 'html', takesEffect: true }],
  ])('finds its own post again after %s', async (_name, spec) => {
    expect(await sendInto(spec)).toMatchObject({ kind: 'failed', ambiguous: true });
    clock.advance(20_000);
    const lost = rowOf(stormMessage({ alerts: 70 }), lane, {
      attempts: { ambiguousAt: clock.now() - 15_000 },
    });
    const { ts } = fakes.observed().slack.messages[0]!;
    expect(await send(lost, 'lookup')).toEqual({ kind: 'found', handle: ts, alerts: 33, upto: 0 });
  });

  it('finds a lost reply in its thread', async () => {
    const handle = await post();
    fault({ kind: 'accept-then-fail', answer: 500 });
    expect(await send(rowOf(thread(), lane), 'create', handle)).toMatchObject({
      kind: 'failed',
      ambiguous: true,
    });
    const lost = rowOf(thread(), lane, { attempts: { ambiguousAt: clock.now() } });
    expect(await send(lost, 'lookup', handle)).toMatchObject({ kind: 'found', upto: 7 });
  });

  it.each<readonly [string, FaultSpec['fault']]>([
    ['silence', { kind: 'timeout', takesEffect: false }],
    ['a 502', { kind: 'status', status: 502 }],
    ['a reset', { kind: 'reset', when: 'before' }],
  ])('finds nothing where nothing was posted before %s', async (_name, spec) => {
    expect(await sendInto(spec)).toMatchObject({ kind: 'failed', ambiguous: true });
    const lost = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: clock.now() } });
    expect(await send(lost, 'lookup')).toEqual({ kind: 'absent' });
  });

  it('is told to wait in each of the ways in which Slack limits', async () => {
    for (const [form, waitMs] of [
      ['header', 30_000],
      ['bare', 5000],
      ['ok-false', 5000],
    ] as const) {
      fault({ kind: 'rate-limit', retryAfter: 30, form });
      expect(await send(rowOf(stormMessage(), lane), 'create')).toMatchObject({ kind: 'limited', waitMs });
    }
  });

  it('says gone for a message that a person deleted', async () => {
    const handle = await post();
    fakes.slack.deleteMessage(fakes.connection.slack.channel, handle);
    expect(await send(rowOf(stormMessage(), lane, { sent: posted({ handle }) }), 'change')).toMatchObject({
      kind: 'gone',
    });
  });

  it('is blind without the history scope, and says at the start that it will be', async () => {
    expect(await probeSlack(slackOptions())).toMatchObject({ kind: 'ok', missing: [] });
    fakes.slack.dropScope('channels:history');
    fakes.slack.dropScope('groups:history');
    const lost = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: clock.now() } });
    expect(await send(lost, 'lookup')).toMatchObject({ kind: 'blind' });
    expect(await probeSlack(slackOptions())).toMatchObject({
      missing: [expect.stringContaining('channels:history') as string],
    });
  });

  it('blocks one lane for an archived channel, and not the other', async () => {
    const other = fakes.slack.addChannel('payments-alerts');
    fakes.slack.archiveChannel(other);
    expect(await send(rowOf(singleMessage(), `slack:${other}`), 'create')).toMatchObject({
      kind: 'misconfigured',
      scope: 'lane',
    });
    await post();
  });

  it('writes blocks that Block Kit takes, however hostile the error', async () => {
    const text = '<!channel> ```&*_~`'.repeat(400);
    const services = Array.from({ length: 50 }, (_, index) => ({
      name: `${index}${text}`,
      alerts: 1,
      issues: 2,
    }));
    await post({
      title: text,
      services,
      tags: [[text, text]],
      what: { type: text, message: text, culprit: text, frame: null, about: [], seenIn: null },
    });
    expect(fakes.observed().slack.messages).toHaveLength(1);
  });
});

describe('the PagerDuty notifier against the fake PagerDuty', () => {
  const lane = 'pagerduty:0a1b2c3d';

  function options(): Parameters<typeof createPagerDutyNotifier>[0] {
    const { routingKey, url } = fakes.connection.pagerduty;
    return {
      config: { routingKey, eventsUrl: url, limits: { events: 110 } },
      clock: stillClock(),
      log: silentLog,
      relayUrl: null,
    };
  }

  function send(over: Partial<PageFacts>, step: Step, clock = stillClock()): Promise<Outcome> {
    return createPagerDutyNotifier({ ...options(), clock }).send(sendOf(rowOf(page(over), lane), step));
  }

  it('opens one incident for one key, overwrites its summary, and resolves it', async () => {
    await send({}, 'create');
    await send({ services: ['cart', 'search'] }, 'change');
    await send({}, 'close');
    expect(fakes.observed().pagerduty.incidents).toMatchObject([
      {
        status: 'resolved',
        summary: 'redis unreachable (cache-main) in production: cart and search',
        dedupKey: dedupKey(page()),
      },
    ]);
    expect(fakes.observed().pagerduty.calls.map(({ effect }) => effect)).toEqual([
      'opened',
      'updated',
      'resolved',
    ]);
  });

  it('repeats a trigger whose answer was lost without a second page', async () => {
    fakes.faults.add({ target: { service: 'pagerduty' }, window: { count: 1 }, fault: { kind: 'timeout' } });
    const unanswered = await send({}, 'create', hastyClock());
    expect(unanswered).toMatchObject({ kind: 'failed', ambiguous: true, timedOut: true });
    expect(await send({}, 'create')).toMatchObject({ kind: 'delivered' });
    expect(fakes.observed().pagerduty.incidents).toHaveLength(1);
  });

  it('waits when it is throttled', async () => {
    fakes.setLimits({ pagerdutyPerMinute: 2 });
    const outcomes = [await send({}, 'create'), await send({}, 'change'), await send({}, 'close')];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'limited']);
  });

  it('blocks its lane for an unknown key, and sees it in the probe', async () => {
    const probe = (config = options().config): Promise<Finding> =>
      createPagerDutyInspector({ ...options(), config, rest: null }).probe(lane);
    expect(await probe()).toMatchObject({ kind: 'yes' });
    const wrong = { ...options().config, routingKey: 'Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe' };
    const blocked = createPagerDutyNotifier({ ...options(), config: wrong });
    expect(await blocked.send(sendOf(rowOf(page(), lane), 'create'))).toMatchObject({
      kind: 'misconfigured',
      scope: 'lane',
    });
    expect(await probe(wrong)).toMatchObject({ kind: 'no' });
    expect(fakes.observed().pagerduty.incidents).toEqual([]);
  });

  it('cuts a page of a megabyte to what PagerDuty takes', async () => {
    const services = Array.from({ length: 500 }, (_, index) => `${index} ${'x'.repeat(4000)}`);
    expect(await send({ services }, 'create')).toMatchObject({ kind: 'delivered' });
    expect(fakes.observed().pagerduty.calls[0]!.bytes).toBeLessThanOrEqual(512_000);
  });
});
