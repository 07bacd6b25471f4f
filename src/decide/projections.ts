import type { BrainState } from '../correlate/brain-state.ts';
import { finishingAt, isPagedElsewhere } from '../correlate/former-receivers.ts';
import { byAge } from '../correlate/orders.ts';
import type { Family } from '../correlate/family.ts';
import { drillOf } from '../domain/environment.ts';
import type { Change } from '../domain/state.ts';
import type { Incident } from '../domain/incident.ts';
import type { Wanted } from '../domain/notification.ts';
import type { Receiver } from '../domain/policy.ts';
import { severityRank } from '../domain/severity.ts';
import { messageProjection, partOfProjection } from './message-projection.ts';
import { pageProjections } from './page-projection.ts';
import { threadProjection } from './thread-projection.ts';
import { wantedRow } from './wanted-row.ts';

/** The roots and former roots whose surfaces may look different after these changes, in a fixed order. */
export function touchedBy(state: BrainState, changes: readonly Change[]): readonly Incident[] {
  const ids = new Set<string>();
  for (const change of changes) {
    if (change.table !== 'incident') continue;
    ids.add(change.key);
    const row = state.incidents.get(change.key);
    if (row?.parent != null) ids.add(row.parent);
    if (row?.page?.joined != null) ids.add(row.page.joined);
  }
  return [...ids]
    .map((id) => state.incidents.get(id))
    .filter((row) => row !== undefined)
    .sort(byAge);
}

/**
 * What every surface of an incident should show now: one row for each receiver and surface that concerns it. A receiver
 * that left the policy is still told how it goes on with what it may show, and of nothing that is newer.
 */
export function projectIncident(state: BrainState, incident: Incident): readonly Wanted[] {
  const family = familyOf(state, incident);
  const { meta } = state;
  if (drillOf(incident.environmentClass) !== null)
    return meta.policy.drillReceivers.flatMap((receiver) => rowsAt(state, family, receiver, () => true));
  const finishing = finishingAt(meta, incident);
  const current = meta.policy.receivers.flatMap((receiver) =>
    rowsAt(state, family, receiver, (since) => !isPagedElsewhere(meta, finishing, since)),
  );
  const former = finishing.flatMap(({ receiver, leftAt }) =>
    rowsAt(state, family, receiver, (since) => since <= leftAt),
  );
  return [...current, ...former];
}

/** @param pages Whether a page that became wanted at a virtual ms is this receiver's. */
function rowsAt(
  state: BrainState,
  family: Family,
  receiver: Receiver,
  pages: (since: number) => boolean,
): readonly Wanted[] {
  return receiver.kind === 'chat' ? chat(state, family, receiver) : pager(state, family, receiver, pages);
}

/** An incident with its children, oldest first, which few surfaces have to look at one by one. */
export function familyOf(state: BrainState, root: Incident): Family {
  let children: readonly Incident[] | null = null;
  return {
    root,
    get children() {
      children ??= [...(state.children.get(root.id) ?? [])]
        .map((id) => state.incidents.get(id))
        .filter((child) => child !== undefined)
        .sort(byAge);
      return children;
    },
  };
}

function chat(state: BrainState, family: Family, receiver: Receiver): readonly Wanted[] {
  const { root } = family;
  if (root.kind === 'collector') return [];
  const parent = root.parent === null ? undefined : state.incidents.get(root.parent);
  const severity = severityRank(root.severity);
  if (parent !== undefined) {
    return [
      wantedRow(root, receiver, partOfProjection(state, root, parent), {
        alerts: 0,
        severityRank: severity,
        services: [],
      }),
    ];
  }
  const message = messageProjection(state, family);
  const services = message.services.map((service) => service.name);
  const about = { alerts: message.alerts, severityRank: severityRank(message.severity), services };
  // A drill has its result in its message; a thread would outlive it in a channel where it never got that far.
  const thread = message.drill === null ? threadProjection(state, root) : null;
  const rows = [wantedRow(root, receiver, message, about)];
  return thread === null ? rows : [...rows, wantedRow(root, receiver, thread, about)];
}

function pager(
  state: BrainState,
  family: Family,
  receiver: Receiver,
  pages: (since: number) => boolean,
): readonly Wanted[] {
  const generations = family.root.page?.generations ?? [];
  return pageProjections(state, family)
    .filter(({ generation }) => pages(generations[generation - 1]?.since ?? 0))
    .map((page) =>
      wantedRow(family.root, receiver, page, {
        alerts: page.alerts,
        severityRank: severityRank(page.severity),
        services: [],
      }),
    );
}
