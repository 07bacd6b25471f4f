import type { Incident } from '../../../domain/incident.ts';

const nobody: ReadonlySet<string> = new Set();
const none: readonly string[] = [];

/** Which incidents keep others quiet, by what these are called, and which are kept quiet by whom. */
export class Inhibitions {
  private readonly named = new Map<string, Set<string>>();
  private readonly held = new Map<string, Set<string>>();

  /** Ids of the incidents that keep quiet what is called so. */
  by(key: string): ReadonlySet<string> {
    return this.named.get(key) ?? nobody;
  }

  /** Ids of the incidents for which this one stands. */
  heldBy(source: string): ReadonlySet<string> {
    return this.held.get(source) ?? nobody;
  }

  /** Ids of the incidents that stand for any. */
  sources(): Iterable<string> {
    return this.held.keys();
  }

  /** An incident's row has become another one; null: it has left memory. */
  follow(before: Incident | undefined, row: Incident | null): void {
    const id = row?.id ?? before?.id ?? '';
    moved(this.named, id, keysOf(before), keysOf(row));
    moved(this.held, id, sourceOf(before), sourceOf(row));
  }
}

/** What is over keeps nobody quiet. */
function keysOf(row: Incident | null | undefined): readonly string[] {
  return row?.status === 'resolved' ? none : (row?.inhibits ?? none);
}

function sourceOf(row: Incident | null | undefined): readonly string[] {
  const source = row?.status === 'resolved' ? undefined : row?.silenced?.source;
  return source === undefined ? none : [source];
}

function moved(
  known: Map<string, Set<string>>,
  id: string,
  from: readonly string[],
  to: readonly string[],
): void {
  if (from === to) return;
  for (const key of from) if (!to.includes(key)) leave(known, key, id);
  for (const key of to) if (!from.includes(key)) join(known, key, id);
}

function join(known: Map<string, Set<string>>, key: string, id: string): void {
  const found = known.get(key);
  if (found === undefined) known.set(key, new Set([id]));
  else found.add(id);
}

function leave(known: Map<string, Set<string>>, key: string, id: string): void {
  const found = known.get(key);
  found?.delete(id);
  if (found?.size === 0) known.delete(key);
}
