import type { Account } from '../../fakes/pagerduty/account.ts';
import type { Agent } from '../../fakes/pagerduty/webhook-body.ts';
import type { PagerDutyIncident } from '../../observed.ts';

/** An incident of PagerDuty as the phone shows it; times are virtual UNIX ms. */
export interface ShownPage extends Pick<
  PagerDutyIncident,
  'id' | 'status' | 'summary' | 'severity' | 'openedAt' | 'acknowledgedAt' | 'resolvedAt'
> {
  /** Who acknowledged or resolved it: a name, `the relay`, or null where nobody did or PagerDuty did so by itself. */
  readonly by: string | null;
  /** Whom it rings: the newest at last. */
  readonly asks: readonly string[];
  /** The same for all incidents of a service. */
  readonly service: number;
}

/** The phone shows so many, the newest. */
const mostShown = 20;

/** What was opened there, oldest first. */
export function shownPages({ incidents, latest, webhooks, services }: Account): readonly ShownPage[] {
  const keys = [...services.keys()];
  return incidents.slice(-mostShown).map((incident) => {
    const { id, status, summary, severity, openedAt, acknowledgedAt, resolvedAt, routingKey } = incident;
    const last = latest.get(id);
    const by = status === 'triggered' || last === undefined ? null : nameOf(last.by);
    const asks = webhooks.assigneesOf(incident);
    const service = keys.indexOf(routingKey) + 1;
    return { id, status, summary, severity, openedAt, acknowledgedAt, resolvedAt, by, asks, service };
  });
}

function nameOf(by: Agent): string | null {
  switch (by.kind) {
    case 'person':
      return by.name;
    case 'integration':
      return 'the relay';
    case 'itself':
      return null;
  }
}
