import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { sendError } from '../errors.ts';
import { detourOf, type Detour } from './loopback.ts';
import { sameText } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { TokenTries } from './token-tries.ts';

/** Who asks, or why he is not let in. */
export type Access =
  | { readonly ok: true; readonly who: string }
  | { readonly ok: false; readonly status: 401 | 403 | 429; readonly code: string; readonly message: string };

/** Judges who may read and steer the relay; the same for HTTP and for the websocket. */
export interface Gatekeeper {
  /** True when a token is needed. */
  readonly asks: boolean;
  judge(request: IncomingMessage): Access;
}

const detours: Readonly<Record<Detour, string>> = {
  host: 'the Host header is not a loopback name',
  forwarded: 'it came through a proxy or a tunnel (a Forwarded, X-Forwarded-* or Via header is present)',
  address: 'it came from another machine',
};

/** What judging tokens needs. */
interface Tokens {
  readonly adminToken: string;
  /** It is no wrong token, though it opens little. */
  readonly ciToken: string | null;
  readonly sessions: Pick<Sessions, 'isOpen'>;
  readonly tries: TokenTries;
}

/** Without a token (null) only this machine may ask; with one, everybody has to show it, this machine too. */
export function createGatekeeper(tokens: Tokens | null): Gatekeeper {
  if (tokens === null) return { asks: false, judge: judgeLoopback };
  return { asks: true, judge: (request) => judgeToken(request, tokens) };
}

/** The bearer token of a request; null when it shows none. */
export function bearerOf({ headers }: IncomingMessage): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** Lets in who the gatekeeper lets in; `who` is then in `response.locals`. */
export function guard(gatekeeper: Gatekeeper): RequestHandler {
  return (request, response, next) => {
    const access = gatekeeper.judge(request);
    response.setHeader('Cache-Control', 'no-store');
    if (access.ok) {
      response.locals['who'] = access.who;
      next();
      return;
    }
    if (access.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="stormrelay"');
    sendError(response, access.status, access.code, access.message);
  };
}

function judgeLoopback(request: IncomingMessage): Access {
  const detour = detourOf({ headers: request.headers, remoteAddress: request.socket.remoteAddress });
  if (detour === null) return { ok: true, who: 'operator on this machine' };
  const message = `No ADMIN_TOKEN (admin_token) is set, so only this machine may ask, and ${detours[detour]}. Set ADMIN_TOKEN to open the relay to others.`;
  return { ok: false, status: 403, code: 'loopback-only', message };
}

function judgeToken(request: IncomingMessage, { adminToken, ciToken, sessions, tries }: Tokens): Access {
  const bearer = bearerOf(request);
  if (bearer !== null && sameText(bearer, adminToken)) return { ok: true, who: 'operator' };
  if (sessions.isOpen(request)) return { ok: true, who: 'operator' };
  if (bearer === null)
    return tokenNeeded(
      'Give the ADMIN_TOKEN (admin_token) as "Authorization: Bearer <token>", or log in at /login.',
    );
  const isWrong = ciToken === null || !sameText(bearer, ciToken);
  if (isWrong && !tries.wrong(request, 'bearer')) return tooManyTries;
  return tokenNeeded('This is not the ADMIN_TOKEN (admin_token) of this relay.');
}

function tokenNeeded(message: string): Access {
  return { ok: false, status: 401, code: 'token-needed', message };
}

/** The answer to wrong tokens once there were too many; a right one is let in all the same. */
export const tooManyTries = {
  ok: false,
  status: 429,
  code: 'too-many-tries',
  message: 'Too many wrong tokens came from this network. Wait a minute; a right one is taken at once.',
} as const satisfies Access;
