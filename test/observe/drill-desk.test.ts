import { describe, expect, it } from 'vitest';
import type { LaneState } from '../../src/domain/sending/lane.ts';
import { troubleOf } from '../../src/domain/sending/trouble.ts';
import { chat, message, page, pager, row } from '../make.ts';
import { drill, t0 } from '../store/nouns.ts';
import { drillReport } from '../../src/observe/drills/drill-desk.ts';
import { accepted, DeskScene, its, running, testChat, rung } from './desk-scene.ts';

const over = { ...running, end: { at: t0 + 5_000, result: 'passed', summary: 'ok' } } as const;

describe('the report of a drill', () => {
  it('says how far one got that is under way, and has its message and the real receivers looked at', async () => {
    const scene = new DeskScene();
    expect(await scene.report()).toMatchObject({
      id: 'drill-1',
      now: t0 + 2_000,
      state: 'running',
      registeredAt: t0,
      endedAt: null,
      alerts: { allowed: 1, taken: 1, firstAt: t0 + 500 },
      incidents: [{ id: 'inc-1', storm: null, children: 0 }],
      hops: [{ hop: 'slack', state: 'confirmed', acceptedAfterMs: 400 }],
      receivers: [
        { receiver: chat.id, kind: 'chat', state: 'ok' },
        { receiver: pager.id, kind: 'pager', state: 'ok' },
      ],
      version: 1,
      steps: [
        { step: 'brain', state: 'ok' },
        {
          step: 'slack',
          state: 'ok',
          done: true,
          taken: { how: 'confirmed', acceptedMs: 400 },
        },
        { step: 'page', state: 'waiting', trouble: { code: 'not-sent' } },
        { step: 'sentry', state: 'unknown' },
      ],
      leftOpen: ['drill-1 is not over.'],
    });
    expect(scene.looked).toEqual([
      'read back inc-1/slack/C1/message',
      `probe since 0 ${chat.lane}`,
      `probe since 0 ${pager.lane}`,
    ]);
  });

  it('knows a drill whose alert has not come as registered, probes already, and has no hops', async () => {
    const scene = new DeskScene({ drills: [drill('drill-1')], incidents: [], rows: [] });
    const report = await scene.report();
    expect(report).toMatchObject({ state: 'registered', incidents: [], hops: [] });
    expect(report.receivers).toHaveLength(2);
  });

  it('looks for nothing that was not accepted', async () => {
    const scene = new DeskScene({ rows: [row(page())] });
    expect((await scene.report()).hops).toMatchObject([{ hop: 'page', state: 'waiting' }]);
    expect(scene.looked.filter((one) => one.includes('inc-1'))).toEqual([]);
  });

  it('has a hop for each receiver that the drill shows itself at', async () => {
    const own = row(message(), { id: 'own', receiver: testChat.id, lane: testChat.lane });
    const scene = new DeskScene({ rows: [row(message()), own] });
    expect((await scene.report()).hops.map(({ receiver }) => receiver)).toEqual([chat.id, testChat.id]);
  });

  it("tells of a storm as one root with its children, and of the root's hops only", async () => {
    const cause = { key: 'k', kind: 'dependency', title: 'redis unreachable' } as const;
    const scene = new DeskScene({
      drills: [{ ...running, incidents: ['inc-1', 'inc-2', 'inc-3'] }],
      incidents: [
        its('inc-1', { storm: { cause, since: t0 } }),
        its('inc-2', { parent: 'inc-1' }),
        its('inc-3', { parent: 'inc-1' }),
      ],
      rows: [row(message()), row(message({ incident: 'inc-2' }), { receiver: testChat.id })],
    });
    const { incidents, hops } = await scene.report();
    expect(incidents).toEqual([{ id: 'inc-1', storm: 'redis unreachable', children: 2 }]);
    expect(hops.map((hop) => hop.receiver)).toEqual([chat.id]);
  });

  it('does not come back with a probe to whoever told the relay to wait', async () => {
    const scene = new DeskScene();
    scene.lanes.set(pager.lane, {
      kind: 'waiting',
      until: t0 + 9_000,
      code: 'limited',
      reason: 'HTTP 429',
      failures: 0,
    });
    const { receivers } = await scene.report();
    expect(receivers[1]).toEqual({
      receiver: pager.id,
      kind: 'pager',
      state: 'unknown',
      proven: true,
      detail: 'HTTP 429',
      trouble: troubleOf('limited', 'HTTP 429'),
    });
    expect(scene.looked.filter((one) => one.includes(pager.lane))).toEqual([]);
  });

  it('probes again once that wait is over, though nothing was sent since', async () => {
    const scene = new DeskScene();
    scene.lanes.set(pager.lane, { kind: 'waiting', until: t0 + 2_000, reason: 'HTTP 429', failures: 1 });
    expect((await scene.report()).receivers[1]).toMatchObject({ state: 'ok' });
    expect(scene.looked).toContain(`probe since 0 ${pager.lane}`);
  });

  it('believes a real lane that its configuration blocks more than a look that goes well', async () => {
    const scene = new DeskScene();
    const blocked = (until: number): LaneState => ({
      kind: 'blocked',
      since: t0,
      until,
      reason: 'restricted_action',
    });
    const pagerSeen = async (): Promise<string | undefined> => (await scene.report()).receivers[1]?.state;
    scene.lanes.set(pager.lane, blocked(t0 + 60_000));
    expect((await scene.report()).receivers[1]).toMatchObject({
      state: 'failed',
      detail: 'restricted_action',
    });
    // It is being tried; a lane that has nothing to try tells no more than that.
    scene.lanes.set(pager.lane, blocked(t0 + 2_000));
    expect(await pagerSeen()).toBe('asking');
    scene.lanes.set(pager.lane, blocked(t0 - 1_000));
    expect(await pagerSeen()).toBe('ok');
    scene.sending.add(pager.lane);
    expect(await pagerSeen()).toBe('asking');
    scene.lanes.set(pager.lane, { kind: 'flowing' });
    expect(await pagerSeen()).toBe('ok');
  });

  it('is none for a drill that is not known (any more)', async () => {
    expect(await drillReport(new DeskScene().desk, 'drill-9')).toBeNull();
  });
});

