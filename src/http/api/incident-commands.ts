import { z } from 'zod';
import { whyNotMerge, whyNotSplit } from '../../correlate/incident/regroup-rules.ts';
import { refusalSentence } from '../../domain/decision/refusal-words.ts';
import type { HandlingCommand, OperatorCommand } from '../../domain/inbox/operator-command.ts';
import type { HttpDeps } from '../http-deps.ts';
import { findIncident, noSuchIncident } from './incidents.ts';
import { bodyBy, line } from './reading.ts';
import { route, type Route } from './route.ts';

const unsaid = { who: null, why: null, into: null };

/** What an operator may say with a command. Whatever else a body holds is nothing said. */
const sayings = z.object({ who: line(80), why: line(300), into: line(80) }).catch(unsaid);

/** `POST /api/incidents/:id/…`: what operators do to an incident. */
export function incidentCommandRoutes(deps: HttpDeps): readonly Route[] {
  return [handling(deps, 'acknowledge'), handling(deps, 'resolve'), splitting(deps), merging(deps)];
}

const asCommand = { method: 'POST', reads: bodyBy(sayings, 'bad-body') } as const;

/** The brain applies the command behind all that came before; 202 says that it cannot be lost any more. */
function handling(deps: HttpDeps, action: HandlingCommand['action']): Route {
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

/** Body `{ who?, why? }`. */
function splitting(deps: HttpDeps): Route {
  return route({
    ...asCommand,
    path: '/incidents/:id/split',
    errors: { ...noSuchIncident, 'cannot-split': [409, '{why}'] },
    answer: async ({ id, said, who }, fault) => {
      const incident = await findIncident(deps, id, fault);
      const children = await deps.store.children(incident.id, 1);
      const refusal = whyNotSplit(incident, children.length);
      if (refusal !== null) throw fault('cannot-split', { why: refusalSentence(refusal) });
      return give(deps, { action: 'split', incident: id, who: said.who ?? who, why: said.why });
    },
  });
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
async function give(deps: HttpDeps, command: OperatorCommand): Promise<object> {
  const { seq } = await deps.operator(command);
  await deps.applied(seq);
  return { accepted: true, seq };
}
