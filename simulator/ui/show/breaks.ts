import type { FaultSpec, ResolvedFault } from '../../faults/fault-spec.ts';

/** What can be broken on the page, in the order of its buttons. */
export const breakable = ['slack-limited', 'slack-down', 'pagerduty-down'] as const;
type Breakable = (typeof breakable)[number];

/** Something that is broken, and until when (virtual UNIX ms). */
export interface Broken {
  readonly what: Breakable;
  readonly until: number;
}

/** So long it lasts, in virtual ms. */
const lastsMs = 30_000;

const faults: Readonly<Record<Breakable, Pick<FaultSpec, 'target' | 'fault'>>> = {
  'slack-limited': { target: { service: 'slack' }, fault: { kind: 'rate-limit', retryAfter: 30 } },
  'slack-down': { target: { service: 'slack' }, fault: { kind: 'status', status: 503 } },
  'pagerduty-down': { target: { service: 'pagerduty' }, fault: { kind: 'status', status: 503 } },
};

/** The fault of a button that is pressed now; pressed again, it begins anew. */
export function faultOf(what: Breakable, now: number): FaultSpec {
  return { ...faults[what], id: idOf(what), window: { from: now, to: now + lastsMs } };
}

/** What is broken by buttons now. */
export function brokenNow(inForce: readonly ResolvedFault[], now: number): readonly Broken[] {
  return breakable.flatMap((what) => {
    const until = inForce.find(({ id }) => id === idOf(what))?.window?.to ?? 0;
    return until > now ? [{ what, until }] : [];
  });
}

function idOf(what: Breakable): string {
  return `page/${what}`;
}
