import { describe, expect, it } from 'vitest';
import { VirtualTime } from '../../../simulator/seeds/machine/virtual-time.ts';
import { Record } from '../../../simulator/seeds/scene/record.ts';
import type { NetworkCall } from '../../../simulator/seeds/world/network.ts';

function call(life: number, at: number, retryAfter: number | null): NetworkCall {
  return {
    ...{ service: 'pagerduty', method: 'acknowledge', channel: 'key', about: null, state: 'acknowledge' },
    ...{ life, at, fault: null, odd: [], retryAfter, answered: null, settledAt: null, ambiguous: false },
  };
}

/** Which rules are broken where the second life calls within what the first was told to wait. */
function brokenBy(isReplaced: boolean): readonly string[] {
  const record = new Record(new VirtualTime(0, () => 0.5), '/nowhere');
  if (isReplaced) record.lifeReplaced(1);
  const first = call(1, 0, 20);
  record.callBegins(first);
  record.callEnds(first);
  record.callBegins(call(2, 5_000, null));
  return record.found.map(({ rule }) => rule);
}

describe('Retry-After', () => {
  it('holds for the next process too, but not where it was told to one that was replaced already', () => {
    expect(brokenBy(false)).toEqual(['I5']);
    expect(brokenBy(true)).toEqual([]);
  });
});
