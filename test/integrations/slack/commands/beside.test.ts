import { describe, expect, it } from 'vitest';
import { doneAnswer, pointlessAnswer } from '../../../../src/integrations/slack/commands/answers.ts';
import type { NamedIncident } from '../../../../src/integrations/slack/commands/desk.ts';
import { now } from '../presses/a-press.ts';

const taken: NamedIncident = {
  id: 'inc-57',
  title: 'redis unreachable',
  state: 'acknowledged',
  acknowledgedBy: 'ada',
  acknowledgedAt: now - 60_000,
  also: ['bo'],
};

describe('“ack” of what another has', () => {
  it('says since when they have it, and that whoever asked stands beside', () => {
    expect(pointlessAnswer('acknowledge', taken, { pager: true, who: 'steve' })).toBeNull();
    expect(doneAnswer('acknowledge', taken, null).text).toMatch(
      /You stand beside now, ada has it since .*:\* redis/,
    );
  });

  it.each(['ada', 'bo'])('is nothing new of somebody who has acknowledged it: %s', (who) => {
    const answer = pointlessAnswer('acknowledge', taken, { pager: true, who });
    expect(answer?.text).toContain('was acknowledged already*, by ada');
  });
});
