import { Router, type Request, type Response } from 'express';
import { guardWrite } from './admin-auth.ts';
import { HttpError, onlyMethods } from './errors.ts';
import type { HttpDeps } from './http-deps.ts';
import { choice, limitOf, pathText } from './query.ts';

/** `/api/dead-letters`: what cannot go on by itself; list it, replay it, discard it. */
export function deadLettersApi(deps: HttpDeps): Router {
  const router = Router();
  router
    .route('/')
    .get((request, response) => list(deps, request, response))
    .all(onlyMethods('GET'));
  router
    .route('/:id')
    .get((request, response) => show(deps, request, response))
    .all(onlyMethods('GET'));
  for (const action of ['replay', 'discard'] as const) {
    router
      .route(`/:id/${action}`)
      .post(guardWrite, (request, response) => close(deps, action, request, response))
      .all(onlyMethods('POST'));
  }
  return router;
}

async function list(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const state = choice(request, 'state', ['open', 'replayed', 'discarded', 'revived', 'all'], 'open');
  response.json({ deadLetters: await deps.store.deadLetters(state, limitOf(request, 200, 1_000)) });
}

async function show(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const deadLetter = await deps.store.deadLetter(idOf(request));
  if (deadLetter === null) throw noSuchDeadLetter();
  response.json({ deadLetter });
}

async function close(
  deps: HttpDeps,
  action: 'replay' | 'discard',
  request: Request,
  response: Response,
): Promise<void> {
  const id = idOf(request);
  const found = await deps.store.deadLetter(id);
  if (found === null) throw noSuchDeadLetter();
  const closed = found.state === 'open' ? await deps.deadLetters[action](id) : null;
  if (closed === null)
    throw new HttpError(409, 'not-open', `Dead letter ${id} is not open any more (it is ${found.state}).`);
  response.status(202).json({ deadLetter: closed });
}

function idOf(request: Request): number {
  const text = pathText(request, 'id');
  if (!/^\d{1,15}$/.test(text)) throw noSuchDeadLetter();
  return Number(text);
}

function noSuchDeadLetter(): HttpError {
  return new HttpError(
    404,
    'no-such-dead-letter',
    'There is no dead letter with this number; list them at /api/dead-letters.',
  );
}
