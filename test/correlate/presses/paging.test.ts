import { describe, expect, it } from 'vitest';
import { alert, chat, policy } from '../../make.ts';
import { minute, Story } from '../story.ts';
import { press } from './press.ts';

/** One error that pages nobody. */
function unpaged(over: Parameters<typeof alert>[0] = {}): Story {
  const story = new Story();
  story.tell(0, alert(over));
  return story;
}

describe('a person asks for a page', () => {
  it('and somebody is woken at once, although no rule is met', () => {
    const story = unpaged();
    expect(press(story, 1_000, 'page inc-1')).toMatchObject({
      decision: { code: 'pressed', action: 'page', who: 'ada' },
    });
    expect(story.page('inc-1', 1)).toMatchObject({
      state: 'triggered',
      environmentKnown: true,
      generation: 1,
    });
    expect(story.liveMessage('inc-1').page?.reason).toBe('ada asked for somebody to be woken.');
    expect(story.told('inc-1', ({ kind }) => kind === 'page')).toEqual([
      'Paging whoever is on call, because ada asked for somebody to be woken.',
    ]);
  });

  it('also of staging, and what staging sends later does not take it back', () => {
    const story = unpaged({ environment: 'staging' });
    press(story, 1_000, 'page inc-1');
    story.tell(2_000, alert({ environment: 'staging', level: 'fatal' }));
    expect(story.page('inc-1', 1)?.state).toBe('triggered');
    press(story, 3_000, 'acknowledge inc-1');
    expect(story.page('inc-1', 1)?.state).toBe('acknowledged');
    press(story, 4_000, 'resolve inc-1');
    expect(story.page('inc-1', 1)?.state).toBe('resolved');
  });

  it('once: what is paged and open is paged already, whoever paged', () => {
    const story = unpaged();
    press(story, 1_000, 'page inc-1');
    for (const by of ['ada', 'bo'])
      expect(press(story, 1_100, 'page inc-1', by)).toMatchObject({ decision: { code: 'paged-already' } });
    const fatal = unpaged({ level: 'fatal' });
    expect(press(fatal, 1_000, 'page inc-1')).toMatchObject({ decision: { code: 'paged-already' } });
    expect([story.pages(), fatal.pages()]).toEqual([['inc-1:1:triggered'], ['inc-1:1:triggered']]);
  });

  it.each(['trying', 'given-up'] as const)('again while no pager takes the page (%s)', (state) => {
    const story = unpaged({ level: 'fatal' });
    story.answered(1_000, 'inc-1', { state, said: 'PagerDuty answered HTTP 503.' });
    expect(press(story, 2_000, 'page inc-1')).toMatchObject({
      decision: { code: 'pressed', action: 'page' },
    });
    expect(story.pages().toSorted()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
    story.answered(3_000, 'inc-1', { state: 'taken', said: null }, { generation: 2 });
    expect(press(story, 4_000, 'page inc-1')).toMatchObject({ decision: { code: 'paged-already' } });
  });

  it('again for somebody else, once it is acknowledged', () => {
    const story = unpaged({ level: 'fatal' });
    press(story, 1_000, 'acknowledge inc-1');
    press(story, 2_000, 'page inc-1', 'bo');
    expect(story.pages().toSorted()).toEqual(['inc-1:1:acknowledged', 'inc-1:2:triggered']);
    expect(story.liveMessage('inc-1').state).toBe('open');
    expect(press(story, 2_100, 'page inc-1', 'bo')).toMatchObject({ decision: { code: 'paged-already' } });
  });

  it('and no cap keeps it from a page of its own', () => {
    const story = new Story();
    for (let n = 0; n < 6; n += 1)
      story.tell(
        n,
        alert({
          issueKey: `sentry:acme/${n}`,
          service: `s${n}`,
          message: `m${n}`,
          title: `t${n}`,
          exceptions: [],
          level: 'fatal',
        }),
      );
    expect(story.of('sentry:acme/5').page?.joined).not.toBeNull();
    story.tell(
      100,
      alert({ issueKey: 'sentry:acme/9', service: 's9', message: 'm9', title: 't9', exceptions: [] }),
    );
    const { id } = story.of('sentry:acme/9');
    press(story, 1_000, `page ${id}`);
    expect(story.page(id, 1)?.state).toBe('triggered');
  });

  it('which is not done for what is over, or where there is no pager', () => {
    const over = unpaged();
    press(over, 1_000, 'resolve inc-1');
    expect(press(over, 2_000, 'page inc-1')).toMatchObject({
      decision: { code: 'incident-resolved-already' },
    });
    const chatOnly = new Story({ ...policy, receivers: [chat] });
    chatOnly.tell(0, alert());
    expect(press(chatOnly, 1_000, 'page inc-1')).toMatchObject({ decision: { code: 'no-pager-to-page' } });
    expect(over.pages()).toEqual([]);
  });
});

describe('a person takes it', () => {
  it('and message and thread say so; a second click does nothing', () => {
    const story = unpaged();
    press(story, 1_000, 'assign inc-1');
    expect(press(story, 1_100, 'assign inc-1')).toMatchObject({
      kind: 'set-aside',
      decision: { code: 'assigned-already' },
    });
    expect(story.liveMessage('inc-1')).toMatchObject({ state: 'open', assignee: 'ada' });
    expect(story.told('inc-1', ({ tell }) => tell === 'thread')).toEqual(['ada takes it.']);
    press(story, minute, 'assign inc-1', 'bo');
    expect(story.liveMessage('inc-1').assignee).toBe('bo');
  });
});
