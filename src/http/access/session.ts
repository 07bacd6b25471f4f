import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { EndedSession } from '../../seams/store.ts';

/** Name of the log-in cookie. */
const sessionCookie = 'stormrelay_session';

/** How long a log-in lasts, in ms. */
export const sessionMs = 12 * 60 * 60_000;

/** A session that can be checked without remembering it; another ADMIN_TOKEN ends all sessions. */
export function newSession(adminToken: string, now: number): string {
  const told = `${now + sessionMs}.${randomUUID()}`;
  return `${told}.${sign(adminToken, told)}`;
}

/** The unexpired session that this token has signed; null when it is none. */
export function readSession(adminToken: string, session: string, now: number): EndedSession | null {
  const [expires = '', id = '', signature = ''] = session.split('.');
  if (!/^\d{1,16}$/.test(expires) || Number(expires) <= now) return null;
  return sameText(signature, sign(adminToken, `${expires}.${id}`)) ? { id, until: Number(expires) } : null;
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

function sign(adminToken: string, told: string): string {
  return createHmac('sha256', adminToken).update(`stormrelay session ${told}`).digest('hex');
}
