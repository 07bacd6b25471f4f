import type { Alert } from '../../domain/alert.ts';
import type { Policy } from '../../domain/policy.ts';

/**
 * An alert as severe as the operator says that its level is. Of a metric the threshold that was crossed says how bad it is,
 * and its level says nothing.
 */
export function withSeverity(alert: Alert, { severities }: Pick<Policy, 'severities'>): Alert {
  const said = alert.category === 'metric' ? undefined : severities?.[alert.level];
  return said === undefined || said === alert.severity ? alert : { ...alert, severity: said };
}
