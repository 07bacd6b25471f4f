import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../src/integrations/pagerduty/summary.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, pager, start } from '../../make.ts';
import { DrillStory, testChat, testPager } from '../drill-story.ts';
import { minute } from '../story.ts';

/** Fatal errors that have nothing in common. */
function unlike(n: number): Alert {
  const letter = 'abcdefghi'[n] ?? '';
  return alert({
    issueKey: `sentry:acme/f${n}`,
    service: `s${n}`,
    title: `fatal ${letter}`,
    message: `m${letter}`,
    type: `T${letter}`,
    exceptions: [],
    level: 'fatal',
  });
}

/** Registers drills and lets each of them page. */
function pageByDrills(story: DrillStory, fromMs: number, drills: number): readonly string[] {
  return Array.from({ length: drills }, (_, n) => {
    const id = story.register(fromMs + n * 10, `n${n}`);
    story.drillAlert(fromMs + n * 10 + 5, `n${n}`);
    return id;
  });
}

describe('the page of a drill', () => {
  it('goes to the test receiver alone, and says that nothing is broken', () => {
    const story = new DrillStory();
    story.register(0);
    story.drillAlert(10, 'n1');
    expect(story.rowsAt(pager.id, 'page')).toEqual([]);
    const [page] = story.rowsAt(testPager.id, 'page');
    expect(page?.projection).toMatchObject({
      state: 'triggered',
      reason: 'Its level is fatal.',
      environmentClass: 'drill:drill-1',
    });
    expect(page?.projection.surface === 'page' ? summaryOf(page.projection) : '').toMatch(
      /^DRILL, nothing is broken: checkout/,
    );
  });

  it('is wanted by the same rules as any other', () => {
    const story = new DrillStory();
    story.register(0);
    story.drillAlert(10, 'n1', { level: 'error' });
    expect(story.rowsAt(testPager.id, 'page')).toEqual([]);
    expect(story.rowsAt(testChat.id, 'message')).toHaveLength(1);
  });

  it.each(['staging', 'dev', 'preview-123', null])('goes out also for environment %s', (environment) => {
    const story = new DrillStory();
    story.register(0, 'n1', 2);
    story.drillAlert(10, 'n1', { environment, eventId: 'e1' });
    story.drillAlert(20, 'n1', { environment, eventId: 'e2' });
    expect(story.rowsAt(testPager.id, 'page').map((row) => row.projection)).toMatchObject([
      { state: 'triggered' },
    ]);
    expect(story.incidents[0]?.environmentClass).toBe('drill:drill-1');
  });

  it('does not count against the cap that protects whoever is on call', () => {
    const story = new DrillStory();
    pageByDrills(story, 0, 6);
    expect(story.rowsAt(testPager.id, 'page')).toHaveLength(6);
    expect(story.state.meta.pagesWanted).toEqual([]);
    for (let n = 0; n < 5; n += 1) story.tell(minute + n, unlike(n));
    expect(story.rowsAt(pager.id, 'page')).toHaveLength(5);
    expect(story.incidents.filter((incident) => incident.kind === 'collector')).toEqual([]);
    expect(story.state.meta.pagesWanted).toEqual([0, 1, 2, 3, 4].map((n) => start + minute + n));
  });

  it('joins no collecting page, however many real pages there are', () => {
    const story = new DrillStory();
    for (let n = 0; n < 7; n += 1) story.tell(n, unlike(n));
    const collector = story.incidents.find((incident) => incident.kind === 'collector');
    expect(collector?.page).not.toBeNull();
    pageByDrills(story, 1_000, 1);
    const [page] = story.rowsAt(testPager.id, 'page');
    expect(story.state.incidents.get(page?.incident ?? '')).toMatchObject({
      kind: 'alerts',
      page: { joined: null },
    });
    expect(story.incidents.filter((incident) => incident.kind === 'collector')).toHaveLength(1);
    const joined = story.incidents.filter((incident) => incident.page?.joined === collector?.id);
    expect(joined).toHaveLength(2);
  });

  it('ends with its drill, and no real one with it', () => {
    const story = new DrillStory();
    const [id = ''] = pageByDrills(story, 0, 1);
    story.tell(100, alert({ level: 'fatal' }));
    story.end(300, id);
    const states = (receiver: string): readonly unknown[] =>
      story.rowsAt(receiver, 'page').map(({ projection }) => 'state' in projection && projection.state);
    expect(states(testPager.id)).toEqual(['resolved']);
    expect(states(pager.id)).toEqual(['triggered']);
  });

  it.each([
    [testPager.lane, []],
    [pager.lane, ['inc-3']],
  ])("and a real one do not tell of each other's trouble (%s)", (lane, told) => {
    const story = new DrillStory();
    pageByDrills(story, 0, 1);
    story.tell(100, alert({ level: 'fatal' }));
    const blocked = { kind: 'blocked', since: start, until: start, reason: 'invalid key' };
    story.tell(200, JSON.stringify({ lane, state: blocked }), { source: 'lane' });
    const warned = [...story.wanted.values()].filter(
      ({ projection }) =>
        projection.surface === 'message' && 'notices' in projection && projection.notices.length > 0,
    );
    expect(warned.map((row) => row.incident)).toEqual(told);
  });
});
