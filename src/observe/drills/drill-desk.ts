import type { Drill } from '../../domain/drill/drill.ts';
import {
  reportVersion,
  type DrillHop,
  type DrillIncident,
  type DrillReport,
} from '../../domain/drill/drill-report.ts';
import type { Incident } from '../../domain/incident.ts';
import type { LaneState } from '../../domain/sending/lane.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Trouble } from '../../domain/sending/trouble.ts';
import { takesAlerts, type Policy } from '../../domain/policy.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Store } from '../../seams/store.ts';
import { hopOf, isAccepted, laneProbe, leftOpenBy, probeOf } from './drill-hops.ts';
import { stepsOf } from './drill-steps.ts';
import type { Look, Looks } from './looks.ts';

/** The slice of the store that a report is read from. */
export type DrillStore = Pick<Store, 'drill' | 'drills' | 'incident' | 'notificationsOf' | 'sentrySigns'>;

/** What the desk needs. */
interface DrillDeskDeps {
  readonly store: DrillStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly looks: Pick<Looks, 'probe' | 'readBack' | 'recall'>;
  readonly policy: () => Policy;
  readonly lane: (id: string) => LaneState | undefined;
  /** Why a credential sends nothing now, as silent looks were told. */
  readonly waitOf: (credential: string) => Trouble | null;
  /** Whether a send of this lane waits for its answer. */
  readonly isSending: (lane: string) => boolean;
}

/** What the store alone tells of drills. */
export type DrillLists = ReturnType<typeof drillLists>;

/** A drill as a list shows it. */
export type DrillLine = Pick<
  DrillReport,
  'id' | 'state' | 'scenario' | 'subject' | 'registeredAt' | 'endedAt'
>;

/** What became of a drill; null when there is none (any more). Asking also makes the relay look at what is reported. */
export async function drillReport(deps: DrillDeskDeps, id: string): Promise<DrillReport | null> {
  const drill = await deps.store.drill(id);
  return drill === null ? null : reportOn(deps, drill);
}

/** The lists of a store: how many drills are open, and the newest ones, newest first. */
export function drillLists(store: Pick<DrillStore, 'drills'>) {
  return {
    open: async (): Promise<number> => (await store.drills(200)).filter(({ end }) => end === null).length,
    list: async (limit: number): Promise<readonly DrillLine[]> => (await store.drills(limit)).map(lineOf),
  };
}

function lineOf(drill: Drill): DrillLine {
  const { id, scenario, subject, registeredAt, end } = drill;
  return { id, state: stateOf(drill), scenario, subject, registeredAt, endedAt: end?.at ?? null };
}

async function reportOn(deps: DrillDeskDeps, drill: Drill): Promise<DrillReport> {
  const { store, clock } = deps;
  const incidents = await incidentsOf(store, drill);
  const rows = (await Promise.all(incidents.map(({ id }) => store.notificationsOf(id)))).flat();
  const roots = incidents.filter((incident) => incident.parent === null);
  const facts = {
    ...lineOf(drill),
    now: clock.now(),
    expiresAt: drill.expiresAt,
    alerts: { allowed: drill.alertsAllowed, taken: drill.alertsTaken, firstAt: drill.firstAlertAt },
    incidents: roots.map((root) => incidentOf(root, incidents)),
    hops: hopsOf(deps, drill, { rows, roots }),
    receivers: probesOf(deps, drill),
    sentry: await store.sentrySigns(),
    leftOpen: leftOpen(drill, incidents, rows),
  };
  return { version: reportVersion, ...facts, steps: stepsOf(facts) };
}

function stateOf({ end, alertsTaken }: Drill): DrillReport['state'] {
  return end?.result ?? (alertsTaken === 0 ? 'registered' : 'running');
}

async function incidentsOf(store: DrillStore, { incidents }: Drill): Promise<readonly Incident[]> {
  const found = await Promise.all(incidents.map((id) => store.incident(id)));
  return found.filter((incident) => incident !== null);
}

function incidentOf(root: Incident, all: readonly Incident[]): DrillIncident {
  return {
    id: root.id,
    storm: root.storm?.cause.title ?? null,
    children: all.filter((incident) => incident.parent === root.id).length,
  };
}

function hopsOf(
  { looks, lane, waitOf, clock }: DrillDeskDeps,
  { firstAlertAt, end }: Drill,
  { rows, roots }: { readonly rows: readonly Notification[]; readonly roots: readonly Incident[] },
): readonly DrillHop[] {
  if (firstAlertAt === null) return [];
  const ofRoots = rows.filter((row) => roots.some((root) => root.id === row.incident));
  // Of a drill that is over nothing new is looked for: its page is resolved, its message may be gone.
  const seen = (row: Notification): Look | null => (end === null ? looks.readBack(row) : looks.recall(row));
  return ofRoots.map((row) =>
    hopOf({
      row,
      lane: lane(row.lane),
      held: waitOf(row.credential),
      firstAlertAt,
      look: isAccepted(row) ? seen(row) : null,
      now: clock.now(),
    }),
  );
}

/** The real receivers are asked silently: that the drill reaches its own proves nothing of them. */
function probesOf(
  { looks, lane, isSending, policy, clock }: DrillDeskDeps,
  drill: Drill,
): DrillReport['receivers'] {
  return policy()
    .receivers.filter(takesAlerts)
    .map((receiver) => {
      if (drill.end !== null) return probeOf(receiver, looks.recall(receiver));
      const met = { state: lane(receiver.lane), isSending: isSending(receiver.lane), now: clock.now() };
      return laneProbe(receiver, met) ?? probeOf(receiver, looks.probe(receiver, drill.registeredAt));
    });
}

function leftOpen(
  drill: Drill,
  incidents: readonly Incident[],
  rows: readonly Notification[],
): readonly string[] {
  if (drill.end === null) return [`${drill.id} is not over.`];
  const open = incidents.filter((incident) => incident.status !== 'resolved');
  return [
    ...open.map(({ id }) => `Incident ${id} is not resolved.`),
    ...rows.map(leftOpenBy).filter((sentence) => sentence !== null),
  ];
}
