import type { Request } from 'express';
import { jsonAnswer, type Answer } from '../../faults/fault-plan.ts';
import type { PagerDutyNote } from '../../observed.ts';
import { bodyOf, isObject, jsonOf } from '../exchange.ts';
import { emailOf, newId, programsUser, type Account } from './account.ts';
import { incidentOf, notFound, problem, type Handler } from './rest-answers.ts';
import { userOf } from './webhook-body.ts';

/** "A maximum of 2000 notes can be added to an incident" (PagerDuty REST API). */
const mostNotes = 2_000;

/** Keeps a note, whoever wrote it. */
export function addNote(
  account: Account,
  incident: string,
  { by, content }: Pick<PagerDutyNote, 'by' | 'content'>,
): PagerDutyNote {
  const note = { at: account.clock.now(), id: newId(account, 'P', 6), incident, by, content };
  account.notes.push(note);
  return note;
}

/** `GET /incidents/{id}/notes`: all of them. */
export const listNotes: Handler = (account, request) => {
  const incident = incidentOf(account, request);
  if (incident === undefined) return notFound();
  return jsonAnswer(200, {
    notes: account.notes.filter((note) => note.incident === incident.id).map(noteView),
  });
};

/** `POST /incidents/{id}/notes`: in the name of the user whose address `From` gives; told as `incident.annotated`. */
export const createNote: Handler = (account, request) => {
  const incident = incidentOf(account, request);
  if (incident === undefined) return notFound();
  const writer = writerOf(account, request);
  if ('status' in writer) return writer;
  const body = jsonOf(bodyOf(request).toString('utf8'));
  const told = isObject(body) && isObject(body['note']) ? body['note']['content'] : undefined;
  if (typeof told !== 'string' || told === '')
    return problem(400, 2001, 'Invalid Input Provided', ['Content cannot be empty.']);
  if (account.notes.filter((note) => note.incident === incident.id).length >= mostNotes)
    return problem(400, 2001, 'Invalid Input Provided', ['Too many notes.']);
  const note = addNote(account, incident.id, { by: writer.name, content: told });
  account.happened({
    type: 'incident.annotated',
    incident,
    by: { kind: 'person', name: writer.name },
    client: null,
    note: told,
    responder: null,
    priority: null,
  });
  return jsonAnswer(201, { note: noteView(note) });
};

/** Messages and codes as real accounts answered (go-pagerduty#336, pdpyras#78, pygerduty#64). */
function writerOf({ onCall }: Account, request: Request): { readonly name: string } | Answer {
  const from = request.headers.from;
  if (from === undefined) {
    const message = 'You must specify a user\'s email address in the "From" header to perform this action';
    return problem(400, 2016, message);
  }
  if (!/^[^@\s]+@[^@\s]+$/.test(from)) return problem(400, 1028, 'Malformed "From" header');
  const users = [programsUser.name, ...onCall.map(({ name }) => name)];
  const name = users.find((one) => emailOf(one) === from.toLowerCase());
  return name === undefined ? problem(400, 1008, 'Requester User Not Found') : { name };
}

function noteView({ id, at, by, content }: PagerDutyNote): Record<string, unknown> {
  return {
    id,
    user: userOf(by),
    channel: { summary: 'The PagerDuty website or APIs' },
    content,
    created_at: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
