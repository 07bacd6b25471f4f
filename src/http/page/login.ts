import express, { Router, type Request, type Response } from 'express';
import { tooManyTries, type Gatekeeper } from '../access/admin-auth.ts';
import type { OwnOrigin } from '../access/own-origin.ts';
import { onlyMethods, sendError } from '../errors.ts';
import { htmlPage, placeIn, withWrong } from './page.ts';
import { sameText, sessionHeader } from '../access/session.ts';
import type { Sessions } from '../access/sessions.ts';
import type { TokenTries } from '../access/token-tries.ts';

/** What the log-in needs. */
interface LoginDeps {
  readonly adminToken: string;
  readonly gatekeeper: Gatekeeper;
  readonly isOwn: OwnOrigin;
  readonly sessions: Sessions;
  readonly tries: TokenTries;
}

/** `/login` and `/logout`: a form for people; the token travels in a body and never in an address. */
export function loginRoutes(deps: LoginDeps): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '4kb' });
  const page = htmlPage('login');
  const failedPage = htmlPage('login', withWrong);
  router
    .route('/login')
    .get((request, response, next) => {
      if (deps.gatekeeper.judge(request).ok) response.redirect(303, placeIn(request.query));
      else page(request, response, next);
    })
    .post(form, (request, response, next) => {
      if (!deps.isOwn(request)) refuseOrigin(response);
      else if (logIn(deps, request, response)) response.redirect(303, placeIn(request.query));
      else if (deps.tries.wrong(request, 'log-in')) failedPage(request, response.status(401), next);
      else sendError(response, tooManyTries.status, tooManyTries.code, tooManyTries.message);
    })
    .all(onlyMethods('GET', 'POST'));
  router
    .route('/logout')
    .post(async (request, response) => {
      if (!deps.isOwn(request)) refuseOrigin(response);
      else {
        await deps.sessions.end(request);
        response.setHeader('Set-Cookie', sessionHeader('', isHttps(request)));
        response.redirect(303, '/login');
      }
    })
    .all(onlyMethods('POST'));
  return router;
}

function logIn({ adminToken, sessions }: LoginDeps, request: Request, response: Response): boolean {
  const body: unknown = request.body;
  const given = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (typeof given !== 'string' || !sameText(given.trim(), adminToken)) return false;
  response.setHeader('Set-Cookie', sessionHeader(sessions.begin(), isHttps(request)));
  return true;
}

/** Only a proxy in front knows; a forged header can merely make the cookie stricter. */
function isHttps(request: Request): boolean {
  return request.headers['x-forwarded-proto'] === 'https';
}

function refuseOrigin(response: Response): void {
  sendError(response, 403, 'foreign-origin', 'This form was sent from another site.');
}
