import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../src/domain/decision/words.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const fatal = (change: Partial<Alert> = {}): Alert =>
  alert({ level: 'fatal', severity: 'critical', ...change });

describe('it happens again', () => {
  it('after ten quiet minutes the same key is triggered again', () => {
    const story = new Story();
    story.tell(0, fatal());
    story.tell(9 * minute, fatal({ eventId: 'soon' }));
    expect(story.page('inc-1', 1)).toMatchObject({ beat: 0 });
    story.tell(20 * minute, fatal({ eventId: 'again' }));
    expect(story.page('inc-1', 1)).toMatchObject({ state: 'triggered', beat: 1 });
    expect(story.message('inc-1')).toMatchObject({ page: { generation: 1, again: 1 } });
    story.tell(21 * minute, fatal({ eventId: 'more' }));
    expect(story.page('inc-1', 1)).toMatchObject({ beat: 1 });
  });

  it('an alert that meets no rule by itself sends nothing again', () => {
    const story = new Story();
    story.tell(0, fatal());
    story.tell(20 * minute, alert({ level: 'error', eventId: 'b' }));
    expect(story.page('inc-1', 1)).toMatchObject({ beat: 0 });
  });

  it.each([false, true])('after two quiet hours it gets a new key (acknowledged: %s)', (acknowledged) => {
    const story = new Story();
    story.tell(0, fatal());
    if (acknowledged) story.operator(minute, 'acknowledge', 'inc-1');
    story.tell(180 * minute, fatal({ eventId: 'again' }));
    expect(story.pages()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
    expect(story.page('inc-1', 2)).toMatchObject({
      reason: 'It happened again after 3 h of quiet, and its level is fatal.',
    });
    expect(story.message('inc-1')).toMatchObject({ state: 'open', page: { generation: 2 } });
  });

  it('a storm that breaks out again is paged again, and one straggler of it is not', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    story.tell(30 * minute, redisAlert('cart', 1, { eventId: 'straggler' }));
    expect(story.page(id, 1)).toMatchObject({ beat: 0 });
    for (const service of ['cart', 'login', 'search'])
      story.tell(50 * minute, redisAlert(service, 2, { eventId: `again-${service}` }));
    expect(story.page(id, 1)).toMatchObject({ beat: 1 });
  });

  it('a storm that was quiet for hours, although a stranger trickled all the time, gets a new key', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    story.operator(minute, 'acknowledge', id);
    for (let at = 5; at < 180; at += 5) story.tell(at * minute, redisAlert('cart', 2, { eventId: `t${at}` }));
    redisStorm(story, 181 * minute);
    for (const [n, service] of ['cart', 'login', 'search'].entries())
      story.tell(181 * minute + 2_000 + n, redisAlert(service, 1, { eventId: `again-${service}` }));
    expect(story.page(id, 2)).toMatchObject({ state: 'triggered' });
  });

  it('every generation keeps its own reason', () => {
    const story = new Story();
    story.tell(0, fatal());
    story.tell(180 * minute, fatal({ eventId: 'b' }));
    story.tell(400 * minute, fatal({ eventId: 'c' }));
    const reasons = story.incidents[0]?.page?.generations.map((one) => sentenceOf(one.reason));
    expect(reasons).toEqual([
      'Its level is fatal.',
      'It happened again after 3 h of quiet, and its level is fatal.',
      'It happened again after 4 h of quiet, and its level is fatal.',
    ]);
    expect(story.page('inc-1', 3)).toMatchObject({ woken: reasons?.[2] });
  });
});

