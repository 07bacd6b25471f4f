import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Gatekeeper } from '../access/admin-auth.ts';
import { served } from './page-files.ts';

/** A page of HTML beside this file, read once at start. `edit` fits it to where it is shown. */
export function htmlPage(name: 'index' | 'login', edit = asIs): RequestHandler {
  const file = `${name}.html`;
  return served(Buffer.from(edit(readFileSync(join(import.meta.dirname, file), 'utf8'))), file);
}

/** The page offers a log-out where there is a log-in. */
export function withLogOut(html: string): string {
  return html.replace('data-log-out="no"', 'data-log-out="yes"');
}

/** The log-in after a wrong token. */
export function withWrong(html: string): string {
  return html
    .replace('role="alert" hidden', 'role="alert"')
    .replace('aria-invalid="false"', 'aria-invalid="true" aria-describedby="wrong"');
}

/** A page for people: sends somebody without a session to the log-in instead of an error in JSON. */
export function logInFirst(gatekeeper: Gatekeeper): RequestHandler {
  return (request, response, next) => {
    const { id } = request.params;
    if (!gatekeeper.asks || gatekeeper.judge(request).ok) next();
    else response.redirect(303, `/login${carriedIn(id === undefined ? request.query : { incident: id })}`);
  };
}

/** `GET /` as older messages and pages have it: leads on to the page of the incident that it wants. */
export const leadOn: RequestHandler = ({ query }, response, next) => {
  if (incidentIn(query) === null) next();
  else response.redirect(303, placeIn(query));
};

type Query = Readonly<Record<string, unknown>>;

/** What the live page looks for in what is over; its address has it. */
const lookedFor = ['text', 'service', 'environment', 'severity', 'paged', 'from', 'until'] as const;

/** What an address wants, as a query that the log-in carries on: nothing else of it is repeated. Empty: nothing. */
function carriedIn(query: Query): string {
  const incident = incidentIn(query);
  const carried = new URLSearchParams(incident === null ? {} : { incident });
  for (const name of incident === null ? lookedFor : []) {
    const said = query[name];
    if (typeof said === 'string' && said !== '' && said.length <= 200) carried.set(name, said);
  }
  return carried.size === 0 ? '' : `?${carried.toString()}`;
}

/** Where the log-in leads to. */
export function placeIn(query: Query): string {
  const incident = incidentIn(query);
  return incident === null ? `/${carriedIn(query)}` : `/incidents/${incident}`;
}

/** By its id, or by the key of a page; null: it names none that there could be. */
function incidentIn({ incident, page }: Query): string | null {
  if (typeof incident === 'string' && /^(?:inc|drill)-[\w-]{1,80}$/.test(incident)) return incident;
  if (typeof page !== 'string') return null;
  return /^stormrelay:[\w-]{1,80}:([\w-]{1,80}):\d{1,9}$/.exec(page)?.[1] ?? null;
}

function asIs(text: string): string {
  return text;
}
