import { describe, expect, it } from 'vitest';
import type { Policy, Receiver } from '../../src/domain/policy.ts';
import type { PagerAgent, PagerWord } from '../../src/domain/inbox/pager-word.ts';
import type { NoteProjection } from '../../src/domain/sending/note-projection.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { press } from '../correlate/presses/press.ts';
import { minute, redisStorm, Story } from '../correlate/story.ts';
import { alert, chat, entry, pager, policy, readAlert, redisAlert, start } from '../make.ts';

const notes: Receiver = {
  id: 'pagerduty-notes/n1',
  kind: 'notes',
  lane: 'pagerduty-notes:n1',
  credential: 'pagerduty-notes:n1',
  beside: pager.id,
};
const noting: Policy = { ...policy, receivers: [chat, pager, notes] };
const relay: PagerAgent = { kind: 'integration' };
const person = (name: string): PagerAgent => ({ kind: 'person', name });

let seq = 20_000;

/** The pager tells of a page; with a key only of how it began. */
function said(story: Story, atMs: number, word: Partial<PagerWord> & Pick<PagerWord, 'act' | 'by'>): void {
  seq += 1;
  const told: PagerWord = { pagerIncident: 'Q1', key: null, at: start + atMs, assigned: null, ...word };
  const one = entry(seq, start + atMs, '{}', { source: 'pagerduty', kind: 'webhook-v3' });
  const batch = applyRun(story.state, [one], (read) =>
    read.source === 'pagerduty' ? { kind: 'pager', word: told } : readAlert(read),
  );
  for (const row of batch.wanted) story.wanted.set(row.id, row);
}

function rings(story: Story, incident: string, atMs: number, pagerIncident = 'Q1'): void {
  const key = { install: 'i1', incident, generation: 1 };
  said(story, atMs, { key, pagerIncident, by: relay, act: { kind: 'triggered' } });
}

function noted(story: Story, incident: string): NoteProjection | null {
  const projection = story.wanted.get(`${incident}/${notes.id}/note`)?.projection;
  return projection?.surface === 'note' ? projection : null;
}

const lines = (story: Story, incident: string): readonly string[] =>
  (noted(story, incident)?.items ?? []).map((item) => ('joined' in item ? `+${item.joined}` : item.text));

function paged(of: Policy = noting): { story: Story; id: string } {
  const story = new Story(of);
  story.tell(0, alert({ level: 'fatal' }));
  return { story, id: story.of('sentry:acme/1').id };
}

describe('the story at the pager', () => {
  it('begins once the pager has told which incident the page became, in a lane of its own', () => {
    const { story, id } = paged();
    story.operator(1_000, 'acknowledge', id);
    expect(noted(story, id)).toBeNull();
    rings(story, id, 2_000);
    expect(noted(story, id)).toMatchObject({ pagerIncident: 'Q1', install: 'i1', changed: null });
    expect(lines(story, id)).toEqual(['Acknowledged by Ada.']);
    expect(story.wanted.get(`${id}/${notes.id}/note`)).toMatchObject({
      lane: notes.lane,
      credential: notes.credential,
      alerts: 0,
    });
  });

  it('tells how it ended and what it came to, and nothing that happened at the pager itself', () => {
    const { story, id } = paged();
    rings(story, id, 1_000);
    said(story, 2_000, { by: person('Ann'), act: { kind: 'acknowledged' } });
    said(story, 2_500, { by: person('Cy'), act: { kind: 'acknowledged' } });
    said(story, 3_000, { by: person('Ann'), act: { kind: 'note', text: 'Looking.' } });
    said(story, 4_000, { by: person('Ann'), act: { kind: 'escalated' }, assigned: ['Ben'] });
    expect(lines(story, id)).toEqual([]);
    story.operator(minute, 'resolve', id);
    expect(lines(story, id)).toEqual([
      'Closed by Ada.',
      'It was open for 1 min, the last error 1 min before it was closed.',
    ]);
    const last = noted(story, id)?.items.at(-1);
    expect(last).toMatchObject({
      lines: expect.arrayContaining([expect.stringMatching(/Ann acknowledged it/)]) as unknown,
    });
  });

  it('names who joined one by one, each service once, and not who is named by the page', () => {
    const story = new Story(noting);
    redisStorm(story);
    const { id } = story.storm;
    rings(story, id, 3_000);
    story.tell(20_000, redisAlert('orders', 1));
    story.tell(21_000, redisAlert('orders', 2));
    story.tell(22_000, redisAlert('billing', 1));
    expect(lines(story, id).filter((line) => line.startsWith('+'))).toEqual(
      expect.arrayContaining(['+orders', '+billing']),
    );
    expect(lines(story, id).filter((line) => line === '+orders')).toHaveLength(1);
    expect(lines(story, id).join('\n')).not.toMatch(/paged/i);
  });

  it('is told of what people mute and merge; of what is muted nothing more', () => {
    const { story, id } = paged();
    rings(story, id, 1_000);
    story.tell(3_000, alert({ issueKey: 'sentry:acme/other', service: 'mail', title: 'Mail is stuck' }));
    story.merge(4_000, story.of('sentry:acme/other').id, id);
    press(story, 5_000, `mute ${id}`);
    press(story, 6_000, `acknowledge ${id}`, 'bo');
    expect(lines(story, id)).toEqual([
      'inc-2 (mail) joined: merged into this by Ada.',
      'Muted for 1 h by ada.',
    ]);
  });

  it('goes on at the newest incident of the newest page', () => {
    const { story, id } = paged();
    rings(story, id, 1_000, 'QZ');
    story.operator(2_000, 'acknowledge', id);
    // Somebody had ended it there, and it was triggered anew under its key.
    rings(story, id, 5_000, 'QA');
    expect(noted(story, id)?.pagerIncident).toBe('QA');
    // What was told late changes nothing.
    rings(story, id, 1_000, 'QZ');
    expect(noted(story, id)?.pagerIncident).toBe('QA');
  });

  it('is none of a drill, of what pages nobody, and where nobody asked for notes', () => {
    const { story, id } = paged(policy);
    rings(story, id, 1_000);
    story.operator(2_000, 'acknowledge', id);
    const quiet = new Story(noting);
    quiet.tell(0, alert({ level: 'error' }));
    const all = [...story.wanted.values(), ...quiet.wanted.values()];
    expect(all.filter(({ surface }) => surface === 'note')).toEqual([]);
  });
});
