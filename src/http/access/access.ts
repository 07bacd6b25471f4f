import type { HttpDeps } from '../http-deps.ts';
import { createGatekeeper, type Gatekeeper } from './admin-auth.ts';
import { createCiGatekeeper } from './ci-auth.ts';
import { ownOrigin, type OwnOrigin } from './own-origin.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTokenTries, type TokenTries } from './token-tries.ts';

/** Who may do what, and what it is judged by. */
export interface Accesses {
  /** Of operators. */
  readonly gatekeeper: Gatekeeper;
  readonly ci: Gatekeeper;
  readonly isOwn: OwnOrigin;
  /** By which people log in; null where nobody is asked for a token. */
  readonly people: {
    readonly adminToken: string;
    readonly sessions: Sessions;
    readonly tries: TokenTries;
  } | null;
  /** Takes up which log-ins were ended before a restart. */
  readonly remember: () => Promise<void>;
}

/** For one relay. */
export function createAccess(
  deps: Pick<HttpDeps, 'settings' | 'store' | 'clock' | 'pace' | 'log' | 'metrics'>,
  signal: AbortSignal,
): Accesses {
  const { adminToken, ciToken, publicUrl } = deps.settings;
  const tries = createTokenTries({ ...deps, signal });
  const people =
    adminToken === null ? null : { adminToken, tries, sessions: createSessions({ ...deps, adminToken }) };
  const gatekeeper = createGatekeeper(people === null ? null : { ...people, ciToken });
  return {
    gatekeeper,
    ci: createCiGatekeeper(ciToken, gatekeeper, tries),
    isOwn: ownOrigin(publicUrl),
    people,
    remember: async () => people?.sessions.remember(),
  };
}
