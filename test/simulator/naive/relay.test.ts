import { describe, expect, it, onTestFinished } from 'vitest';
import { naiveFigures } from '../../../simulator/naive/figures.ts';
import { startNaiveRelay } from '../../../simulator/naive/relay.ts';
import type { Fakes, SentryWebhook } from '../../../simulator/fakes/start.ts';
import { anError } from '../fakes/sentry/an-error.ts';
import { started } from '../fakes/started.ts';

type Send = (...webhooks: SentryWebhook[]) => Promise<void>;

/** A naive relay before fakes of its own. */
async function naive(): Promise<{ readonly fakes: Fakes; readonly send: Send }> {
  const { fakes, clock } = await started();
  const relay = await startNaiveRelay({ connection: fakes.connection, clock });
  onTestFinished(() => relay.close());
  fakes.sentry.setTarget(relay.target);
  const send: Send = async (...webhooks) => {
    for (const one of webhooks) expect(await fakes.sentry.send(one)).toMatchObject({ outcome: 'accepted' });
    await relay.idle();
  };
  return { fakes, send };
}

describe('a naive relay', () => {
  it('makes each webhook a message, and each alarm a trigger whose key is the issue', async () => {
    const { fakes, send } = await naive();
    const first = fakes.sentry.webhooksFor(anError());
    await send(
      ...first,
      ...fakes.sentry.webhooksFor(anError({ issueId: '5550002', eventId: 'e'.repeat(32) })),
    );
    const { slack, pagerduty } = fakes.observed();
    expect(first).toHaveLength(4);
    expect(slack.messages).toHaveLength(8);
    expect(slack.messages[0]?.revisions[0]?.text).toContain(
      '*ConnectionError: Error 111 connecting to cache:6379*',
    );
    expect(pagerduty.calls).toHaveLength(8);
    expect(new Set(pagerduty.calls.map(({ dedupKey }) => dedupKey))).toEqual(new Set(['5550001', '5550002']));
    expect(naiveFigures(fakes.observed())).toEqual({
      posts: 8,
      pages: 2,
      refusedBySlack: 0,
      refusedByPagerDuty: 0,
    });
  });

  it('tells of what is resolved, and ends no page', async () => {
    const { fakes, send } = await naive();
    await send(
      fakes.sentry.issueWebhook('created', anError()),
      fakes.sentry.issueWebhook('resolved', anError()),
    );
    const { slack, pagerduty } = fakes.observed();
    expect(slack.messages).toHaveLength(2);
    expect(pagerduty.incidents).toMatchObject([{ status: 'triggered' }]);
  });

  it('tries nothing twice, and goes on posting into a 429', async () => {
    const { fakes, send } = await naive();
    const storm = Array.from({ length: 30 }, (_, n) => fakes.sentry.comment('created', anError(), `n ${n}`));
    await send(...storm);
    const { slack, pagerduty } = fakes.observed();
    expect(slack.calls).toHaveLength(30);
    expect(naiveFigures({ slack, pagerduty })).toMatchObject({ posts: 20, refusedBySlack: 10, pages: 0 });
  });

  it('answers Sentry whatever a provider does, and whatever it is sent', async () => {
    const { fakes, send } = await naive();
    fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'reset' } });
    fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'status' } });
    await send(...fakes.sentry.webhooksFor(anError()), fakes.sentry.other('seer', 'finished', null, 0));
    expect(fakes.observed().slack.calls).toHaveLength(5);
    expect(naiveFigures(fakes.observed())).toMatchObject({ pages: 0, refusedBySlack: 0 });
  });
});
