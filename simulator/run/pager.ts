import type { Fakes } from '../fakes/start.ts';
import type { Observed } from '../observed.ts';
import { actAt, observedAt, type Control } from './control-client.ts';

/** PagerDuty as a person on call sees it. */
export interface Pager {
  /** What it holds; null when nobody can be asked. */
  seen(): Promise<Observed['pagerduty'] | null>;
  /** Acknowledges or resolves the open incident of a key; false when there is none in another state. */
  act(
    wanted: 'acknowledge' | 'resolve',
    key: { readonly routingKey: string; readonly dedupKey: string },
  ): Promise<boolean>;
}

/** The fake PagerDuty of this process. */
export function ownPager(fakes: Fakes): Pager {
  return {
    seen: () => Promise.resolve(fakes.observed().pagerduty),
    act: (wanted, { routingKey, dedupKey }) => Promise.resolve(fakes.pagerduty[wanted](routingKey, dedupKey)),
  };
}

/** The fake PagerDuty behind a control server; without one, nobody can be asked. */
export function remotePager(control: Control | undefined): Pager {
  return {
    seen: async () => (control === undefined ? null : (await observedAt(control)).pagerduty),
    act: (wanted, key) => (control === undefined ? Promise.resolve(false) : actAt(control, wanted, key)),
  };
}
