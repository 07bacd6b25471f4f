import { describe, expect, it } from 'vitest';
import { press } from '../../correlate/presses/press.ts';
import { minute } from '../../correlate/story.ts';
import { pay, route, routed, wanted } from './routed-story.ts';

describe('who is woken', () => {
  const hours = { quiet: [{}] };
  const mutedPay = route('payments', ['service=~"pay.*"'], {
    muteTimeIntervals: ['quiet'],
    continue: true,
  });

  it('is whoever is asked for, whatever interval its route waits for, and its channel is told', () => {
    const story = routed([mutedPay], { intervals: hours });
    story.tell(0, pay());
    const { id } = story.of('sentry:acme/1');
    expect(wanted(story).filter((row) => row.includes('pay'))).toEqual([]);
    press(story, 1_000, `page ${id}`);
    expect(wanted(story)).toEqual(['pagerduty/pay page 1 triggered', 'slack/C0PAY message open']);
    story.operator(2_000, 'resolve', id);
    expect(wanted(story)).toEqual(['pagerduty/pay page 1 resolved', 'slack/C0PAY message resolved']);
  });

  it('is whoever an escalation goes to, whatever interval its own route waits for', () => {
    const escalate = { unacknowledgedForMs: 10 * minute, to: 'payments' };
    const story = routed([mutedPay, route('managers', ['service=~"pay.*"'], { escalate })], {
      intervals: hours,
    });
    story.tell(0, pay());
    expect(wanted(story)).toEqual(['pagerduty/chiefs page 1 triggered']);
    story.tick(10 * minute);
    expect(wanted(story)).toEqual([
      'pagerduty/chiefs page 1 triggered',
      'pagerduty/pay page 1 triggered',
      'slack/C0PAY message open',
    ]);
  });
});
