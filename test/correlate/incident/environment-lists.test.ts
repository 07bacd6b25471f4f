import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { alert, policy } from '../../make.ts';
import { Story } from '../story.ts';

function pagesFor(environment: string, of: Policy = policy): readonly string[] {
  const story = new Story(of);
  story.tell(0, alert({ level: 'fatal', environment }));
  return story.pages();
}

describe('the environment of an alert', () => {
  it('pages where a production word stands, whatever stands beside it, and nowhere quiet', () => {
    expect(pagesFor('demo-customer-production')).toHaveLength(1);
    expect(pagesFor('stg')).toEqual([]);
  });

  it('is what the policy says of it, before what its name says', () => {
    const listed = { ...policy, environments: { production: ['stg'], quiet: ['prod-*'] } };
    expect(pagesFor('stg', listed)).toHaveLength(1);
    expect(pagesFor('prod-mirror', listed)).toEqual([]);
  });

  it('is read by its name under a policy of an older relay, which has no lists', () => {
    const old = JSON.parse(JSON.stringify({ ...policy, environments: undefined })) as Policy;
    expect(pagesFor('staging', old)).toEqual([]);
    expect(pagesFor('live', old)).toHaveLength(1);
  });

  it('keeps the releases of a service apart by the same rule', () => {
    const story = new Story({ ...policy, environments: { production: ['stg'], quiet: [] } });
    story.tell(0, alert({ environment: 'stg', release: 'checkout@1' }));
    expect([...story.state.releases.keys()]).toEqual(['production/checkout']);
  });
});
