import type { RequestHandler } from 'express';
import { acceptSigned } from '../integrations/sentry/acceptance.ts';
import type { SentrySettings } from '../integrations/sentry/config.ts';
import { webhookDoor, type DoorDeps } from './webhook-door.ts';

/** `POST /webhooks/sentry`: webhooks of a Sentry integration, signed over their exact bytes. */
export function sentryDoor(settings: SentrySettings, deps: DoorDeps): RequestHandler {
  const judge = (request: Parameters<RequestHandler>[0], raw: Buffer): ReturnType<typeof acceptSigned> =>
    acceptSigned({ headers: request.headers, raw }, settings);
  return webhookDoor({ name: 'sentry', judge }, deps);
}
