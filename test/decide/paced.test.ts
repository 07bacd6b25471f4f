import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../src/domain/sending/projection.ts';
import { pacedMessage } from '../../src/decide/routing/paced.ts';
import { routedBeside } from '../../src/domain/routing/routed.ts';
import { singleMessage, stormMessage } from '../notifiers/example-projections.ts';

const ms = fc.integer({ min: 0, max: 600_000 });
const receiver = { name: 'a', surfaces: [], pageWhen: null, mentionOnPage: null, shadow: false };

describe('the pace of a route', () => {
  it('moves a first message no earlier, and only of what wakes nobody and is no storm', () => {
    fc.assert(
      fc.property(
        ms,
        ms,
        ms,
        fc.constantFrom('single', 'paged', 'storm'),
        (showFrom, at, groupWaitMs, kind) => {
          const base = kind === 'storm' ? stormMessage() : singleMessage();
          const page = kind === 'paged' ? (stormMessage().page ?? null) : null;
          const message = { ...base, showFrom, ...(kind === 'storm' ? {} : { page }) } as LiveMessage;
          const paced = pacedMessage(message, { ...routedBeside(receiver, at), groupWaitMs });
          const waits = message.page === null && message.storm === null && groupWaitMs > 0;
          expect(paced.showFrom).toBe(waits ? Math.max(showFrom, at + groupWaitMs) : showFrom);
          expect({ ...paced, showFrom }).toEqual(message);
        },
      ),
    );
  });

  it('is that of everybody where no route says', () => {
    const message = singleMessage();
    expect(pacedMessage(message, null)).toBe(message);
    expect(pacedMessage(message, routedBeside(receiver, 0))).toEqual(message);
  });
});
