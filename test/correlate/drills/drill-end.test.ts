import { describe, expect, it } from 'vitest';
import { alert, start } from '../../make.ts';
import { DrillStory, drillStorm, testChat, testPager } from '../drill-story.ts';
import { minute } from '../story.ts';

const hour = 60 * minute;

/** Time passes, and whatever is due happens. */
function pass(story: DrillStory, atMs: number): void {
  story.tell(atMs, '{}', { source: 'timer' });
}

describe('the end of a drill', () => {
  it('resolves what it opened, takes its page back, and is told in its message', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.drillAlert(10, 'n1');
    expect(story.end(5_000, id, 'failed', 'Slack never showed it')).toMatchObject({
      kind: 'set-aside',
      reason: 'Drill drill-1: failed.',
    });
    expect(story.drill(id).end).toEqual({
      at: start + 5_000,
      result: 'failed',
      summary: 'Slack never showed it',
    });
    expect(story.incidents[0]).toMatchObject({
      status: 'resolved',
      resolution: {
        by: 'drill',
        who: 'Ada',
        reason: { code: 'resolved-drill', result: 'failed', summary: 'Slack never showed it' },
      },
    });
    expect(story.message('inc-2', testChat.id)).toMatchObject({
      state: 'resolved',
      drill: { id, end: { result: 'failed', summary: 'Slack never showed it' } },
    });
    expect(story.rowsAt(testPager.id, 'page').map((row) => row.projection)).toMatchObject([
      { state: 'resolved', environmentClass: 'drill:drill-1' },
    ]);
  });

  it('changes what a message must tell soon, so that it does not wait for the cadence of counters', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.drillAlert(10, 'n1');
    const [before] = story.rowsAt(testChat.id, 'message');
    story.operator(20, 'resolve', 'inc-2');
    const [byHand] = story.rowsAt(testChat.id, 'message');
    story.end(30, id);
    const [after] = story.rowsAt(testChat.id, 'message');
    expect(new Set([before, byHand, after].map((row) => row?.statusDigest)).size).toBe(3);
  });

  it('resolves a storm with all its children', () => {
    const story = new DrillStory();
    const id = story.register(0, 'n1', 8);
    drillStorm(story, 1_000, 'n1');
    expect(story.incidents.length).toBeGreaterThan(1);
    story.end(9_000, id);
    expect(new Set(story.incidents.map((incident) => incident.status))).toEqual(new Set(['resolved']));
  });

  it('leaves other drills and everything real alone', () => {
    const story = new DrillStory();
    story.tell(0, alert());
    const id = story.register(10, 'n1');
    story.register(20, 'n2');
    story.drillAlert(30, 'n1');
    story.drillAlert(40, 'n2');
    story.end(50, id);
    expect(story.incidents.map((incident) => incident.status)).toEqual(['open', 'resolved', 'open']);
  });

  it('comes once: told again it changes nothing', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.drillAlert(10, 'n1');
    story.end(20, id, 'passed');
    const portrait = (): string => JSON.stringify([story.drill(id), story.incidents, [...story.wanted]]);
    const before = portrait();
    expect(story.end(30, id, 'failed')).toMatchObject({
      kind: 'set-aside',
      reason: 'Drill drill-1 was over already.',
    });
    expect(portrait()).toBe(before);
  });

  it('of a drill that nobody knows is set aside', () => {
    expect(new DrillStory().end(0, 'drill-9')).toMatchObject({
      kind: 'set-aside',
      reason: 'There is no drill drill-9 (any more).',
    });
  });

  it('is shown all the same where a human had resolved the incident before', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.drillAlert(10, 'n1');
    story.operator(20, 'resolve', 'inc-2');
    story.end(30, id, 'passed', 'Slack 1.1 s');
    expect(story.incidents[0]?.resolution).toMatchObject({ by: 'human', who: 'Ada', at: start + 20 });
    expect(story.message('inc-2', testChat.id)).toMatchObject({
      drill: { end: { result: 'passed', summary: 'Slack 1.1 s' } },
    });
  });

  it('of a drill that never sent anything needs no incident', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.end(10, id, 'cancelled', '');
    expect(story.drill(id).end).toMatchObject({ result: 'cancelled' });
    expect(story.incidents).toEqual([]);
  });
});

describe('a drill that nobody ends', () => {
  it('ends itself after ten minutes and takes back what it shows', () => {
    const story = new DrillStory();
    const id = story.register(0);
    expect(story.drill(id).expiresAt).toBe(start + 10 * minute);
    story.drillAlert(minute, 'n1');
    pass(story, 10 * minute - 1);
    expect([story.drill(id).end, story.incidents[0]?.status]).toEqual([null, 'open']);
    pass(story, 10 * minute);
    expect(story.drill(id).end).toMatchObject({ result: 'expired', at: start + 10 * minute });
    expect(story.incidents[0]).toMatchObject({ status: 'resolved', resolution: { by: 'drill' } });
    expect(story.message('inc-2', testChat.id)).toMatchObject({ drill: { end: { result: 'expired' } } });
  });

  it('is over when its time comes, even if its alert arrives in the same moment', () => {
    const story = new DrillStory();
    story.register(0);
    expect(story.drillAlert(10 * minute, 'n1')).toMatchObject({
      kind: 'set-aside',
      reason: expect.stringContaining('over (expired)') as string,
    });
  });

  it('is not one that was ended: its result stands', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.end(minute, id, 'passed');
    pass(story, 11 * minute);
    expect(story.drill(id).end).toMatchObject({ result: 'passed', at: start + minute });
  });
});

describe('the outcome of a drill', () => {
  it('can be read for a day and is forgotten then', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.end(minute, id);
    pass(story, minute + 24 * hour - 1);
    expect(story.state.drills.has(id)).toBe(true);
    pass(story, minute + 24 * hour);
    expect(story.state.drills.size).toBe(0);
    expect(story.state.timers.size).toBe(0);
  });

  it('is kept of the newest two hundred, those that are under way excepted', () => {
    const story = new DrillStory();
    const open = story.register(0, 'open');
    for (let n = 0; n < 210; n += 1) story.end(n, story.register(n, `n${n}`));
    const ids = [...story.state.drills.keys()];
    expect(ids).toHaveLength(200);
    expect(ids[0]).toBe(open);
    expect(story.drill(ids.at(-1) ?? '').nonce).toBe('n209');
    expect(story.drill(ids[1] ?? '').nonce).toBe('n11');
    // One that ends the open one, and one that drops each of the others.
    expect(story.state.timers.size).toBe(200);
  });

  it('leaves nothing of its issues: they go with their incident, when a real one is kept for a regression', () => {
    const story = new DrillStory();
    story.tell(0, alert());
    story.operator(10, 'resolve', 'inc-1');
    const id = story.register(20);
    story.drillAlert(30, 'n1');
    story.end(40, id);
    expect(story.state.issues.size).toBe(2);
    pass(story, hour + 40);
    expect(story.incidents).toEqual([]);
    expect([...story.state.issues.keys()]).toEqual(['sentry:acme/1']);
    expect([...story.state.timers.values()].map((timer) => timer.kind).sort()).toEqual([
      'drop-drill',
      'drop-issue',
    ]);
    expect(story.state.groups.size).toBe(1);
  });
});
