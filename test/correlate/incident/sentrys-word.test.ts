import { describe, expect, it } from 'vitest';
import { endedBecause, reopenedBecause } from '../../../src/correlate/incident/sentrys-word.ts';
import { sentenceOf } from '../../../src/domain/decision/words.ts';
import { alert } from '../../make.ts';
import { Story } from '../story.ts';

describe('why an incident ended', () => {
  it.each([
    [alert({ status: 'resolved' }), 'Every Sentry issue of it is resolved.'],
    [alert({ status: 'resolved', actor: 'Ana' }), 'Every Sentry issue of it is resolved, the last by Ana.'],
    [alert({ status: 'archived', actor: 'Ana' }), 'Archived in Sentry by Ana.'],
    [
      alert({ status: 'resolved', kind: 'occurrence', resource: 'metric_alert.resolved' }),
      'The metric is back within its thresholds, says Sentry.',
    ],
    [alert({ status: 'resolved', kind: 'occurrence' }), 'Sentry says that it is over.'],
    [
      alert({ status: 'resolved', kind: 'occurrence', actor: 'Ana' }),
      'Sentry says that it is over: resolved by Ana.',
    ],
  ])('is told in words that fit what it is (%#)', (ended, sentence) => {
    expect(sentenceOf(endedBecause(ended))).toBe(sentence);
  });

  it('speaks of no Sentry issue where a metric is well again', () => {
    const story = new Story();
    const metric = { issueKey: 'metric:acme/7', kind: 'occurrence', category: 'metric' } as const;
    story.tell(0, alert({ ...metric, resource: 'metric_alert.critical', severity: 'critical' }));
    story.tell(1_000, alert({ ...metric, resource: 'metric_alert.resolved', status: 'resolved' }));
    expect(sentenceOf(story.incidents[0]!.resolution!.reason)).toBe(
      'The metric is back within its thresholds, says Sentry.',
    );
  });
});

describe('why an issue fires again', () => {
  it('names a person only where a person reopened it', () => {
    expect(sentenceOf(reopenedBecause('by-hand'))).toContain('Somebody');
    for (const why of ['regressed', 'escalating', 'archive-over'] as const)
      expect(sentenceOf(reopenedBecause(why))).not.toMatch(/hand|somebody/i);
    expect(sentenceOf(reopenedBecause('archive-over'))).toContain('that time is over');
  });
});
