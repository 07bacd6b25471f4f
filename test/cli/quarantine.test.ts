import { describe, expect, it } from 'vitest';
import { talliedLines } from '../../src/cli/quarantine.ts';

describe('what `stormrelay quarantine` begins with', () => {
  it('counts by cause, and what asks for something stands before 500 strangers', () => {
    const lines = talliedLines(1_504, { stranger: 1_500, 'unknown-secret': 1, 're-serialised': 3 });
    expect(lines.map((line) => line.slice(0, 40))).toEqual([
      '1,504 deliveries are in quarantine. Most',
      '  3 × signed with a secret that the rela',
      '  1 × in the form of Sentry, with a secr',
      "  1,500 × not in the form of Sentry's. A",
    ]);
  });

  it('is in the singular for one', () => {
    expect(talliedLines(1, { stranger: 1 })[0]).toBe('1 delivery is in quarantine. Most likely:');
  });
});
