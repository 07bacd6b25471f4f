import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Gatekeeper } from './admin-auth.ts';

const contentTypes = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** A file of the live page, by its name in `src/http/page`. Read once at start: they are few and small. */
export function pageFile(name: string, kind: keyof typeof contentTypes, edit = asIs): RequestHandler {
  const content = edit(readFileSync(join(import.meta.dirname, 'page', `${name}.${kind}`), 'utf8'));
  return (_request, response) => {
    response.setHeader('Content-Type', contentTypes[kind]);
    response.setHeader('Cache-Control', 'no-cache');
    response.end(content);
  };
}

/** The page offers a log-out where there is a log-in. */
export function withLogOut(html: string): string {
  return html.replace('data-log-out="no"', 'data-log-out="yes"');
}

function asIs(text: string): string {
  return text;
}

/** `GET /`: sends a person without a session to the log-in instead of an error in JSON. */
export function logInFirst(gatekeeper: Gatekeeper): RequestHandler {
  return (request, response, next) => {
    if (!gatekeeper.asks || gatekeeper.judge(request).ok) next();
    else response.redirect(303, '/login');
  };
}
