import { expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/sending/outcome.ts';
import type { Finding } from '../../src/seams/inspector.ts';
import { findingOfOutcome, lookAgainMs } from '../../src/seams/outcome-finding.ts';

const reason = 'Why.';

it.each<readonly [Outcome, Finding['kind']]>([
  [{ kind: 'delivered', handle: null }, 'yes'],
  [{ kind: 'found', handle: '1.1', alerts: 1, upto: 0 }, 'yes'],
  [{ kind: 'absent' }, 'no'],
  [{ kind: 'misconfigured', scope: 'lane', code: 'channel-missing', reason }, 'no'],
  [{ kind: 'refused', code: 'payload-refused', reason }, 'no'],
  [{ kind: 'gone', code: 'message-gone', reason }, 'no'],
  [{ kind: 'limited', waitMs: 7000, code: 'limited', reason }, 'unknown'],
  [{ kind: 'failed', ambiguous: true, timedOut: true, code: 'provider-failing', reason }, 'unknown'],
  [{ kind: 'blind', code: 'no-sight', reason }, 'blind'],
])('%j is found as %s', (outcome, kind) => {
  const finding = findingOfOutcome(outcome);
  expect(finding.kind).toBe(kind);
  if ('reason' in outcome) expect(finding.detail).toBe(reason);
  if (finding.kind === 'unknown')
    expect(finding.waitMs).toBe(outcome.kind === 'limited' ? 7000 : lookAgainMs);
});
