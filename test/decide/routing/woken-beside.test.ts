import { describe, expect, it } from 'vitest';
import { pageDelivery } from '../../../src/ingest/page-report.ts';
import { start } from '../../make.ts';
import { minute, type Story } from '../../correlate/story.ts';
import { pay, payChat, route, routed } from './routed-story.ts';

/** Nobody of payments answers for ten minutes, so managers are woken too, who read another channel or none. */
function unanswered(): { readonly story: Story; readonly id: string } {
  const escalate = { unacknowledgedForMs: 10 * minute, to: 'managers' };
  const story = routed([route('payments', ['service=~"pay.*"'], { escalate })]);
  story.tell(0, pay());
  const { id } = story.of('sentry:acme/1');
  story.tick(10 * minute + 1);
  return { story, id };
}

const wokenIn = (story: Story, id: string): unknown => {
  const message = story.message(id, payChat.id);
  return message?.surface === 'message' && 'page' in message ? message.page?.woken : null;
};

/** The managers' pager takes the page. */
function managersAnswer(story: Story, atMs: number, id: string): void {
  const answer = { receiver: 'pagerduty/chiefs', state: 'taken', at: start + atMs, said: null } as const;
  const { body } = pageDelivery({ incident: id, generation: 1, answer, desk: 'managers' }, `a${atMs}`);
  story.tell(atMs, body, { source: 'page', kind: 'page', verifiedBy: 'self' });
}

describe('whoever is woken since another does not answer', () => {
  it('stands in the message of the channel, once the pager has taken that page', () => {
    const { story, id } = unanswered();
    expect(wokenIn(story, id)).toBeUndefined();
    managersAnswer(story, 10 * minute + 500, id);
    expect(wokenIn(story, id)).toEqual([
      { receiver: 'managers', at: start + 10 * minute + 500, by: 'payments' },
    ]);
  });
});
