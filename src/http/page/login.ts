import express, { Router, type Request, type Response } from 'express';
import type { Clock } from '../../seams/clock.ts';
import { isOwnOrigin, type Gatekeeper } from '../access/admin-auth.ts';
import { onlyMethods, sendError } from '../errors.ts';
import { htmlPage, wantedIn, withWrong } from './page.ts';
import { newSession, sameText, sessionHeader } from '../access/session.ts';

/** What the log-in needs. */
interface LoginDeps {
  readonly adminToken: string | null;
  readonly gatekeeper: Gatekeeper;
  readonly clock: Pick<Clock, 'now'>;
}

/** Wrong tokens taken a virtual minute, from everybody together; bearer tokens are not counted. */
const wrongAMinute = 20;

/** `/login` and `/logout`: a form for people; the token travels in a body and never in an address. */
export function loginRoutes(deps: LoginDeps): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '4kb' });
  const page = htmlPage('login');
  const failedPage = htmlPage('login', withWrong);
  const tries = createTries();
  router
    .route('/login')
    .get((request, response, next) => {
      if (deps.gatekeeper.judge(request).ok) response.redirect(303, `/${wantedIn(request.query)}`);
      else page(request, response, next);
    })
    .post(form, (request, response, next) => {
      if (!isOwnOrigin(request)) refuseOrigin(response);
      else if (!tries.mayTry(deps.clock.now())) refuseHaste(response);
      else if (logIn(deps, request, response)) response.redirect(303, `/${wantedIn(request.query)}`);
      else {
        tries.wrong();
        failedPage(request, response.status(401), next);
      }
    })
    .all(onlyMethods('GET', 'POST'));
  router
    .route('/logout')
    .post((request, response) => {
      if (!isOwnOrigin(request)) refuseOrigin(response);
      else {
        response.setHeader('Set-Cookie', sessionHeader('', isHttps(request)));
        response.redirect(303, '/login');
      }
    })
    .all(onlyMethods('POST'));
  return router;
}

function logIn({ adminToken, clock }: LoginDeps, request: Request, response: Response): boolean {
  const body: unknown = request.body;
  const given = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (adminToken === null || typeof given !== 'string' || !sameText(given.trim(), adminToken)) return false;
  response.setHeader('Set-Cookie', sessionHeader(newSession(adminToken, clock.now()), isHttps(request)));
  return true;
}

/** Only a proxy in front knows; a forged header can merely make the cookie stricter. */
function isHttps(request: Request): boolean {
  return request.headers['x-forwarded-proto'] === 'https';
}

function refuseOrigin(response: Response): void {
  sendError(response, 403, 'foreign-origin', 'This form was sent from another site.');
}

function refuseHaste(response: Response): void {
  sendError(response, 429, 'too-many-tries', 'Too many wrong tokens. Wait a minute.');
}

interface Tries {
  mayTry(now: number): boolean;
  wrong(): void;
}

function createTries(): Tries {
  let minute = 0;
  let wrong = 0;
  return {
    mayTry: (now) => {
      const running = Math.floor(now / 60_000);
      if (running !== minute) wrong = 0;
      minute = running;
      return wrong < wrongAMinute;
    },
    wrong: () => {
      wrong += 1;
    },
  };
}
