import { createHmac } from 'node:crypto';

/** A webhook as it goes over the wire. */
export interface SignedAlert {
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that were signed. */
  readonly body: string;
}

/** What a signature needs besides the body. */
interface Stamp {
  readonly drill: string;
  readonly secret: string;
  /** UNIX ms. */
  readonly now: number;
  /** 32 hex digits. */
  readonly requestId: string;
}

/** Signs a body as Sentry does: HMAC-SHA256 over the exact body, in hex. */
export function signAlert(body: string, stamp: Stamp): SignedAlert {
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'sentry-hook-resource': 'event_alert',
      'sentry-hook-timestamp': String(Math.floor(stamp.now / 1000)),
      'sentry-hook-signature': createHmac('sha256', stamp.secret).update(body).digest('hex'),
      'request-id': stamp.requestId,
      // Opens nothing: it only lets the relay explain a refusal to whoever drills.
      'stormrelay-drill': stamp.drill,
    },
  };
}
