import type { Acknowledgement, Desk, Incident } from '../../domain/incident.ts';
import { hasAcknowledged, withAcknowledgement } from '../../domain/routing/acknowledged.ts';
import { atAllDesks, deskAt, putBack, seenAt } from '../../domain/routing/desk.ts';
import { standsForRoot } from './apart.ts';
import { rootOf, seenBy } from './lifecycle.ts';
import type { Draft } from '../state/draft.ts';

/** What an acknowledgement was: of what nobody had, beside whoever has it, or nothing new. */
type Acknowledged = 'first' | 'beside' | 'known';

/** Who acknowledges, and where. */
interface Acknowledging extends Acknowledgement {
  /** Whoever has it in hand: the name of one of several receivers that are woken, null for all of them. */
  readonly receiver: string | null;
  /** At what time it is told. */
  readonly toldAt: number;
}

/**
 * Acknowledges the root of `id`: the first since its newest page has it in hand, and others stand beside them. What is
 * over is given what was not known when it ended.
 */
export function acknowledgeIncident(draft: Draft, id: string, by: Acknowledging): Acknowledged {
  const found = draft.incident(id);
  if (found === null) return 'known';
  const root = rootOf(draft, found);
  const { receiver, toldAt, by: who } = by;
  const before = seenAt(root, receiver);
  const children = draft.childrenOf(root.id);
  const seen = seenBy(draft, root, children);
  const one = { by: who, at: by.at };
  const taken = <D extends Desk>(desk: D): D => withAcknowledgement(desk, one, seen);
  draft.change(root.id, (row) => {
    if (receiver !== null) return putBack(row, receiver, taken(deskAt(row, receiver)));
    // Whoever stands beside answers for nobody who has not been asked.
    const all = atAllDesks(row, (desk) =>
      isFirst(before) || desk.acknowledgedAt !== null ? taken(desk) : desk,
    );
    return row.status === 'open' ? { ...all, status: 'acknowledged' } : all;
  });
  const tell = (code: 'acknowledged' | 'also-acknowledged'): void =>
    draft.tellAt(toldAt, { incident: root.id, kind: code, decision: { code, who }, tell: 'thread' });
  if (isFirst(before)) {
    for (const child of children) if (standsForRoot(child, root)) draft.touch(child.id);
    tell('acknowledged');
    return 'first';
  }
  const after = draft.incident(root.id);
  if (hasAcknowledged(before, who) || after === null || !hasAcknowledged(seenAt(after, receiver), who))
    return 'known';
  tell('also-acknowledged');
  return 'beside';
}

/** What is over may have ended before anybody said that they had it. */
function isFirst({ status, acknowledgedAt }: Incident): boolean {
  return status === 'open' || acknowledgedAt === null;
}
