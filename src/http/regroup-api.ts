import type { Request, Response } from 'express';
import {
  refusalSentence,
  whyNotMerge,
  whyNotSplit,
  type Refusal,
} from '../correlate/incident/regroup-rules.ts';
import type { Incident } from '../domain/incident.ts';
import type { OperatorCommand } from '../ingest/operator-command.ts';
import { HttpError } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';
import { actorOf, lineOf, pathText } from './query.ts';

const longestWhy = 300;

/** The incident that the path names. @throws HttpError 404 when there is none. */
export async function findIncident(deps: HttpDeps, request: Request): Promise<Incident> {
  const incident = await deps.store.incident(pathText(request, 'id'));
  if (incident === null)
    throw new HttpError(404, 'no-such-incident', 'There is no incident with this id (any more).');
  return incident;
}

/** `POST …/split`, body `{ who?, why? }`. @throws HttpError 409 with the reason when it cannot be split. */
export async function split(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const incident = await findIncident(deps, request);
  const children = await deps.store.children(incident.id, 1);
  allow(whyNotSplit(incident, children.length), 'cannot-split');
  await give(deps, response, { action: 'split', incident: incident.id, ...sayings(request, response) });
}

/** `POST …/merge`, body `{ into, who?, why? }`. @throws HttpError 400, 404, or 409 with the reason. */
export async function merge(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const incident = await findIncident(deps, request);
  const named = lineOf(request, 'into', 80);
  if (named === null)
    throw new HttpError(400, 'bad-body', '"into" must be the id of the incident that it becomes part of.');
  const into = await deps.store.incident(named);
  if (into === null)
    throw new HttpError(404, 'no-such-incident', `There is no incident ${named} to merge into (any more).`);
  const root = into.parent === null ? into : ((await deps.store.incident(into.parent)) ?? into);
  allow(whyNotMerge(incident, into, root), 'cannot-merge');
  const said = sayings(request, response);
  await give(deps, response, { action: 'merge', incident: incident.id, into: into.id, ...said });
}

function sayings(request: Request, response: Response): { who: string; why: string | null } {
  return {
    who: actorOf(request, response.locals['who']),
    why: lineOf(request, 'why', longestWhy),
  };
}

/** The brain judges once more, behind all that came before: it may know better than the rows that were read here. */
function allow(refusal: Refusal | null, code: string): void {
  if (refusal !== null) throw new HttpError(409, code, refusalSentence(refusal));
}

/** 202 says that it cannot be lost any more; it is waited for, so that the next question sees it. */
async function give(deps: HttpDeps, response: Response, command: OperatorCommand): Promise<void> {
  const { seq } = await deps.operator(command);
  await deps.applied(seq);
  response.status(202).json({ accepted: true, seq });
}
