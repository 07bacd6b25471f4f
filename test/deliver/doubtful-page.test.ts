import { describe, expect, it } from 'vitest';
import { settle } from '../../src/deliver/outcome/settle.ts';
import { sentenceOf } from '../../src/domain/decision/words.ts';
import type { Step } from '../../src/domain/sending/outcome.ts';
import { nothingSent, type Sent } from '../../src/domain/sending/sent.ts';
import { page, row, standing, start } from '../make.ts';
import { ringing } from '../sent.ts';

const lane = { id: 'pagerduty:a', credential: 'pagerduty:a', state: { kind: 'flowing' } } as const;
const attempt = { startedAt: start, lane, laneDeliveredAt: null, othersFailedAt: null };
const rung = ringing({ digest: 'd0', statusDigest: 's0', alerts: 3 });

describe('the story of a page', () => {
  it('tells of what a pager took for a page in doubt that nobody knows whether it ever had it', () => {
    const maybe = { ...nothingSent, phase: 'maybe' } as const;
    const done = { kind: 'delivered', handle: 'key-1' } as const;
    const saidOf = (step: Step, sent: Sent): string =>
      settle(
        { ...attempt, row: row(page({}, standing('acknowledged')), { sent }), step },
        done,
        start,
        () => 1,
      )
        .timeline.map(({ decision }) => sentenceOf(decision))
        .join();
    expect(saidOf('acknowledge', maybe)).toMatch(/acknowledged at .+, if it ever had it: /);
    expect(saidOf('close', maybe)).toMatch(/resolved at .+, if it ever had it: /);
    expect(saidOf('acknowledge', rung)).toMatch(/acknowledged at [^,]+\.$/);
    expect(saidOf('close', rung)).toMatch(/resolved at [^,]+\.$/);
  });
});
