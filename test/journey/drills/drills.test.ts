import { describe, expect, it } from 'vitest';
import type { DrillReport } from '../../../src/domain/drill/drill-report.ts';
import {
  drillEnv,
  drilling,
  drillSeed,
  endDrill,
  register,
  reportOf,
  sendSynthetic,
  type SyntheticAlert,
} from '../scene/drill-runner.ts';
import { until, type Journey } from '../scene/journey.ts';
import { expectBalance, pages, roots, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

function settled(report: DrillReport, kinds: readonly string[]): boolean {
  return (
    kinds.every((kind) => report.hops.some((hop) => hop.hop === kind && hop.state === 'confirmed')) &&
    report.receivers.every((probe) => probe.state === 'ok')
  );
}

async function proven(of: Journey, id: string, kinds: readonly string[]): Promise<DrillReport> {
  return until(`${kinds.join(' and ')} confirmed`, async () => {
    const report = await reportOf(of, id);
    return settled(report, kinds) ? report : null;
  });
}

async function over(of: Journey, id: string): Promise<DrillReport> {
  return until('nothing is left open', async () => {
    const report = await reportOf(of, id);
    return report.leftOpen.length === 0 ? report : null;
  });
}

describe('a drill with receivers of its own', () => {
  it('goes through door, inbox, brain and dispatch to them, is read back, and is taken back at the end', async () => {
    const { of, channel, key } = await drilling({ test: true });
    const ticket = await register(of);
    expect(ticket.provable).toEqual(['slack', 'page']);
    expect(ticket.notes).toEqual([]);
    expect((await sendSynthetic(of, { nonce: ticket.nonce })).status).toBe(202);
    const report = await proven(of, ticket.id, ['slack', 'page']);
    expect(report).toMatchObject({
      state: 'running',
      alerts: { allowed: 1, taken: 1 },
      incidents: [{ storm: null, children: 0 }],
    });
    expect(report.hops.map(({ hop, receiver, trouble }) => ({ hop, receiver, trouble }))).toEqual([
      {
        hop: 'page',
        receiver: expect.stringMatching(/^pagerduty\//) as string,
        trouble: null,
      },
      { hop: 'slack', receiver: `slack/${channel}`, trouble: null },
    ]);
    expect(report.hops.find((hop) => hop.hop === 'slack')?.link).toMatch(/^https:\/\/.*\/archives\//);
    expect(report.receivers.map((probe) => probe.receiver)).toContain(`slack/${of.channels[0]!}`);

    expect(roots(of, of.channels[0])).toEqual([]);
    expect(roots(of, channel)).toHaveLength(1);
    expect(shown(roots(of, channel)[0])).toMatch(/🧪 Drill: checkout \(production\)/);
    expect(pages(of)).toMatchObject([{ routingKey: key, status: 'triggered' }]);
    expect(pages(of)[0]?.summary).toMatch(/^DRILL, nothing is broken: checkout/);

    expect(await endDrill(of, ticket.id)).toBe(202);
    expect(await over(of, ticket.id)).toMatchObject({ state: 'passed', incidents: [{ children: 0 }] });
    expect(pages(of)).toMatchObject([{ status: 'resolved' }]);
    expect(shown(roots(of, channel)[0])).toMatch(/✅ Drill: .*Passed[^]*ack 12 ms, Slack 1.1 s/);
    expect(await endDrill(of, ticket.id)).toBe(409);
    // Nothing of it is counted anywhere, and the real key was only asked.
    expect(await of.api.books()).toMatchObject({ accepted: 0, shown: 0, setAside: 0, inFlight: 0 });
    const real = of.fakes.connection.pagerduty.routingKey;
    const calls = of.fakes.observed().pagerduty.calls.filter((call) => call.routingKey === real);
    // Once at the relay's start, once for the drill.
    const asked = { action: 'resolve', effect: 'dropped' };
    expect(calls.map(({ action, effect }) => ({ action, effect }))).toEqual([asked, asked]);
    const metrics = await (await fetch(`${of.url}/metrics`)).text();
    expect(metrics).toMatch(/stormrelay_last_passed_drill_timestamp_seconds [1-9]/);
    expect(metrics).not.toMatch(/webhooks_total\{outcome="accepted"/);
    expect(metrics).not.toMatch(
      /^stormrelay_(?:entries_applied_total|sends_total|send_lag_seconds_count)\{/m,
    );
    expect(metrics).toMatch(/webhooks_total\{outcome="drill",reason="ok",secret="drill"\} 1/);
    expect((await of.api.incidents()).length).toBe(0);
  });

  it('that sends a burst becomes one incident, one page and one message', async () => {
    const { of, channel } = await drilling({ test: true });
    const ticket = await register(of, { scenario: 'storm', alerts: 12 });
    const alerts = Array.from({ length: 12 }, (_, n): SyntheticAlert => ({
      nonce: ticket.nonce,
      level: 'error',
      service: `checkout-drill-${1 + (n % 6)}`,
      issue: String(8_800_000_000 + n),
      value: 'connect ECONNREFUSED drill-qwxyz.invalid:6379',
    }));
    const sent = await Promise.all(alerts.map((alert) => sendSynthetic(of, alert)));
    expect(sent.map((answer) => answer.status)).toEqual(alerts.map(() => 202));
    const report = await proven(of, ticket.id, ['slack', 'page']);
    expect(report.alerts).toMatchObject({ allowed: 12, taken: 12 });
    expect(report.incidents).toHaveLength(1);
    expect(report.incidents[0]?.children).toBeGreaterThan(0);
    expect(report.incidents[0]?.storm).toMatch(/redis|drill-qwxyz/);
    await endDrill(of, ticket.id);
    await over(of, ticket.id);
    expect(pages(of)).toHaveLength(1);
    // A busy machine may post the first before the others fold it in; that message then says what it is part of.
    const own = roots(of, channel).filter((message) => !/part of incident/.test(shown(message)));
    expect(own).toHaveLength(1);
  });
});

describe('a drill without receivers of its own', () => {
  it('shows itself in the normal channel, marked and edited to its result, and pages nobody', async () => {
    const { of } = await drilling({ test: false });
    const ticket = await register(of);
    expect(ticket.provable).toEqual(['slack']);
    expect(ticket.notes.join(' ')).toMatch(/SLACK_TEST_CHANNEL.*pages nobody.*PAGERDUTY_TEST_ROUTING_KEY/);
    await sendSynthetic(of, { nonce: ticket.nonce });
    const report = await proven(of, ticket.id, ['slack']);
    expect(report.hops).toMatchObject([{ hop: 'slack', receiver: `slack/${of.channels[0]}` }]);
    await endDrill(of, ticket.id, 'failed');
    await over(of, ticket.id);
    expect(shown(roots(of)[0])).toMatch(/❌ Drill: /);
    expect(pages(of)).toEqual([]);
    await expectBalance(of);
  });
});

describe('the drill secret', () => {
  it('opens nothing without a nonce that waits for it, and a nonce is used once', async () => {
    const { of } = await drilling({ test: true });
    const ticket = await register(of);
    for (const nonce of ['made-up', ticket.nonce, ticket.nonce])
      expect((await sendSynthetic(of, { nonce })).status).toBe(202);
    await proven(of, ticket.id, ['slack', 'page']);
    await endDrill(of, ticket.id);
    await sendSynthetic(of, { nonce: ticket.nonce, issue: '7700000099' });
    const aside = await until('all were set aside', async () => {
      const entries = await of.api.setAside();
      return entries.length === 3 ? entries : null;
    });
    expect(aside.map((entry) => entry.disposition.reason).reverse()).toEqual([
      expect.stringMatching(/no registered drill has its nonce/),
      expect.stringMatching(/is used up: it announced 1 alert/),
      expect.stringMatching(/is over \(passed\)/),
    ]);
    expect((await reportOf(of, ticket.id)).alerts.taken).toBe(1);
  });

  it('reaches nothing real, whatever ids a payload names', async () => {
    const { of } = await drilling({ test: true });
    const trouble = troubles(of, drillSeed)('checkout', unrelated[0]!);
    await throwIt(of.fakes, trouble.event());
    await until('the real message', () => roots(of, of.channels[0])[0]);
    const ticket = await register(of);
    // The same organization, issue and service as the real one.
    await sendSynthetic(of, { nonce: ticket.nonce, issue: trouble.issueId, org: 'brindle' });
    const report = await proven(of, ticket.id, ['slack', 'page']);
    const [real] = await of.api.incidents();
    expect(report.incidents.map((one) => one.id)).not.toContain(real?.id);
    await endDrill(of, ticket.id);
    await over(of, ticket.id);
    expect(await of.api.incidents()).toHaveLength(1);
    expect(roots(of, of.channels[0])).toHaveLength(1);
    await of.rest();
    const books = await of.api.books();
    expect(books).toMatchObject({ accepted: 2, shown: 1, folded: 1 });
  });

  it('is not needed to look synthetic: a genuine alert with the tag of a drill stays genuine', async () => {
    const { of } = await drilling({ test: true });
    const ticket = await register(of);
    const genuine = await sendSynthetic(
      of,
      { nonce: ticket.nonce, level: 'error' },
      of.fakes.connection.sentry.secret,
    );
    expect(genuine.status).toBe(202);
    await until('the real message', () => roots(of, of.channels[0])[0]);
    expect((await reportOf(of, ticket.id)).alerts.taken).toBe(0);
    expect((await of.api.books()).accepted).toBe(1);
  });
});

describe('a drill that nobody ends', () => {
  it('ends itself after ten minutes and takes back what it shows', async () => {
    const { of, channel } = await drilling({ test: true, speed: 100 });
    const ticket = await register(of);
    await sendSynthetic(of, { nonce: ticket.nonce });
    await until('the page', () => pages(of)[0]);
    const report = await until('it expired', async () => {
      const now = await reportOf(of, ticket.id);
      return now.state === 'expired' && now.leftOpen.length === 0 ? now : null;
    });
    expect((report.endedAt ?? 0) - report.registeredAt).toBeGreaterThanOrEqual(600_000);
    expect(pages(of)).toMatchObject([{ status: 'resolved' }]);
    expect(shown(roots(of, channel)[0])).toMatch(/⌛ Drill: /);
  });

  it('survives kill -9: what it opened is ended by the next life', async () => {
    const { of, channel, key } = await drilling({ test: true });
    const ticket = await register(of);
    await sendSynthetic(of, { nonce: ticket.nonce });
    await until('page and message', () => pages(of)[0] !== undefined && roots(of, channel)[0] !== undefined);
    await of.kill();
    await of.start(drillEnv(of, { channel, key }));
    expect((await reportOf(of, ticket.id)).state).toBe('running');
    await endDrill(of, ticket.id, 'cancelled');
    await over(of, ticket.id);
    expect(pages(of)).toMatchObject([{ status: 'resolved' }]);
    expect(roots(of, channel)).toHaveLength(1);
    expect(shown(roots(of, channel)[0])).toMatch(/⏹️ Drill: /);
  });
});
