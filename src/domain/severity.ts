/** How bad: PagerDuty's four words, worst first. */
export type Severity = 'critical' | 'error' | 'warning' | 'info';

const rank: Readonly<Record<Severity, number>> = { critical: 3, error: 2, warning: 1, info: 0 };

/** 3 for critical down to 0 for info. */
export function severityRank(severity: Severity): number {
  return rank[severity];
}

/** The worse of two severities. */
export function worse(a: Severity, b: Severity): Severity {
  return rank[a] >= rank[b] ? a : b;
}
