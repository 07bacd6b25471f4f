import type { RequestListener, Server } from 'node:http';
import express, { Router } from 'express';
import { createAccess, type Accesses } from './access/access.ts';
import { guard, type Gatekeeper } from './access/admin-auth.ts';
import { catchUpRoutes } from './api/catch-up.ts';
import { deadLetterRoutes } from './api/dead-letters.ts';
import { deployRoutes } from './api/deploys.ts';
import { drillRoutes } from './api/drills.ts';
import { figureRoutes } from './api/figures.ts';
import { historyRoutes } from './api/history.ts';
import { incidentCommandRoutes } from './api/incident-commands.ts';
import { incidentRoutes } from './api/incidents.ts';
import { laneRoutes } from './api/lanes.ts';
import { roomsOf, routerOf, type Route } from './api/route.ts';
import { ruleRoutes } from './api/rules.ts';
import { silenceRoutes } from './api/silences.ts';
import { refuseCiToken } from './access/ci-auth.ts';
import { webhookRoutes } from './doors/webhook-routes.ts';
import { answerThrown, errorAnswers, notFound, onlyMethods } from './errors.ts';
import { healthz, readyz } from './api/health.ts';
import type { HttpDeps } from './http-deps.ts';
import { floodLog } from '../observe/log/flood-log.ts';
import { createLive } from './page/live.ts';
import { loginRoutes } from './page/login.ts';
import { metricsRoute } from './api/metrics.ts';
import { pageFiles } from './page/page-files.ts';
import { htmlPage, leadOn, logInFirst, withLogOut } from './page/page.ts';
import { securityHeaders } from './access/security-headers.ts';

/** Doors, API, page and live feed. */
export interface HttpApp {
  readonly listener: RequestListener;
  /** Serves the websocket `/live` of this server too. */
  readonly attach: (server: Server) => void;
  /** Before the first request: takes up which log-ins were ended before a restart. */
  readonly remember: () => Promise<void>;
  /** Ends the live feed; the doors end with the server. */
  readonly close: () => void;
}

/**
 * The order matters: webhooks pass as few handlers as possible, and everything behind the guard is behind it. Sentry's
 * pass none: at its door routing would cost as much as making a webhook durable.
 */
export function createHttpApp(given: HttpDeps): HttpApp {
  const over = new AbortController();
  // Whatever a request sets off in the log, a flood of requests sets off as often.
  const deps = { ...given, log: floodLog(given.log, { pace: given.pace, signal: over.signal }) };
  const access = createAccess(deps, over.signal);
  const { gatekeeper, isOwn } = access;
  const live = createLive({ feed: deps.feed, gatekeeper, isOwn, pace: deps.pace });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const webhooks = webhookRoutes(deps);
  app.use('/webhooks', webhooks.router);
  app.use(securityHeaders());
  app.route('/healthz').get(healthz).all(onlyMethods('GET'));
  app.route('/readyz').get(readyz(deps, gatekeeper)).all(onlyMethods('GET'));
  app.use(publicPages(access));
  const routes = Map.groupBy(apiRoutes(deps), ({ may }) => may);
  const [forCi, forOperators] = [routes.get('ci') ?? [], routes.get('operators') ?? []];
  app.use('/api', ciApi(forCi, forOperators, access));
  app.use(refuseCiToken(deps.settings.ciToken));
  app.use(guard(gatekeeper));
  app.use('/api', jsonBody, routerOf(forOperators, isOwn));
  app.route('/metrics').get(metricsRoute(deps)).all(onlyMethods('GET'));
  app.use(page(gatekeeper));
  app.use(notFound);
  app.use(errorAnswers(deps.log));
  const listener: RequestListener = (request, response) => {
    if (request.url !== sentryDoor || request.method !== 'POST') app(request, response);
    else
      webhooks.sentry(request, response).catch((thrown: unknown) => {
        if (response.headersSent) response.destroy();
        else answerThrown(deps.log, thrown, request, response);
      });
  };
  const close = (): void => {
    over.abort();
    live.close();
  };
  return { listener, attach: live.attach, remember: access.remember, close };
}

const sentryDoor = '/webhooks/sentry';

/** What a person without a session may see, where there is a log-in at all. */
function publicPages({ gatekeeper, isOwn, people }: Accesses): Router {
  const router = Router();
  if (people === null) return router;
  router.use(pageFiles('looks'));
  router.use(loginRoutes({ ...people, gatekeeper, isOwn }));
  router.get(['/', '/incidents/:id'], logInFirst(gatekeeper));
  return router;
}

/** Everything below `/api`. */
export function apiRoutes(deps: HttpDeps): readonly Route[] {
  return [
    ...incidentRoutes(deps),
    ...incidentCommandRoutes(deps),
    ...historyRoutes(deps),
    ...deadLetterRoutes(deps),
    ...figureRoutes(deps),
    ...laneRoutes(deps),
    ...catchUpRoutes(deps),
    ...silenceRoutes(deps),
    ...ruleRoutes(deps),
    ...deployRoutes(deps),
    ...drillRoutes(deps),
  ];
}

const jsonBody = express.json({ limit: '64kb' });

/** What CI may reach. It has its own guard, and whatever is not here goes on to the operators'. */
function ciApi(routes: readonly Route[], operators: readonly Route[], { ci, isOwn }: Accesses): Router {
  const router = Router();
  const shared = operators.filter(({ path }) => routes.some((one) => one.path === path));
  router.use((request, _response, next) => {
    const isTheirs = shared.some(({ method, path }) => method === request.method && path === request.path);
    if (isTheirs) next('router');
    else next();
  });
  router.use(roomsOf(routes), guard(ci), jsonBody);
  router.use(routerOf(routes, isOwn));
  return router;
}

function page({ asks }: Gatekeeper): Router {
  const router = Router();
  const html = htmlPage('index', ...(asks ? [withLogOut] : []));
  router.route('/').get(leadOn, html).all(onlyMethods('GET'));
  router.route('/incidents/:id').get(html).all(onlyMethods('GET'));
  router.use(pageFiles('looks'), pageFiles('built'));
  return router;
}
