import type { Books } from '../../../../simulator/referee/evidence.ts';

/** A crash, which is an incident of its own. */
export interface MiniFatal {
  readonly issue: string;
  readonly title: string;
  page: 'none' | 'open' | 'resolved';
  over: boolean;
}

/** Everything the little relay knows: one incident, its services and its issues, and the crashes. */
export interface MiniBrain {
  seen: number;
  accepted: number;
  /** How many alerts the shown message covers. */
  covered: number;
  page: 'none' | 'open' | 'acknowledged' | 'resolved';
  readonly fatals: Map<string, MiniFatal>;
  take(resource: string, body: unknown): void;
  services(): string[];
  allResolved(): boolean;
  text(): string;
  books(): Books;
}

interface WireEvent {
  readonly issue_id?: string;
  readonly level?: string;
  readonly title?: string;
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
  const fatals = new Map<string, MiniFatal>();
  const brain: MiniBrain = {
    fatals,
    seen: 0,
    accepted: 0,
    covered: 0,
    page: 'none',
    take: (resource, body) => {
      const { action, data } = body as WireBody;
      const event = data.event ?? data.error;
      const fatal = fatals.get(event?.issue_id ?? data.issue?.id ?? '');
      if (event?.level === 'fatal' && fatal === undefined) {
        const issue = event.issue_id ?? '';
        fatals.set(issue, { issue, title: event.title ?? '', page: 'none', over: false });
      }
      if (fatal !== undefined && action === 'resolved') fatal.over = true;
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
