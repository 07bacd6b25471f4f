import { usersOf } from '../../correlate/incident/users.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import { membersOf, servicesOf, severityOf, type Family } from '../../correlate/state/family.ts';
import { newestGeneration } from '../../domain/incident.ts';
import type { WouldPage } from '../../domain/sending/would-send.ts';

/** What is kept of the names of a large outage. */
const most = { services: 20, environments: 5 };

/** What whoever would have been woken would have read, at this moment; what had changed before apart. */
export function wouldPage(
  draft: Draft,
  family: Family,
  by: Pick<WouldPage, 'receiver' | 'to' | 'reason'>,
): WouldPage {
  const { root } = family;
  const { storm, title, page } = root;
  const environments = new Set(membersOf(family).flatMap((member) => member.environments));
  return {
    what: 'page',
    receiver: by.receiver,
    to: by.to,
    at: draft.now,
    reason: by.reason,
    generation: page?.generations.length ?? 1,
    joined: page === null ? null : newestGeneration(page).joined,
    severity: severityOf(family),
    subject:
      storm === null
        ? { kind: 'incident', title }
        : { kind: 'storm', cause: { kind: storm.cause.kind, title: storm.cause.title }, beside: 0 },
    services: servicesOf(family)
      .slice(0, most.services)
      .map(({ name }) => name),
    environments: [...environments].slice(0, most.environments),
    users: usersOf(draft, root),
  };
}
