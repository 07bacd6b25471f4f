import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Name of the log-in cookie. */
const sessionCookie = 'stormrelay_session';

/** How long a log-in lasts, in ms. */
export const sessionMs = 12 * 60 * 60_000;

/** A session that can be checked without remembering it; another ADMIN_TOKEN ends all sessions. */
export function newSession(adminToken: string, now: number): string {
  const expires = String(now + sessionMs);
  return `${expires}.${sign(adminToken, expires)}`;
}

/** True for an unexpired session that this token has signed. */
export function isSession(adminToken: string, session: string, now: number): boolean {
  const [expires = '', signature = ''] = session.split('.');
  if (!/^\d{1,16}$/.test(expires) || Number(expires) <= now) return false;
  return sameText(signature, sign(adminToken, expires));
}

/** Compares in constant time, whatever the lengths. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** The value of our cookie in a Cookie header; empty when there is none. */
export function sessionOf(cookieHeader: string | undefined): string {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=');
    if (name === sessionCookie) return value;
  }
  return '';
}

/** `Set-Cookie` for a session; `secure` when the browser came over https. */
export function sessionHeader(session: string, secure: boolean): string {
  const age = session === '' ? 0 : sessionMs / 1_000;
  const attributes = [
    `${sessionCookie}=${session}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${age}`,
  ];
  return [...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

function sign(adminToken: string, expires: string): string {
  return createHmac('sha256', adminToken).update(`stormrelay session ${expires}`).digest('hex');
}
