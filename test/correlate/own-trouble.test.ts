import { describe, expect, it } from 'vitest';
import type { OwnTrouble } from '../../src/domain/inbox/own-trouble.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { laneDelivery } from '../../src/ingest/lane-report.ts';
import { troubleDelivery, type TroubleReport } from '../../src/ingest/trouble-entry.ts';
import { renderMessage } from '../../src/integrations/slack/render/render-message.ts';
import { summaryOf } from '../../src/integrations/pagerduty/summary.ts';
import { alert, chat, pager, policy, start } from '../make.ts';
import { Story } from './story.ts';

const letters: OwnTrouble = { code: 'dead-letters', letters: 1 };
const lags: OwnTrouble = { code: 'inbox-lags', entries: 1_200, forMs: 90_000 };

function report(story: Story, atMs: number, state: TroubleReport['state'], trouble: OwnTrouble): void {
  const { body } = troubleDelivery({ state, trouble }, `t${atMs}`);
  story.tell(atMs, body, { source: 'trouble', kind: 'trouble', verifiedBy: 'self' });
}

function lane(story: Story, atMs: number, id: string, down: boolean): void {
  const held = { until: start + atMs, reason: 'HTTP 503', failures: 3 };
  const state = down ? ({ kind: 'waiting', ...held } as const) : ({ kind: 'flowing' } as const);
  const { body } = laneDelivery({ lane: id, state }, `l${atMs}`);
  story.tell(atMs, body, { source: 'lane', kind: 'lane', verifiedBy: 'self' });
}

const own = (story: Story) => story.incidents.filter(({ kind }) => kind === 'own');
const pageOf = (story: Story, id: string) => story.wanted.get(`${id}/${pager.id}/page/1`);

