import { describe, expect, it } from 'vitest';
import { policyLike } from '../../src/ingest/policy-changes.ts';
import { policy } from '../make.ts';

describe('changes of the rules', () => {
  it('leave everything else as it is', () => {
    const changed = policyLike(policy, {
      paging: { eventsAMinute: 7, growth: { factor: 3 } },
      environments: { quiet: ['qa'] },
      runbooks: { checkout: 'https://wiki.example.com/checkout' },
    });
    expect(changed).toEqual({
      policy: {
        ...policy,
        paging: { ...policy.paging, eventsAMinute: 7, growth: { ...policy.paging.growth, factor: 3 } },
        environments: { production: [], quiet: ['qa'] },
        runbooks: { checkout: 'https://wiki.example.com/checkout' },
      },
    });
    expect(policyLike(policy, {})).toEqual({ policy });
  });

  it.each([
    [{ pagin: {} }, 'pagin: There is no such rule. Did you mean paging?'],
    [
      { paging: { eventsAMinut: 7 } },
      'paging.eventsAMinut: There is no such rule. Did you mean paging.eventsAMinute?',
    ],
    [{ storm: { somethingElse: 1 } }, 'storm.somethingElse: There is no such rule.'],
    [{ paging: { eventsAMinute: 'many' } }, 'paging.eventsAMinute: '],
    [['paging'], 'Write a JSON object'],
  ])('that are none are refused: %j', (changes, problem) => {
    expect(policyLike(policy, changes)).toEqual({
      problems: [expect.stringContaining(problem) as string],
    });
  });
});
