import type { DispatcherSnapshot } from '../deliver/snapshot.ts';
import type { LaneView } from './lanes/lane-view.ts';

/** What the relay does beside alerts, and asks others for. */
type Aside = 'context' | 'resolve' | 'catch-up' | 'unheard' | 'on-call' | 'leases';

/** Something beside alerts that does not work, and why, as a sentence. */
export interface Trouble {
  readonly with: Aside;
  readonly why: string;
}

/** What does not work now of what goes on beside alerts. */
export class Troubles {
  private readonly open = new Map<Aside, string>();

  /** It does not work, by this reason; null: it does. */
  note(aside: Aside, why: string | null): void {
    if (why === null) this.open.delete(aside);
    else this.open.set(aside, why);
  }

  list(): readonly Trouble[] {
    return [...this.open].map(([aside, why]) => ({ with: aside, why }));
  }
}

const words: Readonly<Record<Aside, string>> = {
  context: 'Sentry cannot be asked about incidents',
  resolve: 'What people resolve here is not resolved in Sentry',
  'catch-up': 'What may have been lost is not read in Sentry',
  unheard: 'Whether what Sentry fires comes here is not compared',
  'on-call': 'Who is on call is not known',
  leases: 'The store could not be written',
};

/** Each trouble as a note for operators. */
export function troubleNotes(troubles: readonly Trouble[]): readonly string[] {
  return troubles.map((trouble) => `${words[trouble.with]}: ${trouble.why}`);
}

/** Lanes that are no receiver's, for example of change events, and that do not flow: a note for each. */
export function sideLaneNotes(
  snapshots: readonly Pick<DispatcherSnapshot, 'lanes'>[],
  views: readonly Pick<LaneView, 'id'>[],
  now: number,
): readonly string[] {
  const shown = new Set(views.map(({ id }) => id));
  const notes: string[] = [];
  for (const { lanes } of snapshots)
    for (const [id, { state }] of lanes) {
      if (shown.has(id) || state.kind === 'flowing') continue;
      if (state.kind === 'blocked') notes.push(`${id} is blocked, which keeps no page: ${state.reason}`);
      else if (state.until > now)
        notes.push(
          `${id} waits ${Math.ceil((state.until - now) / 1_000)} s, which keeps no page: ${state.reason}`,
        );
    }
  return notes;
}
