import type { FamilyTally } from '../../correlate/state/family-tally.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { OriginShown } from '../../domain/sentry-context.ts';

/** What Sentry told of a root besides its figures, and where to read what to do; nothing where neither is known. */
export function originShown(
  { context, services, reconstructed }: Incident,
  { runbooks, owners }: Policy,
  { alerts }: Pick<FamilyTally, 'alerts'>,
): { readonly origin?: OriginShown } {
  const first = services[0]?.name ?? null;
  const own = saidOf(first, runbooks);
  const owner = saidOf(first, owners);
  if (context === undefined && own === null && owner === null && reconstructed === undefined) return {};
  return {
    origin: {
      firstSeenAt: context?.firstSeenAt ?? null,
      firstRelease: context?.firstRelease ?? null,
      commit: context?.commit ?? null,
      // What the operator says of a service is closer to it than what a rule says of all that it watches.
      owners: owner === null ? (context?.owners ?? []) : [owner],
      runbook: own ?? context?.runbook ?? null,
      ...(reconstructed === true && { reconstructed, ...(alerts > 0 && { toldSince: true }) }),
    },
  };
}

/** What the operator says of the service that fell first, else of all. */
function saidOf(service: string | null, said: Readonly<Record<string, string>> = {}): string | null {
  const named = service !== null && Object.hasOwn(said, service) ? said[service] : undefined;
  return named ?? (Object.hasOwn(said, '*') ? said['*'] : undefined) ?? null;
}
