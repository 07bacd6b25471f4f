import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { actOnPhone, breakProvider, pressInSlack, turnStorm, type Hands } from './door/acts.ts';
import { besideFeed } from './door/beside-feed.ts';
import { createFeed } from './door/feed.ts';
import { onlyHere, onlyOwnPage } from './door/guard.ts';
import { createLooker, type Shown } from './show/look.ts';
import { threadOf, versionOf } from './show/messages.ts';

/** What the page shows, and what can be done there. */
export interface WindowWorld extends Shown, Hands {
  readonly closing: AbortSignal;
}

const files = path.join(import.meta.dirname, 'page');

/** The page of the fakes: the channel as it lives, and the phone of whoever is on call. Only this machine may see it. */
export function windowApp(world: WindowWorld): Express {
  const token = randomBytes(24).toString('base64url');
  const page = readFileSync(path.join(files, 'window.html'), 'utf8').replace('{token}', token);
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyHere);
  app.get('/', (_request, response) => {
    response.set('cache-control', 'no-store').type('html').send(page);
  });
  app.get('/feed', createFeed(createLooker(world), world.closing));
  app.get('/versus/feed', besideFeed(world.beside));
  addReadings(app, world);
  addActs(app, world, token);
  app.use(express.static(files, { index: false, redirect: false, cacheControl: false }));
  app.use(explain);
  return app;
}

/** What a page asks for when somebody opens a thread or goes back in time. */
function addReadings(app: Express, { workspace }: Shown): void {
  app.get('/messages/:channel/:ts/thread', ({ params: { channel, ts } }, response) => {
    response.json({ messages: threadOf(workspace, channel, ts) });
  });
  app.get('/messages/:channel/:ts/versions/:n', ({ params: { channel, ts, n } }, response) => {
    const version = versionOf(workspace, { channel, ts, n: Number(n) });
    if (version === null)
      response.status(404).json({ error: { message: 'This version is no longer kept.' } });
    else response.json(version);
  });
}

function addActs(app: Express, world: WindowWorld, token: string): void {
  const json = express.json({ limit: '16kb' });
  app.post('/press', onlyOwnPage(token), json, async (request, response) => {
    response.json(await pressInSlack(world, request.body));
  });
  app.post('/break', onlyOwnPage(token), json, (request, response) => {
    response.json(breakProvider(world, request.body));
  });
  app.post('/pace', onlyOwnPage(token), json, (request, response) => {
    response.json(turnStorm(world, request.body));
  });
  app.post('/phone', onlyOwnPage(token), json, (request, response) => {
    response.json(actOnPhone(world, request.body));
  });
}

/** What a request got wrong, as JSON; express knows an error handler by its four parameters. */
function explain(_error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) next(_error);
  else response.status(400).json({ error: { message: 'The request cannot be understood.' } });
}
