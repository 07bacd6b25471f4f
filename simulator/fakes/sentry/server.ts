import type { Express, Request, Response } from 'express';
import type { SimClock } from '../../clock.ts';
import { jsonAnswer, type Answer } from '../../faults/fault-plan.ts';
import { bareApp, bodyOf, write } from '../exchange.ts';
import type { SentryAccount } from './web-api/account.ts';
import type { Allowance } from './web-api/allowance.ts';
import {
  changeIssue,
  committers,
  getApp,
  getIssue,
  getRelease,
  latestEvent,
  listCommits,
  listDeploys,
  listDetectors,
  listInstallations,
  listIssues,
  listRequests,
  listTeams,
  listWorkflows,
  notFound,
  type Asked,
  type SentryHandler,
} from './web-api/handlers.ts';

/** What the fake Sentry's Web API needs. */
export interface SentryDoor {
  readonly account: SentryAccount;
  readonly allowance: Allowance;
  readonly clock: SimClock;
  readonly told: Asked['told'];
}

/** An endpoint: who may call it, and what it answers. */
interface Endpoint {
  readonly method: 'get' | 'put';
  /** Below `/api/0`. */
  readonly path: string;
  readonly scope: string;
  readonly handler: SentryHandler;
}

const org = '/organizations/:org';
const release = `${org}/releases/:version`;

const endpoints: readonly Endpoint[] = [
  { method: 'get', path: `${org}/issues`, scope: 'event:read', handler: listIssues },
  { method: 'get', path: `${org}/issues/:id`, scope: 'event:read', handler: getIssue },
  { method: 'put', path: `${org}/issues/:id`, scope: 'event:write', handler: changeIssue },
  { method: 'get', path: `${org}/issues/:id/events/latest`, scope: 'event:read', handler: latestEvent },
  {
    method: 'get',
    path: '/projects/:org/:project/events/:event/committers',
    scope: 'project:read',
    handler: committers,
  },
  { method: 'get', path: release, scope: 'project:releases', handler: getRelease },
  { method: 'get', path: `${release}/deploys`, scope: 'project:releases', handler: listDeploys },
  { method: 'get', path: `${release}/commits`, scope: 'project:releases', handler: listCommits },
  { method: 'get', path: `${org}/teams`, scope: 'org:read', handler: listTeams },
  { method: 'get', path: `${org}/workflows`, scope: 'alerts:read', handler: listWorkflows },
  {
    method: 'get',
    path: `${org}/sentry-app-installations`,
    scope: 'org:read',
    handler: listInstallations,
  },
  { method: 'get', path: '/sentry-apps/:slug', scope: 'org:read', handler: getApp },
  { method: 'get', path: '/sentry-apps/:slug/webhook-requests', scope: 'org:read', handler: listRequests },
  { method: 'get', path: `${org}/detectors`, scope: 'alerts:read', handler: listDetectors },
];

/** The fake Sentry's Web API: as much of it as a relay asks for, about the issues whose webhooks were made. */
export function sentryApp(door: SentryDoor): Express {
  const app = bareApp();
  for (const endpoint of endpoints)
    app[endpoint.method](`/api/0${endpoint.path}`, (request, response) =>
      answer(door, endpoint, { request, response }),
    );
  // Removed in 2026: what asks here has not followed.
  app.get('/api/0/projects/:org/:project/rules', (_request, response) =>
    write(response, jsonAnswer(410, { detail: 'This API no longer exists.' })),
  );
  app.use((_request, response) => write(response, notFound()));
  return app;
}

function answer(
  door: SentryDoor,
  { method, path, scope, handler }: Endpoint,
  { request, response }: { request: Request; response: Response },
): void {
  const { account, allowance, clock } = door;
  const at = clock.now();
  const address = new URL(request.originalUrl, 'http://fake');
  const endpoint = `${method} ${path}`;
  const { allowed, headers } = allowance.take(endpoint, at);
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.params)) params[name] = String(value);
  const asked: Asked = { account, address, params, body: bodyOf(request).toString('utf8'), told: door.told };
  const said =
    given !== account.token
      ? jsonAnswer(401, { detail: 'Invalid token' })
      : !allowed
        ? tooMany
        : account.scopes.has(scope)
          ? params['org'] === undefined || isKnown(account, params['org'])
            ? handler(asked)
            : notFound()
          : jsonAnswer(403, { detail: 'You do not have permission to perform this action.' });
  account.calls.push({
    at,
    method: request.method,
    path: address.pathname.replace('/api/0', ''),
    status: said.status,
  });
  write(response, { ...said, headers: { ...said.headers, ...headers } });
  allowance.done(endpoint);
}

/** An organization is known by its issues; before there are any, whoever asks is taken for one of it. */
function isKnown({ book }: SentryAccount, org: string | undefined): boolean {
  const issues = book.all();
  return issues.length === 0 || issues.some(({ error }) => error.org === org);
}

const tooMany: Answer = jsonAnswer(429, {
  detail: 'You are attempting to use this endpoint too frequently. Limit is reached for this second.',
});
