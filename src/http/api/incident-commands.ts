import { z } from 'zod';
import {
  issueNamed,
  whyNotMerge,
  whyNotPart,
  whyNotSplit,
} from '../../correlate/incident/regroup/regroup-rules.ts';
import { refusalSentence } from '../../domain/decision/refusal-words.ts';
import type { Refusal } from '../../domain/decision/refusals.ts';
import type { Incident } from '../../domain/incident.ts';
import type { HandlingCommand } from '../../domain/inbox/operator-command.ts';
import type { OperatorsWord } from '../../ingest/operator-command.ts';
import type { HttpDeps } from '../http-deps.ts';
import { findIncident, noSuchIncident } from './incidents.ts';
import { bodyBy, line } from './reading.ts';
import { route, type Route } from './route.ts';

/** Of a storm, so many parts are looked through for an issue that is named. */
const mostParts = 1_000;

const unsaid = { who: null, why: null, into: null, issue: null };

/** What an operator may say with a command. Whatever else a body holds is nothing said. */
const sayings = z.object({ who: line(80), why: line(300), into: line(80), issue: line(200) }).catch(unsaid);

/** `POST /api/incidents/:id/…`: what operators do to an incident. */
export function incidentCommandRoutes(deps: HttpDeps): readonly Route[] {
  return [
    handling(deps, 'acknowledge'),
    handling(deps, 'resolve'),
    handling(deps, 'mute'),
    handling(deps, 'unmute'),
    splitting(deps),
    merging(deps),
  ];
}

const asCommand = { method: 'POST', reads: bodyBy(sayings, 'bad-body') } as const;

/** The brain applies the command behind all that came before; 202 says that it cannot be lost any more. */
function handling(deps: HttpDeps, action: HandlingCommand['action'] | 'mute' | 'unmute'): Route {
  return route({
    ...asCommand,
    path: `/incidents/:id/${action}`,
    errors: {
      ...noSuchIncident,
      'already-resolved': [409, 'This incident is over; what fires again opens a new one.'],
    },
    answer: async ({ id, said, who }, fault) => {
      const incident = await findIncident(deps, id, fault);
      if (incident.status === 'resolved') throw fault('already-resolved');
      const { seq } = await deps.operator({ action, incident: id, who: said.who ?? who });
      return { accepted: true, seq };
    },
  });
}

/** Body `{ who?, why?, issue? }`. */
function splitting(deps: HttpDeps): Route {
  return route({
    ...asCommand,
    path: '/incidents/:id/split',
    errors: { ...noSuchIncident, 'cannot-split': [409, '{why}'] },
    answer: async ({ id, said, who }, fault) => {
      const incident = await findIncident(deps, id, fault);
      const refusal =
        said.issue === null
          ? whyNotSplit(incident, (await deps.store.children(incident.id, 1)).length)
          : await whyNotPartNamed(deps, incident, said.issue);
      if (refusal !== null) throw fault('cannot-split', { why: refusalSentence(refusal) });
      const named = said.issue === null ? {} : { issue: said.issue };
      return give(deps, { action: 'split', incident: id, ...named, who: said.who ?? who, why: said.why });
    },
  });
}

/** A short id names only what is here; a key also what has gone elsewhere. */
async function whyNotPartNamed(
  { store }: HttpDeps,
  incident: Incident,
  said: string,
): Promise<Refusal | null> {
  const children = await store.children(incident.id, mostParts);
  const own = await store.issues([incident, ...children].flatMap(({ issues }) => issues));
  const issue = issueNamed(own, said) ?? (await store.issues([said]))[0] ?? null;
  const home = [incident, ...children].find(({ id }) => id === issue?.incident);
  return whyNotPart(home ?? incident, issue, said);
}

/** Body `{ into, who?, why? }`. */
function merging(deps: HttpDeps): Route {
  return route({
    ...asCommand,
    path: '/incidents/:id/merge',
    errors: {
      ...noSuchIncident,
      'bad-body': [400, '"into" must be the id of the incident that it becomes part of.'],
      'cannot-merge': [409, '{why}'],
    },
    answer: async ({ id, said, who }, fault) => {
      const { store } = deps;
      const incident = await findIncident(deps, id, fault);
      if (said.into === null) throw fault('bad-body');
      const into = await store.incident(said.into);
      if (into === null) throw fault('no-such-incident', { which: `${said.into} to merge into` });
      const root = into.parent === null ? into : ((await store.incident(into.parent)) ?? into);
      const refusal = whyNotMerge(incident, into, root);
      if (refusal !== null) throw fault('cannot-merge', { why: refusalSentence(refusal) });
      const by = { who: said.who ?? who, why: said.why };
      return give(deps, { action: 'merge', incident: id, into: into.id, ...by });
    },
  });
}

/**
 * 202 says that it cannot be lost any more; it is waited for, so that the next question sees it. The brain judges once
 * more, behind all that came before: it may know better than the rows that were read here.
 */
async function give(deps: HttpDeps, command: OperatorsWord): Promise<object> {
  const { seq } = await deps.operator(command);
  await deps.applied(seq);
  return { accepted: true, seq };
}
