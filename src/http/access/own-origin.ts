import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { sendError } from '../errors.ts';

/** Whether what changes something, or listens, was started by our own page, or by a program. */
export type OwnOrigin = (request: Pick<IncomingMessage, 'headers'>) => boolean;

/**
 * Judges by what a browser says and no page can forge: Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/) and Origin,
 * each where it is sent; programs send neither. Our own is the Host that was asked, and `publicUrl`. What a proxy says in
 * X-Forwarded-Host is not believed: anybody may have written it, where the proxy in front does not.
 */
export function ownOrigin(publicUrl: string | null): OwnOrigin {
  const told = publicUrl !== null && URL.canParse(publicUrl) ? new URL(publicUrl).origin : null;
  return ({ headers }) => {
    const { origin, host } = headers;
    const site = headers['sec-fetch-site'];
    // `none`: a person began it, by an address or a bookmark.
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const asker = new URL(origin);
    return asker.host === (host ?? '').toLowerCase() || (told !== null && asker.origin === told);
  };
}

/** Writes need JSON, which no foreign page can send without asking, and the own Origin. */
export function guardWrite(isOwn: OwnOrigin): RequestHandler {
  return (request, response, next) => {
    if (!isOwn(request)) {
      sendError(
        response,
        403,
        'foreign-origin',
        'This request was started by another site; the relay takes writes of its own page only. If it was the own page, behind a proxy: the proxy has to pass Host, or PUBLIC_URL (public_url) has to be where people reach it.',
      );
    } else if (!declaresJson(request.headers['content-type'])) {
      sendError(response, 415, 'json-needed', 'Writes need the header Content-Type: application/json.');
    } else next();
  };
}

function declaresJson(contentType: string | undefined): boolean {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}
