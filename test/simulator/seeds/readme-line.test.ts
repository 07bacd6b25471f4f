import { describe, expect, it } from 'vitest';
import { medianOf } from '../../../simulator/seeds/bug-hunt.ts';
import { readmeLine, withLine } from '../../../simulator/seeds/readme-line.ts';

const hunted = [3, 1, 40].map((after, n) => ({ bug: `bug-${n}`, seed: after, after, rule: 'I1' }));
const line = readmeLine(
  { virtualMs: 500.2 * 3_600_000, tookMs: 15.2 * 60_000, webhooks: 151_234, last: 5_999, played: 3_000 },
  hunted,
);

describe('the line of the README', () => {
  it('says how much was played, and what was found', () => {
    expect(line).toBe(
      '500 storm-hours in 15 minutes (seeds 3000 to 5999); 151,234 webhooks, 0 lost, 0 doubled, every outage woke somebody; 3 of 3 planted bugs found, median seed 3.',
    );
  });

  it('takes the place of the one before, and nothing else', () => {
    const text = 'Before\n\n<!-- simulate-seeds -->\n\nold\n\n<!-- /simulate-seeds -->\n\nafter';
    expect(withLine(text, line)).toBe(text.replace('old', line));
    expect(() => withLine('Nothing', line)).toThrow('no place for the line');
  });

  it('knows the middle of an even number, too', () => {
    expect(medianOf([{ after: 4 }, { after: 1 }, { after: 9 }, { after: 6 }])).toBe(5);
    expect(medianOf([])).toBe(0);
  });
});
