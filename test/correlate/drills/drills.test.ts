import { describe, expect, it } from 'vitest';
import { alert, chat, pager, start } from '../../make.ts';
import { DrillStory, drillStorm, testChat, testPager } from '../drill-story.ts';

describe('an alert that is signed as a drill', () => {
  it('is counted for the drill whose nonce it carries', () => {
    const story = new DrillStory();
    const [first, second] = [story.register(0, 'n1'), story.register(10, 'n2')];
    expect(story.drillAlert(2_000, 'n2')).toMatchObject({ kind: 'counted', incident: 'inc-3' });
    expect(story.drill(second)).toMatchObject({
      alertsTaken: 1,
      firstAlertAt: start + 2_000,
      incidents: ['inc-3'],
    });
    expect(story.drill(first)).toMatchObject({ alertsTaken: 0, firstAlertAt: null, incidents: [] });
  });

  it('is counted once an incident, and dates the drill by the first', () => {
    const story = new DrillStory();
    const id = story.register(0, 'n1', 3);
    for (const at of [1_000, 2_000, 3_000]) story.drillAlert(at, 'n1', { eventId: `e${at}` });
    expect(story.drill(id)).toMatchObject({ alertsTaken: 3, firstAlertAt: start + 1_000 });
    expect(story.drill(id).incidents).toHaveLength(1);
  });

  it('is set aside when no drill has its nonce, or it carries none', () => {
    const story = new DrillStory();
    story.register(0, 'n1');
    const reason = expect.stringContaining('no registered drill has its nonce') as string;
    expect(story.drillAlert(10, 'another')).toMatchObject({ kind: 'set-aside', reason });
    expect(story.tell(20, alert(), { source: 'drill', verifiedBy: 'drill' })).toMatchObject({
      kind: 'set-aside',
      reason,
    });
    expect(story.incidents).toEqual([]);
  });

  it('is set aside when the drill has had all alerts that it announced', () => {
    const story = new DrillStory();
    const id = story.register(0, 'n1', 2);
    story.drillAlert(10, 'n1');
    story.drillAlert(20, 'n1');
    const reason = expect.stringMatching(/nonce of drill drill-1 is used up.* 2 alerts/) as string;
    expect(story.drillAlert(30, 'n1')).toMatchObject({ kind: 'set-aside', reason });
    expect(story.drill(id).alertsTaken).toBe(2);
    expect(story.incidents[0]?.alerts).toBe(2);
  });

  it('is set aside when the drill is over, with how it ended', () => {
    const story = new DrillStory();
    const id = story.register(0);
    story.end(10, id, 'cancelled');
    const reason = expect.stringContaining('which is over (cancelled)') as string;
    expect(story.drillAlert(20, 'n1')).toMatchObject({ kind: 'set-aside', reason });
    expect(story.incidents).toEqual([]);
  });

  it.each(['resolved', 'archived', 'assigned'] as const)('is set aside when it says %s', (status) => {
    const story = new DrillStory();
    const id = story.register(0, 'n1', 2);
    story.drillAlert(10, 'n1');
    const reason = expect.stringContaining('only fires') as string;
    expect(story.drillAlert(20, 'n1', { status })).toMatchObject({ kind: 'set-aside', reason });
    expect(story.incidents[0]).toMatchObject({ status: 'open', assignee: null });
    expect(story.drill(id).alertsTaken).toBe(1);
  });

  it('that the source sets aside keeps its reason and spends nothing', () => {
    const story = new DrillStory();
    const id = story.register(0);
    const signed = { source: 'drill', verifiedBy: 'drill' } as const;
    expect(story.tell(10, JSON.stringify({ setAside: 'A comment.' }), signed)).toMatchObject({
      kind: 'set-aside',
      reason: 'A comment.',
    });
    expect(story.drill(id).alertsTaken).toBe(0);
  });

  it('that nobody can read is set aside and makes no dead letter, unlike one of Sentry', () => {
    const story = new DrillStory();
    story.register(0);
    expect(story.poison(10)).toMatchObject({ kind: 'set-aside' });
    expect(story.deadLetters).toEqual([]);
    expect(story.poison(20, {})).toMatchObject({ kind: 'dead' });
    expect(story.deadLetters).toHaveLength(1);
  });
});

