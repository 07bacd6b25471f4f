import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMoved, WrittenIncidents } from '../../src/correlate/state/indexes/written-incidents.ts';
import type { Incident } from '../../src/domain/incident.ts';

const ids = ['a', 'b', 'c', 'd'] as const;
/** An incident, of which only its family is told. */
const rows = fc
  .tuple(fc.constantFrom(...ids), fc.constantFrom(null, ...ids))
  .map(([id, parent]) => rowOf(id, parent === id ? null : parent));

function rowOf(id: string, parent: string | null): Incident {
  return { id, parent, status: 'open', storm: null, kind: 'alerts', issues: [] } as unknown as Incident;
}

describe('what a step has written', () => {
  it('is found by its family as if all of it were looked through, wherever it went meanwhile', () => {
    fc.assert(
      fc.property(fc.array(rows), fc.array(rows), (known, writes) => {
        const before = new Map(known.map((row) => [row.id, row]));
        const written = new WrittenIncidents();
        for (const row of writes) written.write(before.get(row.id), row);
        for (const root of ids) {
          const belongs = (row: Incident | undefined): boolean => row !== undefined && familyOf(row) === root;
          const found = written.ofFamily(root);
          const wanted = [...written.values()].filter(
            (row) =>
              belongs(row) ||
              belongs(before.get(row.id)) ||
              writes.some((one) => one.id === row.id && belongs(one)),
          );
          expect(new Set(found)).toEqual(new Set(wanted));
          expect(found.length).toBe(wanted.length);
        }
      }),
    );
  });

  it('keeps in mind what led at one of its writes', () => {
    const written = new WrittenIncidents();
    written.write(undefined, { ...rowOf('a', null), kind: 'collector' });
    written.write(undefined, rowOf('b', null));
    written.write(undefined, { ...rowOf('a', null), kind: 'collector', status: 'resolved' });
    expect([...written.leading]).toEqual(['a']);
  });

  it('has moved where its family or its issues are others', () => {
    const row = rowOf('a', 'b');
    expect(hasMoved(row, { ...row })).toBe(false);
    expect(hasMoved(undefined, row)).toBe(true);
    expect(hasMoved(row, { ...row, parent: null })).toBe(true);
    expect(hasMoved(row, { ...row, issues: ['one'] })).toBe(true);
  });
});

function familyOf({ id, parent }: Incident): string {
  return parent ?? id;
}
