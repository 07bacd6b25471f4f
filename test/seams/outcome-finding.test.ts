import { expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { Finding } from '../../src/seams/inspector.ts';
import { findingOfOutcome, lookAgainMs } from '../../src/seams/outcome-finding.ts';

const reason = 'Why.';

it.each<readonly [Outcome, Finding['kind']]>([
  [{ kind: 'delivered', handle: null }, 'yes'],
  [{ kind: 'found', handle: '1.1', alerts: 1, upto: 0 }, 'yes'],
  [{ kind: 'absent' }, 'no'],
  [{ kind: 'misconfigured', scope: 'lane', reason }, 'no'],
  [{ kind: 'refused', reason }, 'no'],
  [{ kind: 'gone', reason }, 'no'],
  [{ kind: 'limited', waitMs: 7000, reason }, 'unknown'],
  [{ kind: 'failed', ambiguous: true, timedOut: true, reason }, 'unknown'],
  [{ kind: 'blind', reason }, 'blind'],
])('%j is found as %s', (outcome, kind) => {
  const finding = findingOfOutcome(outcome);
  expect(finding.kind).toBe(kind);
  if ('reason' in outcome) expect(finding.detail).toBe(reason);
  if (finding.kind === 'unknown')
    expect(finding.waitMs).toBe(outcome.kind === 'limited' ? 7000 : lookAgainMs);
});