describe("the relay's own trouble", () => {
  it('is one incident of each kind, which says what it is now and heals by itself', () => {
    const story = new Story();
    report(story, 0, 'on', letters);
    report(story, 60_000, 'on', { ...letters, letters: 3 });
    report(story, 61_000, 'on', lags);
    expect(own(story).map(({ title }) => title)).toEqual([
      'Something could not be told',
      'Alerts are told late',
    ]);
    expect(story.liveMessage('inc-1')).toMatchObject({
      own: true,
      state: 'open',
      alerts: 0,
      what: { message: expect.stringContaining('3 dead letters wait for an operator') as string },
    });
    report(story, 120_000, 'over', letters);
    expect(story.liveMessage('inc-1').state).toBe('resolved');
    expect(own(story).map(({ status }) => status)).toEqual(['resolved', 'open']);
    report(story, 180_000, 'on', letters);
    expect(own(story)).toHaveLength(3);
  });

  it('wakes somebody where alerts may reach nobody, and only there', () => {
    const story = new Story();
    report(story, 0, 'on', letters);
    report(story, 1_000, 'on', lags);
    expect(pageOf(story, 'inc-1')).toBeUndefined();
    const page = pageOf(story, 'inc-2')?.projection;
    expect(page).toMatchObject({ state: 'triggered', own: true, environmentKnown: true });
    expect(page?.surface === 'page' ? summaryOf(page) : '').toBe('stormrelay: Alerts are told late');
    report(story, 9_000, 'over', lags);
    expect(pageOf(story, 'inc-2')?.projection).toMatchObject({ state: 'resolved' });
  });

  it('does not ring by a pager that fails, and does once that works and the trouble goes on', () => {
    const story = new Story();
    lane(story, 0, pager.lane, true);
    report(story, 1_000, 'on', {
      code: 'lanes-blocked',
      lanes: [{ lane: chat.lane, reason: 'is_archived' }],
    });
    expect(pageOf(story, own(story)[0]?.id ?? '')).toBeUndefined();
    lane(story, 9_000, pager.lane, false);
    expect(pageOf(story, own(story)[0]?.id ?? '')?.projection).toMatchObject({ state: 'triggered' });
  });

  const failed = (refused: number, forMs: number, from: number): OwnTrouble => {
    return { code: 'store-failed', refused, forMs, from, why: 'no-room' };
  };
  const shownOf = (story: Story): string =>
    JSON.stringify(
      renderMessage(story.liveMessage('inc-1'), { now: start, lag: null, plain: false, relayUrl: null })
        .blocks,
    );

  it('of a store that failed is told in full, as long as it stands and when it is over', () => {
    const story = new Story();
    report(story, 30_000, 'on', failed(44, 22_000, start));
    for (const state of ['open', 'resolved']) {
      expect(story.liveMessage('inc-1')).toMatchObject({ state });
      const shown = shownOf(story);
      for (const told of [
        '44 deliveries got 503',
        'from 2027-01-15 08:00:00 to 08:00:22 UTC',
        'the disk had no room left',
        'Sentry sends none of them again',
        'else look there at what came between these times',
      ])
        expect(shown, state).toContain(told);
      report(story, 90_000, 'over', failed(44, 22_000, start));
    }
    expect(pageOf(story, 'inc-1')).toBeUndefined();
    // As a store gives it back: whoever applies the same entries anew comes to the very same row (I7).
    expect(Object.keys(own(story)[0]?.resolution?.reason ?? {})[0]).toBe('code');
  });

  it('of a store that fails again before it is told as over adds up', () => {
    const story = new Story();
    report(story, 30_000, 'on', failed(44, 22_000, start));
    report(story, 60_000, 'on', failed(6, 12_000, start + 40_000));
    expect(own(story)).toHaveLength(1);
    expect(own(story)[0]?.ownTrouble).toMatchObject({ refused: 50, from: start, forMs: 52_000 });
  });

  it('of a store that failed as older relays told it is over at once, and says how much was refused', () => {
    const story = new Story();
    const told = { state: 'was', trouble: { code: 'store-failed', refused: 7, forMs: 65_000 } };
    const { body } = troubleDelivery({ state: 'on', trouble: letters }, 't');
    const older = JSON.stringify({ ...(JSON.parse(body) as object), ...told });
    story.tell(0, older, { source: 'trouble', kind: 'trouble', verifiedBy: 'self' });
    expect(story.liveMessage('inc-1')).toMatchObject({ state: 'resolved' });
    expect(shownOf(story)).toContain('7 deliveries got 503');
  });

  it('takes no place of other pages, and has one when there are too many', () => {
    const story = new Story();
    for (let n = 0; n < 8; n += 1)
      story.tell(n, alert({ issueKey: `sentry:acme/${n}`, title: `E${n}`, type: `E${n}`, level: 'fatal' }));
    report(story, 100, 'on', lags);
    expect(own(story)[0]?.page).toMatchObject({ joined: null });
    const quiet = new Story();
    report(quiet, 0, 'on', lags);
    expect(quiet.state.meta.pagesWanted).toEqual([]);
  });

  it('is told to whoever is named for it, else to whoever has what no other route takes and the first who can be woken', () => {
    const of = (name: string, id: string) => ({
      name,
      surfaces: [id],
      pageWhen: null,
      mentionOnPage: null,
      shadow: false,
    });
    const leaf = { matchers: [], continue: false, muteTimeIntervals: [], activeTimeIntervals: [], holdMs: 0 };
    const routing: NonNullable<Policy['routing']> = {
      receivers: [of('everyone', chat.id), of('platform', pager.id)],
      route: { ...leaf, receiver: 'everyone', escalate: null, routes: [] },
      intervals: {},
    };
    const told = (ownTrouble?: string): readonly (string | undefined)[] => {
      const story = new Story({ ...policy, routing, ...(ownTrouble !== undefined && { ownTrouble }) });
      report(story, 0, 'on', lags);
      return own(story)[0]?.routed?.map(({ receiver }) => receiver) ?? [];
    };
    expect([told(), told('platform'), told('nobody')]).toEqual([
      ['everyone', 'platform'],
      ['platform'],
      ['everyone', 'platform'],
    ]);
  });

  it('can be acknowledged and closed by people, and is part of nothing', () => {
    const story = new Story();
    report(story, 0, 'on', lags);
    story.tell(1, alert({ level: 'fatal' }));
    story.operator(1_000, 'acknowledge', 'inc-1');
    expect(story.liveMessage('inc-1').state).toBe('acknowledged');
    story.merge(2_000, 'inc-1', 'inc-2');
    story.merge(2_100, 'inc-2', 'inc-1');
    expect(story.incidents.map(({ parent }) => parent)).toEqual([null, null]);
    story.operator(3_000, 'resolve', 'inc-1');
    expect(story.liveMessage('inc-1').state).toBe('resolved');
  });

  it('is shown in few words', () => {
    const story = new Story();
    report(story, 0, 'on', letters);
    const shown = renderMessage(story.liveMessage('inc-1'), {
      now: start + 5_000,
      lag: null,
      plain: false,
      relayUrl: null,
    });
    expect(JSON.stringify(shown.blocks)).toMatchInlineSnapshot(
      `"[{"type":"header","text":{"type":"plain_text","text":"🔴 stormrelay: Something could not be told","emoji":false}},{"type":"section","text":{"type":"mrkdwn","text":"💬 \`1 dead letter waits for an operator: stormrelay dead-letters list.\`\\nSince <!date^1800000000^{time_secs}|08:00:00 UTC>\\n🔕 Not paged: it meets no condition for paging · nobody has acknowledged it here","verbatim":true}},{"type":"context","elements":[{"type":"mrkdwn","text":"Incident inc-1 · updated <!date^1800000005^{time_secs}|08:00:05 UTC>","verbatim":true}]}]"`,
    );
  });
});
