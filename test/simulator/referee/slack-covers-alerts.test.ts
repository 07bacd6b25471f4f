import { describe, expect, it } from 'vitest';
import { delivery, goodRun, judged } from './evidence-sample.ts';

const resolve = (issueId: string) => {
  const plain = delivery(60_000, 'd-api', { resource: 'issue', action: 'resolved' });
  return { ...plain, truth: { ...plain.truth, issueId } };
};

describe('the check that Slack covers every alert', () => {
  it('does not ask for the resolve of an issue of which nothing else was accepted', () => {
    const run = goodRun();
    expect(judged('slack-covers-alerts', run).ok).toBe(true);
    const unmet = { ...run, deliveries: [...run.deliveries, resolve('never-met')] };
    expect(judged('slack-covers-alerts', unmet).ok).toBe(true);
  });

  it('still asks for every other alert', () => {
    const run = goodRun();
    const more = { ...run, deliveries: [...run.deliveries, delivery(61_000, 'a-api')] };
    expect(judged('slack-covers-alerts', more).ok).toBe(false);
    const known = run.deliveries[0]?.truth.issueId ?? '';
    const met = { ...run, deliveries: [...run.deliveries, resolve(known)] };
    expect(judged('slack-covers-alerts', met).ok).toBe(false);
  });
});
