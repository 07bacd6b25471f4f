import { Router, type Request, type Response } from 'express';
import { newestGeneration, type Incident } from '../domain/incident.ts';
import { notificationView } from '../observe/incident-view.ts';
import { readIncidentView, readIncidentViews } from '../observe/overview.ts';
import type { HandlingCommand } from '../domain/operator-command.ts';
import { guardWrite } from './admin-auth.ts';
import { HttpError, onlyMethods } from './errors.ts';
import type { HttpDeps, HttpStore } from './http-deps.ts';
import { actorOf, choice, limitOf } from './query.ts';
import { findIncident, merge, split } from './regroup-api.ts';

/** `/api/incidents`: the list, one incident with everything known of it, and what operators do to it. */
export function incidentsApi(deps: HttpDeps): Router {
  const router = Router();
  router
    .route('/')
    .get((request, response) => list(deps, request, response))
    .all(onlyMethods('GET'));
  router
    .route('/:id')
    .get((request, response) => show(deps, request, response))
    .all(onlyMethods('GET'));
  for (const action of ['acknowledge', 'resolve'] as const) {
    router
      .route(`/:id/${action}`)
      .post(guardWrite, (request, response) => command(deps, action, request, response))
      .all(onlyMethods('POST'));
  }
  router
    .route('/:id/split')
    .post(guardWrite, (request, response) => split(deps, request, response))
    .all(onlyMethods('POST'));
  router
    .route('/:id/merge')
    .post(guardWrite, (request, response) => merge(deps, request, response))
    .all(onlyMethods('POST'));
  return router;
}

/** Children and joined incidents that one incident's answer lists; the view tells how many there are. */
const followingShown = 100;

/**
 * `?status=open|resolved|all`: roots, the open ones first by importance, then the resolved ones, newest first.
 * `?children=yes` lists children among them, all newest first. `?parent=<id>` lists the children of one root, oldest
 * first, whatever their status.
 */
async function list(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { store, clock } = deps;
  const incidents = await chosen(store, request);
  response.json({ at: clock.now(), incidents: await readIncidentViews(store, incidents) });
}

async function chosen(store: HttpStore, request: Request): Promise<readonly Incident[]> {
  const status = choice(request, 'status', ['open', 'resolved', 'all'], 'all');
  const withChildren = choice(request, 'children', ['no', 'yes'], 'no') === 'yes';
  const limit = limitOf(request, 200, 1_000);
  const { parent } = request.query;
  if (parent === undefined)
    return withChildren ? store.incidents({ status, limit }) : store.roots({ status, limit });
  if (typeof parent !== 'string')
    throw new HttpError(400, 'bad-query', '"parent" must be the id of one incident.');
  return store.children(parent, limit);
}

async function show(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { store, clock } = deps;
  const incident = await findIncident(deps, request);
  const now = clock.now();
  const rows = await store.notificationsOf(incident.id);
  response.json({
    at: now,
    view: await readIncidentView(store, incident),
    incident: withNewestPage(incident),
    children: await readIncidentViews(store, await store.children(incident.id, followingShown)),
    joined: await readIncidentViews(store, await store.joined(incident.id, followingShown)),
    timeline: await store.timeline(incident.id),
    notifications: rows.map((row) => notificationView(row, now)),
  });
}

/** A page told as programs ask for it: how many lives it has had, and why the newest one began. */
function withNewestPage(incident: Incident): object {
  const { page } = incident;
  if (page === null) return { ...incident, generation: 1 };
  const { reason, since } = newestGeneration(page);
  return { ...incident, generation: page.generations.length, page: { ...page, reason, since } };
}

/** The brain applies the command behind all that came before; 202 says that it cannot be lost any more. */
async function command(
  deps: HttpDeps,
  action: HandlingCommand['action'],
  request: Request,
  response: Response,
): Promise<void> {
  const incident = await findIncident(deps, request);
  if (incident.status === 'resolved') {
    throw new HttpError(409, 'already-resolved', 'This incident is over; what fires again opens a new one.');
  }
  const who = actorOf(request, response.locals['who']);
  const { seq } = await deps.operator({ action, incident: incident.id, who });
  response.status(202).json({ accepted: true, seq });
}
