import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { policy } from '../../make.ts';
import { nameless } from '../../decide/nameless-outage.ts';
import { Story } from '../story.ts';

const older: Policy = { ...policy, storm: { ...policy.storm, failuresOnly: false } };

/** Six services that are suddenly loud, and what each says names nothing. */
function loud(of: Policy, change: Partial<Alert>): Story {
  const story = new Story(of);
  for (let again = 0; again < 8; again += 1)
    for (let n = 0; n < 6; n += 1)
      story.tell(
        3_600_000 + again * 5_000 + n * 500,
        nameless(n, { ...change, eventId: `loud-${n}-${again}` }),
      );
  return story;
}

const info = { severity: 'info', level: 'info' } as const;
const warning = { severity: 'warning', level: 'warning' } as const;

describe('what is loud in many services', () => {
  it.each([
    ['told', info],
    ['warned of', warning],
  ])('is no outage where it is only %s and names nothing that failed', (_, change) => {
    expect(loud(policy, change).pages()).toEqual([]);
  });

  it('is one where errors are', () => {
    expect(loud(policy, {}).pages()).toHaveLength(1);
  });

  it('is one where warnings say that something cannot be reached', () => {
    const message = 'connect ETIMEDOUT';
    const texts = { message, title: message, exceptions: [{ type: 'Error', value: message, module: null }] };
    expect(loud(policy, { ...warning, ...texts }).pages()).toHaveLength(1);
  });

  it('is one whatever its level under the rules of an older relay', () => {
    expect(loud(older, warning).pages()).toHaveLength(1);
  });
});
