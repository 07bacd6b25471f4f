import { z } from 'zod';
import type { Incident } from '../../domain/incident.ts';
import { incidentPage } from '../../observe/incident/incident-page.ts';
import { notificationView } from '../../observe/incident/incident-view.ts';
import { readIncidentView, readIncidentViews } from '../../observe/overview.ts';
import { toldIncident, toldItem } from '../../observe/log/told-incident.ts';
import type { HttpDeps, HttpStore } from '../http-deps.ts';
import { choice, limit, nothing, queryBy } from './reading.ts';
import { figure, route, type Faults, type Route } from './route.ts';

const filter = z.object({
  status: choice('status', ['open', 'resolved', 'all'], 'all'),
  children: choice('children', ['no', 'yes'], 'no'),
  limit: limit(200, 1_000),
  parent: z.string('"parent" must be the id of one incident.').optional(),
});

/** `/api/incidents`: the list, and one incident with everything known of it. */
export function incidentRoutes(deps: HttpDeps): readonly Route[] {
  const { store, clock } = deps;
  return [
    figure('/incidents', queryBy(filter), async (said) => {
      const incidents = await chosen(store, said);
      return { at: clock.now(), incidents: await readIncidentViews(store, incidents) };
    }),
    route({
      method: 'GET',
      path: '/incidents/:id',
      reads: nothing,
      errors: noSuchIncident,
      answer: async ({ id }, fault) => whole(deps, await findIncident(deps, id, fault)),
    }),
  ];
}

/**
 * Roots, the open ones first by importance, then the resolved ones, newest first. With `children=yes` children are
 * among them, all newest first. With `parent` the children of that root, oldest first, whatever their status.
 */
function chosen(
  store: HttpStore,
  { status, children, limit: most, parent }: z.output<typeof filter>,
): Promise<readonly Incident[]> {
  if (parent !== undefined) return store.children(parent, most);
  return children === 'yes' ? store.incidents({ status, limit: most }) : store.roots({ status, limit: most });
}

/** Children and joined incidents that one incident's answer lists; the view tells how many there are. */
const followingShown = 100;

async function whole({ store, clock }: HttpDeps, incident: Incident): Promise<object> {
  const now = clock.now();
  const rows = await store.notificationsOf(incident.id);
  const view = await readIncidentView(store, incident);
  const children = await store.children(incident.id, followingShown);
  return {
    at: now,
    view,
    page: incidentPage(incident, { children, isWhole: view.children === children.length }, rows),
    incident: toldIncident(incident),
    children: await readIncidentViews(store, children),
    joined: await readIncidentViews(store, await store.joined(incident.id, followingShown)),
    timeline: (await store.timeline(incident.id)).map(toldItem),
    notifications: rows.map((row) => notificationView(row, now)),
  };
}

/** The error of routes that name an incident. */
export const noSuchIncident = {
  'no-such-incident': [404, 'There is no incident {which} (any more).'],
} as const;

/** The incident that a path names. @throws HttpError 404 when there is none. */
export async function findIncident(
  { store }: Pick<HttpDeps, 'store'>,
  id: string,
  fault: Faults<keyof typeof noSuchIncident>,
): Promise<Incident> {
  const incident = await store.incident(id);
  if (incident === null) throw fault('no-such-incident', { which: 'with this id' });
  return incident;
}
