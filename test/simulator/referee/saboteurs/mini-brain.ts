import type { Books } from '../../../../simulator/referee/evidence.ts';

/** Everything the little relay knows: one incident, its services and its issues. */
export interface MiniBrain {
  seen: number;
  accepted: number;
  /** How many alerts the shown message covers. */
  covered: number;
  page: 'none' | 'open' | 'resolved';
  take(resource: string, body: unknown): void;
  services(): string[];
  allResolved(): boolean;
  text(): string;
  books(): Books;
}

interface WireEvent {
  readonly issue_id?: string;
  readonly tags?: readonly (readonly [string, string])[];
}

interface WireBody {
  readonly action: string;
  readonly data: {
    readonly event?: WireEvent;
    readonly error?: WireEvent;
    readonly issue?: { readonly id: string; readonly project: { readonly slug: string } };
  };
}

export function createMiniBrain(): MiniBrain {
  const services = new Set<string>();
  const open = new Set<string>();
  const brain: MiniBrain = {
    seen: 0,
    accepted: 0,
    covered: 0,
    page: 'none',
    take: (resource, body) => {
      const { action, data } = body as WireBody;
      const event = data.event ?? data.error;
      const service = event?.tags?.find(([key]) => key === 'service')?.[1] ?? data.issue?.project.slug;
      const issue = event?.issue_id ?? data.issue?.id;
      if (service !== undefined) services.add(service);
      if (issue !== undefined) {
        if (resource === 'issue' && action === 'resolved') open.delete(issue);
        else open.add(issue);
      }
      brain.accepted += 1;
    },
    services: () => [...services],
    allResolved: () => open.size === 0,
    text: () =>
      `${open.size === 0 ? 'Resolved' : 'Firing'}: ${brain.accepted} alerts in ${[...services].join(', ')}`,
    books: () => {
      const inFlight = brain.accepted - brain.covered;
      const shown = Math.min(1, brain.covered);
      return {
        accepted: brain.accepted,
        shown,
        folded: brain.covered - shown,
        suppressed: 0,
        setAside: 0,
        dead: 0,
        inFlight,
      };
    },
  };
  return brain;
}
