import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { policyDelivery, readPolicy } from '../../src/ingest/policy-entry.ts';
import { alert, policy } from '../make.ts';
import { Story } from './story.ts';

const severities: Policy['severities'] = { fatal: 'error', warning: 'error', info: 'warning' };

function severityOf(change: Partial<Alert>, said: Policy['severities'] = severities): Severity | undefined {
  const story = new Story({ ...policy, ...(said === undefined ? {} : { severities: said }) });
  story.tell(0, alert(change));
  return story.of('sentry:acme/1').severity;
}

describe('how severe a level is', () => {
  it('is as the operator says, and as ever where nothing is said', () => {
    expect(severityOf({ level: 'warning', severity: 'warning' })).toBe('error');
    expect(severityOf({ level: 'info', severity: 'info' })).toBe('warning');
    expect(severityOf({ level: 'error', severity: 'error' })).toBe('error');
    expect(severityOf({ level: 'warning', severity: 'warning' }, {})).toBe('warning');
  });

  it('says nothing of a metric, whose threshold says how bad it is', () => {
    expect(severityOf({ level: 'warning', severity: 'critical', category: 'metric' })).toBe('critical');
  });

  it('wakes nobody by itself: levels do', () => {
    const story = new Story({ ...policy, severities: { error: 'critical', fatal: 'info' } });
    story.tell(0, alert({ level: 'error', severity: 'error' }));
    expect(story.pages()).toEqual([]);
    story.tell(
      1_000,
      alert({ level: 'fatal', severity: 'critical', issueKey: 'sentry:acme/2', title: 'Other' }),
    );
    expect(story.pages()).toHaveLength(1);
  });

  it('is kept with the policy, so that a replay knows what held', () => {
    const said = { ...policy, severities };
    expect(readPolicy(policyDelivery(said, 'p').body).severities).toEqual(severities);
    expect(readPolicy(policyDelivery(policy, 'p').body)).not.toHaveProperty('severities');
  });
});
