import { expect, it } from 'vitest';
import { becameOf, counted, setAside } from '../../src/domain/inbox/disposition.ts';
import { createMetrics } from '../../src/observe/metrics.ts';

it('entries are counted by what became of them, and by the code of the reason', async () => {
  const metrics = createMetrics();
  const known = counted('inc-1', { code: 'known-issue' });
  const aside = setAside({ code: 'hook-comment', hook: 'comment.created' });
  metrics.applied([known, aside, known].map(becameOf), 5);
  const told = await metrics.registry.metrics();
  expect(told).toContain('stormrelay_entries_applied_total{disposition="counted",code="known-issue"} 2\n');
  expect(told).toContain('stormrelay_entries_applied_total{disposition="set-aside",code="hook-comment"} 1\n');
});