describe('a synthetic alert', () => {
  it('has an issue key of its own drill, so that no id in a payload reaches a real issue', () => {
    const story = new DrillStory();
    story.tell(0, alert());
    const id = story.register(10, 'n1');
    story.drillAlert(20, 'n1');
    expect([...story.state.issues.keys()]).toEqual(['sentry:acme/1', `drill:${id}/sentry:acme/1`]);
    expect(story.incidents.map(({ alerts, environmentClass }) => [alerts, environmentClass])).toEqual([
      [1, 'production'],
      [1, `drill:${id}`],
    ]);
  });

  it('shows its tags without the nonce', () => {
    const story = new DrillStory();
    story.register(0, 'n1');
    story.drillAlert(10, 'n1', { tags: [['region', 'eu']] });
    expect(story.incidents[0]?.sample.tags).toEqual([['region', 'eu']]);
    expect(JSON.stringify([...story.wanted.values()])).not.toContain('stormrelay.drill');
  });

  it('takes no time from its payload: the clock of a CI runner is nobody’s', () => {
    const story = new DrillStory();
    story.register(0, 'n1', 2);
    story.drillAlert(10, 'n1', { eventAt: start - 3_600_000 });
    expect(story.rowsAt(testPager.id, 'page')).toHaveLength(1);
  });

  it('goes to the receivers of drills and to no other, and has no thread', () => {
    const story = new DrillStory();
    const id = story.register(0, 'n1');
    story.drillAlert(10, 'n1');
    expect([...story.wanted.values()].map(({ receiver, surface }) => [receiver, surface])).toEqual([
      [testChat.id, 'message'],
      [testPager.id, 'page'],
    ]);
    expect(story.message('inc-2', testChat.id)).toMatchObject({
      drill: { id, subject: { service: 'checkout', by: 'Ada' }, end: null },
    });
    expect([chat.id, pager.id].flatMap((receiver) => story.rowsAt(receiver, 'message'))).toEqual([]);
  });

  it('remembers no release, so that a real one does not look old because of it', () => {
    const story = new DrillStory();
    story.register(0, 'n1');
    story.drillAlert(10, 'n1', { release: 'checkout@2.4.1' });
    expect([...story.state.releases]).toEqual([]);
  });

  it('of a burst is part of one storm, and every incident of it is known to the drill', () => {
    const story = new DrillStory();
    const id = story.register(0, 'n1', 8);
    drillStorm(story, 1_000, 'n1');
    const { incidents, alertsTaken } = story.drill(id);
    expect(alertsTaken).toBe(8);
    expect([...incidents].sort()).toEqual(story.incidents.map((incident) => incident.id).sort());
    expect(story.storm.environmentClass).toBe(`drill:${id}`);
    expect(story.roots).toHaveLength(1);
  });
});

describe('what makes an alert synthetic', () => {
  it('is the secret that matched, also in an entry that is kept as Sentry’s', () => {
    const story = new DrillStory();
    const id = story.register(0, 'n1');
    const disposition = story.drillAlert(10, 'n1', {}, { source: 'sentry', verifiedBy: 'drill' });
    expect(disposition.kind).toBe('counted');
    expect(story.drill(id).alertsTaken).toBe(1);
    expect(story.incidents[0]?.environmentClass).toBe(`drill:${id}`);
    expect(story.drillAlert(20, 'another', {}, { source: 'sentry', verifiedBy: 'drill' }).kind).toBe(
      'set-aside',
    );
  });

  it('is not the name of its source alone', () => {
    const story = new DrillStory();
    story.register(0, 'n1');
    const disposition = story.drillAlert(10, 'n1', {}, { verifiedBy: 'secret-1' });
    expect(disposition).toMatchObject({
      kind: 'set-aside',
      reason: expect.stringContaining('not signed as one') as string,
    });
    expect(story.incidents).toEqual([]);
  });

  it('is not its nonce: a genuine alert with the tag stays genuine', () => {
    const story = new DrillStory();
    const id = story.register(0, 'n1');
    story.drillAlert(10, 'n1', {}, { source: 'sentry', verifiedBy: 'secret-1' });
    expect(story.drill(id).alertsTaken).toBe(0);
    expect(story.incidents[0]?.environmentClass).toBe('production');
    expect(story.message('inc-2')).toMatchObject({ drill: null });
    expect(story.rowsAt(pager.id, 'page')).toHaveLength(1);
  });
});