describe('the report of a drill that is over', () => {
  it('recalls what was found and looks at nothing: its page is resolved, its message may be gone', async () => {
    const scene = new DeskScene({ drills: [over], incidents: [its('inc-1', { status: 'resolved' })] });
    scene.lanes.set(pager.lane, { kind: 'waiting', until: t0 + 9_000, reason: 'HTTP 429', failures: 0 });
    expect(await scene.report()).toMatchObject({
      state: 'passed',
      endedAt: t0 + 5_000,
      hops: [{ state: 'confirmed' }],
      receivers: [{ state: 'ok' }, { state: 'ok' }],
      leftOpen: [],
    });
    expect(scene.looked).toEqual([
      'recall inc-1/slack/C1/message',
      `recall ${chat.lane}`,
      `recall ${pager.lane}`,
    ]);
  });

  it('names what is left open: incidents, pages, messages, those of children too', async () => {
    const scene = new DeskScene({
      drills: [{ ...over, incidents: ['inc-1', 'inc-2'] }],
      incidents: [its('inc-1'), its('inc-2', { status: 'resolved', parent: 'inc-1' })],
      rows: [
        row(page(), { sent: rung }),
        row(message({ incident: 'inc-2' }), { sent: { ...accepted, digest: 'd0' } }),
      ],
    });
    expect((await scene.report()).leftOpen).toEqual([
      'Incident inc-1 is not resolved.',
      `The page at ${pager.id} is not resolved yet.`,
      `The message at ${chat.id} does not show the result yet.`,
    ]);
  });

  it('bears that its incidents were pruned', async () => {
    const scene = new DeskScene({ drills: [over], incidents: [], rows: [] });
    expect(await scene.report()).toMatchObject({ incidents: [], hops: [], leftOpen: [] });
  });
});

describe("Sentry's signs of life", () => {
  it('tell the newest genuine delivery, and what was refused since', async () => {
    const last = { at: t0 + 40, verifiedBy: 'secret-2' };
    const scene = new DeskScene({
      signs: { last, refused: { count: 2, firstAt: t0 + 50, likely: 'unknown-secret' as const } },
    });
    expect((await scene.report()).sentry).toEqual({
      last,
      refused: { count: 2, firstAt: t0 + 50, likely: 'unknown-secret' as const },
    });
  });

  it('say so when nothing genuine is known', async () => {
    const signs = { last: null, refused: { count: 1, firstAt: t0 + 10, likely: 'unknown-secret' as const } };
    expect((await new DeskScene({ signs }).report()).sentry).toEqual(signs);
  });
});

describe('the list of drills', () => {
  const scene = new DeskScene({ drills: [over, { ...running, id: 'drill-2' }, drill('drill-3')] });

  it('has the newest in front, with what became of each', async () => {
    expect(await scene.lists.list(10)).toMatchObject([
      { id: 'drill-3', state: 'registered', endedAt: null },
      { id: 'drill-2', state: 'running', endedAt: null },
      { id: 'drill-1', state: 'passed', endedAt: t0 + 5_000, subject: { service: 'checkout' } },
    ]);
    expect(await scene.lists.list(1)).toHaveLength(1);
  });

  it('counts those that nobody has ended', async () => {
    expect(await scene.lists.open()).toBe(2);
    expect(scene.looked).toEqual([]);
  });
});
