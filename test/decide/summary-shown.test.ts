import { describe, expect, it } from 'vitest';
import { deployDelivery } from '../../src/ingest/deploy-delivery.ts';
import { alert, start } from '../make.ts';
import { minute, redisStorm, Story } from '../correlate/story.ts';

/** What is told of the end of an incident, a sentence a line. */
function ending(story: Story, incident: string): readonly string[] {
  const rows = [...story.wanted.values()].map(({ projection }) => projection);
  const thread = rows.find((one) => one.surface === 'thread' && one.incident === incident);
  const items = thread?.surface === 'thread' ? thread.items : [];
  const from = items.findIndex(({ text }) => text.startsWith('Closed') || text.startsWith('Every'));
  return from < 0 ? [] : items.slice(from).flatMap(({ text, lines = [] }) => [text, ...lines]);
}

/** A fatal error, which pages. */
function fatal(story: Story, at: number, change: Parameters<typeof alert>[0] = {}): void {
  story.tell(at, alert({ level: 'fatal', eventId: `e${at}`, userHash: `u${at % 7}`, ...change }));
}

describe('the end of an incident', () => {
  it('of a storm is summed up in a few lines, once', () => {
    const story = new Story();
    redisStorm(story, 0, 'now');
    story.answered(2_000, story.storm.id);
    story.operator(2 * minute, 'acknowledge', story.storm.id);
    story.operator(5 * minute, 'resolve', story.storm.id);
    expect(ending(story, story.storm.id)).toEqual([
      'Closed by Ada.',
      expect.stringMatching(
        /^It was open for 5 min, the last error 4 min 5\d s before it was closed: 6 events\.$/,
      ),
      '3 services failed, cart first.',
      expect.stringMatching(/^Paged once; Ada acknowledged it after 1 min 5\d s\.$/),
    ]);
    story.operator(6 * minute, 'resolve', story.storm.id);
    expect(story.told(story.storm.id, ({ kind }) => kind === 'summary')).toHaveLength(1);
    const parts = story.incidents.filter(({ parent }) => parent === story.storm.id);
    for (const { id } of parts) expect(story.told(id, ({ kind }) => kind === 'summary')).toEqual([]);
  });

  it('says what had changed before', () => {
    const story = new Story();
    const told = { service: 'login', environment: 'production', version: 'login@7' };
    const { body } = deployDelivery({ ...told, by: 'Ana', what: null, compareUrl: null }, 'd1');
    story.tell(0, body, { source: 'deploy', kind: 'deploy', verifiedBy: 'ci' });
    redisStorm(story, 14_000, 'now');
    story.operator(5 * minute, 'resolve', story.storm.id);
    expect(ending(story, story.storm.id)).toContain('Ana deployed login@7 14 s before it broke.');
  });

  it('of what woke somebody says how loud it was, for how many, and that nobody took it', () => {
    const story = new Story();
    for (let at = 0; at < 5 * minute; at += 30_000) fatal(story, at);
    story.answered(5 * minute, 'inc-1');
    for (let at = 5 * minute; at < 6 * minute; at += 1_000) fatal(story, at);
    story.tell(10 * minute, alert({ status: 'resolved' }));
    expect(ending(story, 'inc-1')).toEqual([
      'Every Sentry issue of it is resolved.',
      'It lasted 10 min: at least 7 users, 70 events, at least 60 in the loudest minute.',
      'checkout failed.',
      'Paged once; nobody acknowledged it.',
    ]);
  });

  it('names no loudest minute that its other figures contradict', () => {
    const story = new Story();
    // One minute of errors, which the clock's minutes cut in two.
    for (let at = 40_000; at < 94_000; at += 1_000) fatal(story, at);
    story.operator(2 * minute, 'resolve', 'inc-1');
    expect(ending(story, 'inc-1')[1]).toBe(
      'It was open for 1 min 20 s, the last error 27 s before it was closed: at least 7 users, 54 events.',
    );
  });

  it('does not say that somebody was paged where that is not certain', () => {
    const story = new Story();
    fatal(story, 0, { environment: null });
    story.operator(500, 'resolve', 'inc-1');
    expect(ending(story, 'inc-1').at(-1)).toBe(
      'It is not certain that anybody was paged; nobody acknowledged it.',
    );
  });

  it('of an everyday error is one line', () => {
    const story = new Story();
    story.tell(0, alert({ eventId: 'e1' }));
    story.operator(minute, 'resolve', 'inc-1');
    expect(ending(story, 'inc-1')).toEqual(['Closed by Ada.']);
  });

  it('of what came back tells of that life alone', () => {
    const story = new Story();
    for (let at = 0; at < 5_000; at += 1_000) fatal(story, at);
    story.operator(4 * minute, 'acknowledge', 'inc-1');
    story.operator(5 * minute, 'resolve', 'inc-1');
    fatal(story, 20 * minute, { reopened: 'regressed' });
    const { id } = story.of('sentry:acme/1');
    expect(id).not.toBe('inc-1');
    story.answered(20 * minute + 300, id);
    story.operator(21 * minute, 'acknowledge', id);
    story.operator(22 * minute, 'resolve', id);
    expect(ending(story, id)).toEqual([
      'Closed by Ada.',
      'It was open for 2 min, the last error 2 min before it was closed: at least 1 user, 1 event.',
      'checkout failed.',
      'Paged once; Ada acknowledged it after 1 min.',
    ]);
  });

  it('says who took which page, where one followed that nobody took', () => {
    const story = new Story();
    fatal(story, 0);
    story.answered(1_000, 'inc-1');
    story.operator(minute, 'acknowledge', 'inc-1');
    fatal(story, 130 * minute);
    story.answered(131 * minute, 'inc-1', { state: 'taken' }, { generation: 2 });
    story.tell(140 * minute, alert({ status: 'resolved' }));
    expect(ending(story, 'inc-1').at(-1)).toBe(
      'Paged 2 times; Ada acknowledged page 1 after 1 min; nobody acknowledged page 2.',
    );
  });

  it('says who had taken it also where they took it back', () => {
    const story = new Story();
    fatal(story, 0);
    story.answered(1_000, 'inc-1');
    const key = { install: 'i1', incident: 'inc-1', generation: 1 };
    const told = { pagerIncident: 'Q1', key, assigned: null } as const;
    const ann = { kind: 'person', name: 'Ann' } as const;
    story.pager(minute, { ...told, at: start + minute, by: ann, act: { kind: 'acknowledged' } });
    story.pager(2 * minute, { ...told, at: start + 2 * minute, by: ann, act: { kind: 'unacknowledged' } });
    story.tell(3 * minute, alert({ status: 'resolved' }));
    expect(ending(story, 'inc-1').at(-1)).toBe(
      'Paged once; Ann acknowledged it after 1 min; nobody had it in hand at the end.',
    );
  });
});
