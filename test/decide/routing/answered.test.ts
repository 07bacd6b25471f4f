import { describe, expect, it } from 'vitest';
import type { PageKey } from '../../../src/domain/sending/page-key.ts';
import type { PagerAct, PagerWord } from '../../../src/domain/inbox/pager-word.ts';
import { applyRun } from '../../../src/pipeline/apply-inbox.ts';
import { entry, readAlert, start } from '../../make.ts';
import type { Story } from '../../correlate/story.ts';
import { pay, route, routed, wanted } from './routed-story.ts';

let seq = 50_000;

function told(story: Story, atMs: number, act: PagerAct, more: Partial<PagerWord>): void {
  const by: PagerWord['by'] =
    act.kind === 'triggered' ? { kind: 'integration' } : { kind: 'person', name: 'Ann' };
  const word: PagerWord = {
    pagerIncident: 'Q1',
    key: null,
    at: start + atMs,
    by,
    act,
    assigned: null,
    ...more,
  };
  seq += 1;
  const one = entry(seq, start + atMs, '{}', { source: 'pagerduty', kind: 'webhook-v3' });
  const batch = applyRun(story.state, [one], (read) =>
    read.source === 'pagerduty' ? { kind: 'pager', word } : readAlert(read),
  );
  for (const row of batch.wanted) story.wanted.set(row.id, row);
}

/** Payments and managers are both woken. */
function bothWoken(): { readonly story: Story; readonly key: PageKey } {
  const story = routed([
    route('payments', ['service=~"pay.*"'], { continue: true }),
    route('managers', ['service=~"pay.*"']),
  ]);
  story.tell(0, pay());
  return { story, key: { install: 'i1', incident: story.of('sentry:acme/1').id, generation: 1 } };
}

const pages = (story: Story): readonly string[] => wanted(story).filter((row) => row.includes('page'));

describe('what a pager tells of one of several receivers', () => {
  it('is done at the desk of whoever it names', () => {
    const { story, key } = bothWoken();
    told(story, 1_000, { kind: 'triggered' }, { pagerIncident: 'Q1', key: { ...key, receiver: 'managers' } });
    told(story, 1_500, { kind: 'triggered' }, { pagerIncident: 'Q2', key: { ...key, receiver: 'payments' } });
    told(story, 2_000, { kind: 'acknowledged' }, { pagerIncident: 'Q1' });
    expect(pages(story)).toEqual(['pagerduty/chiefs page 1 acknowledged', 'pagerduty/pay page 1 triggered']);
    const { status, desks } = story.of('sentry:acme/1');
    expect([status, desks?.['managers']?.acknowledgedBy, desks?.['payments']?.acknowledgedBy]).toEqual([
      'open',
      'Ann',
      null,
    ]);
    told(story, 3_000, { kind: 'acknowledged' }, { pagerIncident: 'Q2' });
    expect(story.of('sentry:acme/1').status).toBe('acknowledged');
  });

  it('that names nobody is of one after the other, and of one for good once that is known', () => {
    const { story, key } = bothWoken();
    told(story, 1_000, { kind: 'triggered' }, { pagerIncident: 'Q1', key });
    told(story, 1_500, { kind: 'triggered' }, { pagerIncident: 'Q2', key });
    told(story, 2_000, { kind: 'acknowledged' }, { pagerIncident: 'Q2' });
    told(story, 2_500, { kind: 'acknowledged' }, { pagerIncident: 'Q2' });
    expect(pages(story).filter((row) => row.endsWith('acknowledged'))).toHaveLength(1);
  });

  it('ends the incident for all when a person resolves it there', () => {
    const { story, key } = bothWoken();
    told(story, 1_000, { kind: 'triggered' }, { pagerIncident: 'Q1', key: { ...key, receiver: 'managers' } });
    told(story, 2_000, { kind: 'resolved' }, { pagerIncident: 'Q1' });
    expect(story.of('sentry:acme/1')).toMatchObject({ status: 'resolved', resolution: { who: 'Ann' } });
    expect(pages(story)).toEqual(['pagerduty/chiefs page 1 resolved', 'pagerduty/pay page 1 resolved']);
  });
});
