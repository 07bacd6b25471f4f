import { describe, expect, it } from 'vitest';
import { disposed } from '../../../src/domain/inbox/disposition.ts';
import { adoptedBy } from '../../../src/domain/incident.ts';
import type { TimelineItem } from '../../../src/domain/timeline.ts';
import { exampleDecisions, exampleOf } from '../../domain/example-decisions.ts';
import { wantedPage } from '../../make.ts';
import { batch, delivery, incident, letter, t0 } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** What every store must do with what was decided. */
export function decisionsContract(open: Open): void {
  const held = eachWithStore(open);

  describe('decisions', () => {
    it('are kept in stories as their codes and fields', async () => {
      const { store } = held.current;
      const line = { incident: 'inc-1', kind: 'page', tell: 'thread' } as const;
      const lines = exampleDecisions.map((decision, n): TimelineItem => ({
        ...line,
        n: n + 1,
        at: t0,
        decision,
      }));
      await store.commit(batch({ changes: lines.map((row) => ({ table: 'timeline', row })) }), t0);
      const again = await held.current.reopen();
      expect(await again.timeline('inc-1')).toEqual(lines);
    });

    it('are kept of entries as their codes and fields', async () => {
      const { store } = held.current;
      const appended = await store.append(
        exampleDecisions.map((_, n) => delivery(`d${n}`)),
        t0,
      );
      const dispositions = appended.map(({ seq }, n) => ({
        seq,
        disposition: disposed('set-aside', exampleDecisions[n]!),
      }));
      await store.commit(batch({ to: appended.at(-1)!.seq, dispositions }), t0);
      expect(await store.setAside(1_000)).toEqual(dispositions.reverse());
    });

    it('are kept of dead letters as their codes and fields', async () => {
      const { store } = held.current;
      const deadLetters = exampleDecisions.map((decision, n) => letter({ subject: String(n), decision }));
      await store.commit(batch({ deadLetters }), t0);
      const open = await store.deadLetters('open', 1_000);
      expect(open.map(({ decision }) => decision).reverse()).toEqual(exampleDecisions);
    });

    it('are kept in incidents as their codes and fields', async () => {
      const { store } = held.current;
      const row = incident('inc-1', {
        parent: 'inc-2',
        adoption: { at: t0, soft: false, ...adoptedBy(exampleOf['shares-cause']) },
        pageReason: exampleOf['page-rate'],
        unpaged: { reason: exampleOf['not-paged-stale'], at: t0 },
        page: {
          ...wantedPage('Level fatal.', t0),
          generations: [{ reason: exampleOf['page-after-quiet'], since: t0, joined: null }],
          withdrawn: exampleOf['withdrawn-regrouped'],
        },
        resolution: { at: t0, by: 'human', who: 'Ada', reason: exampleOf['resolved-by-person'] },
      });
      await store.commit(batch({ changes: [{ table: 'incident', key: row.id, row }] }), t0);
      const again = await held.current.reopen();
      expect(await again.incident('inc-1')).toEqual(row);
      expect((await again.loadBrain())?.incidents).toEqual([row]);
    });
  });
}
