import { describe, expect, it } from 'vitest';
import { nextThreadStep } from '../../src/deliver/steps/thread-step.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import { message, resolvedMessage, row, start, thread } from '../make.ts';

const told = thread({ n: 1, at: start, text: 'Every Sentry issue of it is resolved.', channel: false });
/** The step of the thread of a message that has no post. */
function stepOf(parent: Notification): string {
  return nextThreadStep(row(told), told, parent).kind;
}

const unposted = { phase: 'none', digest: null, statusDigest: null } as const;
const settled = { phase: 'none', digest: 'd1', statusDigest: 'd1' } as const;

describe('the thread of a message that is not posted', () => {
  it('waits for it, as long as it may be', () => {
    expect(stepOf(row(message(), { sent: unposted }))).toBe('wait');
    expect(stepOf(row(resolvedMessage(), { sent: unposted }))).toBe('wait');
    expect(stepOf(row(message(), { sent: settled }))).toBe('wait');
  });

  it('is over with what ended while an overflow stood for it: nothing will ever be there to reply to', () => {
    expect(stepOf(row(resolvedMessage(), { sent: settled }))).toBe('settled');
  });

  it('waits where it is not known whether it was posted', () => {
    const parent = row(resolvedMessage(), { sent: settled });
    const inDoubt = { ...parent, attempts: { ...parent.attempts, ambiguousAt: start } };
    expect(stepOf(inDoubt)).toBe('wait');
  });
});
