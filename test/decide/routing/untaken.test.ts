import { describe, expect, it } from 'vitest';
import { minute, type Story } from '../../correlate/story.ts';
import { pay, payPager, route, routed, wanted } from './routed-story.ts';

const second = 1_000;

/** Managers are woken when nobody of payments has answered for ten minutes. */
function paged(to = 'managers'): { readonly story: Story; readonly id: string } {
  const escalate = { unacknowledgedForMs: 10 * minute, to };
  const story = routed([route('payments', ['service=~"pay.*"'], { escalate })]);
  story.tell(0, pay());
  return { story, id: story.of('sentry:acme/1').id };
}

const pages = (story: Story): readonly string[] => wanted(story).filter((row) => row.includes('page'));
const ofPayments = 'pagerduty/pay page 1 triggered';
const ofManagers = 'pagerduty/chiefs page 1 triggered';

describe('a page that its pager does not take', () => {
  it('wakes whoever is next after a minute, and not after the time that one has to answer', () => {
    const { story, id } = paged();
    story.answered(2 * second, id, { state: 'trying' }, { receiver: payPager.id, desk: 'payments' });
    story.tick(minute - 1);
    expect(pages(story)).toEqual([ofPayments]);
    story.tick(minute + second);
    expect(pages(story)).toEqual([ofManagers, ofPayments]);
    expect(story.told(id)).toContainEqual(expect.stringContaining('nobody of payments has answered for'));
  });

  it('wakes whoever is next at once when it is given up', () => {
    const { story, id } = paged();
    story.answered(2 * second, id, { state: 'given-up' }, { receiver: payPager.id, desk: 'payments' });
    expect(pages(story)).toEqual([ofManagers, ofPayments]);
  });

  it('wakes nobody else once it is taken, nor when somebody has it', () => {
    const taken = paged();
    taken.story.answered(
      2 * second,
      taken.id,
      { state: 'taken' },
      { receiver: payPager.id, desk: 'payments' },
    );
    taken.story.tick(9 * minute);
    expect(pages(taken.story)).toEqual([ofPayments]);
    const held = paged();
    held.story.operator(30 * second, 'acknowledge', held.id);
    held.story.tick(9 * minute);
    expect(pages(held.story)).toHaveLength(1);
  });

  it('is sent again to the same receiver no sooner than that one has to answer', () => {
    const { story } = paged('payments');
    story.tick(9 * minute);
    expect(pages(story)).toEqual([ofPayments]);
    story.tick(10 * minute + second);
    expect(pages(story)).toContain('pagerduty/pay page 2 triggered');
  });
});
