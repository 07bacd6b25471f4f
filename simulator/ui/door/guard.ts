import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Nothing is loaded from elsewhere, and a name that only leads to this machine (DNS rebinding) is no way in. */
export const onlyHere: RequestHandler = (request, response, next) => {
  response.set(headers);
  const host = request.headers.host ?? '';
  if (/^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/.test(host)) next();
  else response.status(403).json({ error: { message: 'Open this page by its address 127.0.0.1.' } });
};

/** What acts has to come from the page itself: from its own origin, with the token that stands in it. */
export function onlyOwnPage(token: string): RequestHandler {
  return (request, response, next) => {
    const { origin, host = '' } = request.headers;
    const own = origin === `http://${host}` && request.is('application/json') !== false;
    if (own && isSame(request.get('x-page-token') ?? '', token)) next();
    else
      response.status(403).json({ error: { message: 'Only the page itself can press here. Load it anew.' } });
  };
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
