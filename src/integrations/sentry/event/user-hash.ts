import { hash } from 'node:crypto';
import { objectAt, textAt, type JsonObject } from './payload.ts';

/**
 * 16 hex digits that stand for the affected user within an organization, null when the event knows none. The
 * organization salts it, so that hashes of two organizations cannot be compared.
 */
export function userHashOf(event: JsonObject, userTag: string | null, org: string): string | null {
  const identity = identityOf(objectAt(event, 'user')) ?? userTag;
  return identity === null ? null : hash('sha256', `${org}\n${identity}`, 'hex').slice(0, 16);
}

/** Written as Sentry writes its `user` tag (`id:42`), so that both ways lead to one hash. Strongest identity first. */
function identityOf(user: JsonObject): string | null {
  for (const [key, prefix] of identities) {
    const value = textAt(user, key, 200);
    if (value !== null) return `${prefix}:${value}`;
  }
  return null;
}

const identities: readonly (readonly [string, string])[] = [
  ['id', 'id'],
  ['email', 'email'],
  ['username', 'username'],
  ['ip_address', 'ip'],
];
