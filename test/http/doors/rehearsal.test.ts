import { describe, expect, it } from 'vitest';
import { rehearse } from '../../../src/http/doors/rehearsal.ts';
import { systemClock } from '../../../src/seams/clock.ts';

describe('the rehearsal of the door', () => {
  it('takes its made-up webhooks all the way, and then is over', async () => {
    let looks = 0;
    const looksWhole = (): boolean => (looks += 1) > 0;
    await rehearse({ clock: systemClock(), looksWhole, signal: new AbortController().signal });
    expect(looks).toBe(300);
  });

  it('ends when it is told to', async () => {
    const over = new AbortController();
    let looks = 0;
    const looksWhole = (): boolean => {
      looks += 1;
      over.abort();
      return true;
    };
    await rehearse({ clock: systemClock(), looksWhole, signal: over.signal });
    // What was in a line already is read to its end.
    expect(looks).toBeGreaterThan(0);
  });

  it('is over at once when it was ended before', async () => {
    let looks = 0;
    const looksWhole = (): boolean => (looks += 1) > 0;
    await rehearse({ clock: systemClock(), looksWhole, signal: AbortSignal.abort() });
    expect(looks).toBe(0);
  });
});
