import type { Incident } from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import type { OriginShown } from '../domain/sending/projection.ts';

/** What Sentry told of a root besides its figures, and where to read what to do; nothing where neither is known. */
export function originShown(
  { context, services }: Incident,
  { runbooks }: Policy,
): { readonly origin?: OriginShown } {
  const own = runbookOf(services[0]?.name ?? null, runbooks);
  if (context === undefined && own === null) return {};
  return {
    origin: {
      firstSeenAt: context?.firstSeenAt ?? null,
      firstRelease: context?.firstRelease ?? null,
      commit: context?.commit ?? null,
      owners: context?.owners ?? [],
      // What the operator says of a service is closer to it than what a rule says of all that it watches.
      runbook: own ?? context?.runbook ?? null,
    },
  };
}

/** The configured runbook of the service that fell first, else the one for all. */
function runbookOf(service: string | null, runbooks: Policy['runbooks'] = {}): string | null {
  const named = service !== null && Object.hasOwn(runbooks, service) ? runbooks[service] : undefined;
  return named ?? (Object.hasOwn(runbooks, '*') ? runbooks['*'] : undefined) ?? null;
}