describe('acknowledging quiets', () => {
  it('services that join a storm whose cause is known wake nobody twice', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    story.operator(15_000, 'acknowledge', id);
    for (let n = 0; n < 20; n += 1) story.tell(16_000 + n * 30_000, redisAlert(`late-${n}`, 1));
    expect(story.pages()).toEqual([`${id}:1:acknowledged`]);
  });

  function templateStorm(story: Story, from: number, services: readonly string[]): void {
    for (const [n, service] of services.entries())
      for (const part of ['x', 'y']) {
        const message = 'the ledger snapshot refuses to be opened twice today';
        const texts = { type: 'StateError', message, title: message, exceptions: [] };
        story.tell(from + n * 100, alert({ issueKey: `sentry:acme/${service}-${part}`, service, ...texts }));
      }
  }

  it('twice the projects wake again, five minutes after the acknowledgement at the earliest', () => {
    const story = new Story();
    templateStorm(story, 0, ['a', 'b', 'c']);
    const { id } = story.storm;
    for (const at of [8, 16, 24]) templateStorm(story, at * minute, ['a']);
    story.operator(30 * minute, 'acknowledge', id);
    templateStorm(story, 31 * minute, ['d', 'e']);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`]);
    templateStorm(story, 32 * minute, ['f']);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`]);
    story.tick(35 * minute);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`, `${id}:2:triggered`]);
    expect(story.page(id, 2)).toMatchObject({
      reason: 'It grew from 3 to 6 projects after it was acknowledged.',
    });
  });

  it('services that only a tag names are no projects', () => {
    const story = new Story();
    for (const service of ['a', 'b', 'c'])
      for (const n of [1, 2]) story.tell(n, redisAlert(service, n, { project: 'monolith' }));
    expect(story.storm.seenAtAck).toBeNull();
    story.operator(minute, 'acknowledge', story.storm.id);
    expect(story.storm.seenAtAck).toMatchObject({ projects: 1 });
  });

  it('a rise in severity wakes again, once its time has come', () => {
    const story = new Story();
    for (let n = 0; n < 150; n += 1) story.tell(n * 300, alert({ eventId: `a${n}` }));
    for (let n = 0; n < 150; n += 1) story.tell(minute + n * 300, alert({ eventId: `b${n}` }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    story.operator(17 * minute, 'acknowledge', 'inc-1');
    story.tell(18 * minute, fatal({ eventId: 'worse' }));
    expect(story.pages()).toEqual(['inc-1:1:acknowledged']);
    story.tick(22 * minute);
    expect(story.pages()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
  });

  it('at most every fifteen minutes', () => {
    const story = new Story();
    templateStorm(story, 0, ['a', 'b', 'c']);
    const { id } = story.storm;
    story.operator(minute, 'acknowledge', id);
    templateStorm(story, 7 * minute, ['d', 'e', 'f']);
    expect(story.pages()).toEqual([`${id}:1:acknowledged`, `${id}:2:triggered`]);
    story.operator(8 * minute, 'acknowledge', id);
    templateStorm(story, 14 * minute, ['g', 'h', 'i', 'j', 'k', 'l']);
    expect(story.pages()).toHaveLength(2);
    story.tick(23 * minute);
    expect(story.pages()).toHaveLength(3);
  });

  it('a storm whose cause is known wakes again when it doubles long after the acknowledgement', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    story.operator(15_000, 'acknowledge', id);
    for (let n = 0; n < 24; n += 1) story.tell(8 * minute + n * 1_000, redisAlert(`late-${n}`, 1));
    expect(story.page(id, 2)).toMatchObject({ state: 'triggered' });
  });

  it('a storm of one project, which a stranger can make up, hides no other projects when it is acknowledged', () => {
    const story = new Story();
    for (let n = 0; n < 6; n += 1) story.tell(n, redisAlert(`tag-${n}`, n, { project: 'public' }));
    const { id } = story.storm;
    story.operator(30_000, 'acknowledge', id);
    for (const service of ['cart', 'login', 'search']) story.tell(minute, redisAlert(service, 1));
    expect(story.pages()).toEqual([`${id}:1:acknowledged`]);
    story.tick(6 * minute);
    expect(story.page(id, 2)).toMatchObject({ state: 'triggered' });
  });

  it('a project that had no part in what was acknowledged, and meets the rule itself, wakes', () => {
    const story = new Story();
    const words = { title: 'same', message: 'same', exceptions: [] };
    for (const project of ['a', 'b', 'c'])
      story.tell(0, fatal({ issueKey: `sentry:acme/${project}`, project, ...words }));
    expect(story.incidents).toHaveLength(1);
    story.operator(minute, 'acknowledge', 'inc-1');
    story.tell(7 * minute, fatal({ issueKey: 'sentry:acme/real', project: 'real', ...words }));
    expect(story.pages()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
  });

  it('a metric that fell after the acknowledgement and rises again is a rise', () => {
    const story = new Story();
    const metric = (severity: Alert['severity']): Alert =>
      alert({ kind: 'occurrence', category: 'metric', issueKey: 'metric:acme/1', exceptions: [], severity });
    story.tell(0, metric('critical'));
    story.operator(minute, 'acknowledge', 'inc-1');
    story.tell(2 * minute, metric('warning'));
    story.tell(8 * minute, metric('critical'));
    expect(story.pages()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
  });

  it('says why nobody is woken for something new that meets the rule while somebody is on it', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    story.operator(15_000, 'acknowledge', id);
    story.tell(20_000, redisAlert('boot', 1, { level: 'fatal' }));
    expect(story.told(id)).toContain(
      'Not paged again for boot: acknowledged by Ada, who knows of what it is part of.',
    );
  });

  it('an acknowledged incident that meets its first rule later, by becoming worse, wakes somebody at once', () => {
    const story = new Story();
    story.tell(0, alert());
    story.operator(1_000, 'acknowledge', 'inc-1');
    story.tell(2_000, fatal({ eventId: 'worse' }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });
});
