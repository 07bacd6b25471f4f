import type { RequestHandler } from 'express';
import { acceptLegacy } from '../integrations/sentry/acceptance.ts';
import type { SentrySettings } from '../integrations/sentry/config.ts';
import { notFound } from './errors.ts';
import { webhookDoor, type DoorDeps } from './webhook-door.ts';

/** `POST /webhooks/sentry/legacy/<token>`: the unsigned plugin; without a configured token there is no such door. */
export function legacyDoor(settings: SentrySettings, deps: DoorDeps): RequestHandler {
  if (settings.legacyTokens.length === 0) return notFound;
  const judge = (request: Parameters<RequestHandler>[0], raw: Buffer): ReturnType<typeof acceptLegacy> => {
    const token = request.params['token'];
    return acceptLegacy({ headers: request.headers, raw }, typeof token === 'string' ? token : '', settings);
  };
  return webhookDoor({ name: 'legacy', judge }, deps);
}
