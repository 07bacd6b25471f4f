import { describe, expect, it } from 'vitest';
import { slackDebits } from '../../../src/integrations/slack/limits.ts';
import { lane, limits } from './slack-edge.ts';

describe("Slack's budgets", () => {
  it('count a post against its channel and against the workspace', () => {
    const debits = slackDebits(limits, { lane }, 'create', 'first');
    expect(debits.map(({ bucket }) => bucket)).toEqual(['post:C0123ABCD', 'posts']);
    expect(debits[0]!.spec).toMatchObject({ kind: 'tokens', limit: 1, burst: 5 });
    expect(debits[0]!.spec.perMs).toBeGreaterThanOrEqual(1000);
    expect(debits[1]!.spec).toEqual({ kind: 'window', limit: 240, perMs: 62_000 });
  });

  it('keep the channels apart', () => {
    const [one] = slackDebits(limits, { lane: 'slack:C1111111' }, 'create', 'first');
    const [other] = slackDebits(limits, { lane: 'slack:C2222222' }, 'create', 'first');
    expect(one!.bucket).not.toBe(other!.bucket);
  });

  it('leave everyday counters the fewest updates, those of a storm more, and changes that people wait for all', () => {
    expect(slackDebits(limits, { lane }, 'change', 'counter')).toMatchObject([
      { bucket: 'update', share: 0.4 },
    ]);
    expect(slackDebits(limits, { lane }, 'change', 'watched')).toMatchObject([
      { bucket: 'update', share: 0.9 },
    ]);
    expect(slackDebits(limits, { lane }, 'change', 'status')).toMatchObject([
      { bucket: 'update', share: 1, spec: { limit: 50 } },
    ]);
  });

  it('count a lookup against history', () => {
    expect(slackDebits(limits, { lane }, 'lookup', 'first')).toMatchObject([
      { bucket: 'history', spec: { limit: 50 } },
    ]);
  });
});
