import type { Request, Response } from 'express';
import { jsonAnswer, type Answer } from '../../faults/fault-plan.ts';
import { bodyOf, holdBack, isObject, jsonOf, write } from '../exchange.ts';
import { countInWindow, windowWait } from '../sliding-window.ts';
import { emailOf, escalationPolicy, programsUser } from './account.ts';
import { userOf } from './webhook-body.ts';
import type { EventsDoor } from './events.ts';
import { actOn } from './people.ts';
import { incidentOf, notFound, problem, queryOf, type Handler } from './rest-answers.ts';
import { alertView, incidentView, onCallView, serviceView } from './rest-views.ts';

/** `GET /incidents`: by `incident_key` (the alert's dedup key), `statuses[]`, `limit` and `offset`. */
export const listIncidents: Handler = (account, request) => {
  const query = queryOf(request);
  const key = query.get('incident_key') ?? '';
  const statuses = query.getAll('statuses[]');
  const limit = Math.min(100, Number(query.get('limit') ?? '25') || 25);
  const offset = Number(query.get('offset') ?? '0') || 0;
  // An empty incident_key matches everything, as at PagerDuty (airbnb/streamalert#567).
  const found = account.incidents.filter(
    (incident) =>
      (key === '' || incident.dedupKey === key) &&
      (statuses.length === 0 || statuses.includes(incident.status)),
  );
  const shown = found.slice(offset, offset + limit).map((incident) => incidentView(account, incident));
  return jsonAnswer(200, {
    incidents: shown,
    limit,
    offset,
    total: null,
    more: found.length > offset + limit,
  });
};

/** `GET /incidents/{id}`. */
export const getIncident: Handler = (account, request) => {
  const incident = incidentOf(account, request);
  return incident === undefined ? notFound() : jsonAnswer(200, { incident: incidentView(account, incident) });
};

/** `GET /incidents/{id}/alerts`. */
export const listAlerts: Handler = (account, request) => {
  const incident = incidentOf(account, request);
  if (incident === undefined) return notFound();
  return jsonAnswer(200, {
    alerts: [alertView(account, incident)],
    limit: 25,
    offset: 0,
    total: null,
    more: false,
  });
};

/** `PUT /incidents/{id}`: a person (`From`) acknowledges or resolves. */
export const changeIncident: Handler = (account, request) => {
  const incident = incidentOf(account, request);
  if (incident === undefined) return notFound();
  if (request.headers.from === undefined)
    return problem(400, 2001, 'Invalid Input Provided: From header is required');
  const body = jsonOf(bodyOf(request).toString('utf8'));
  const wanted = isObject(body) && isObject(body['incident']) ? body['incident']['status'] : undefined;
  if (wanted !== 'acknowledged' && wanted !== 'resolved')
    return problem(400, 2001, 'Invalid Input Provided: status');
  const { routingKey, dedupKey } = incident;
  const does = wanted === 'acknowledged' ? 'acknowledge' : 'resolve';
  actOn(account, incident, { does, routingKey, dedupKey, by: request.headers.from, itself: false });
  return jsonAnswer(200, { incident: incidentView(account, incident) });
};

/** `GET /oncalls`: who is on call now, of the policies in `escalation_policy_ids[]`; of all where none is named. */
export const listOnCalls: Handler = ({ onCall }, request) => {
  const query = queryOf(request);
  const policies = query.getAll('escalation_policy_ids[]');
  const whole = query.getAll('include[]').includes('users');
  const shown = policies.length === 0 || policies.includes(escalationPolicy) ? onCall : [];
  return jsonAnswer(200, {
    oncalls: shown.map((person) => onCallView(person, whole)),
    limit: 25,
    offset: 0,
    total: null,
    more: false,
  });
};

/** `GET /users/{id}`. */
export const getUser: Handler = ({ onCall }, request) => {
  const names = [programsUser.name, ...onCall.map(({ name }) => name)];
  const name = names.find((one) => userOf(one)['id'] === request.params['id']);
  return name === undefined
    ? notFound()
    : jsonAnswer(200, { user: { ...userOf(name), type: 'user', name, email: emailOf(name) } });
};

/** `GET /services/{id}`. */
export const getService: Handler = ({ services }, request) => {
  const service = [...services.values()].find(({ id }) => id === request.params['id']);
  return service === undefined ? notFound() : jsonAnswer(200, { service: serviceView(service) });
};

/** Checks the token and the REST limit (960 a minute), applies faults, then answers. */
export function restHandler(door: EventsDoor, handler: Handler) {
  return async (request: Request, response: Response): Promise<void> => {
    const at = door.clock.now();
    const { plan } = door.faults.draw({
      service: 'pagerduty',
      method: request.path,
      channel: null,
      routingKey: null,
      at,
    });
    await holdBack(plan, door);
    if (plan.takesEffect === false) {
      write(response, plan.answer ?? 'never');
      return;
    }
    const answer = admit(door, request) ?? handler(door.account, request);
    write(response, plan.answer ?? answer);
  };
}

function admit(door: EventsDoor, request: Request): Answer | null {
  const token = /^Token token=(\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token !== door.account.apiToken) return problem(401, 2006, 'Authentication failed');
  const window = door.windows.get('rest') ?? [];
  door.windows.set('rest', window);
  const now = door.clock.now();
  const wait = windowWait(window, door.limits.pagerdutyRestPerMinute, now);
  if (wait === 0) {
    countInWindow(window, now);
    return null;
  }
  const headers = {
    'ratelimit-limit': String(door.limits.pagerdutyRestPerMinute),
    'ratelimit-remaining': '0',
    'ratelimit-reset': String(Math.ceil(wait / 1000)),
  };
  return jsonAnswer(429, { error: { message: 'Rate Limit Exceeded', code: 2020 } }, headers);
}
