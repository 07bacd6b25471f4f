import { Router, type RequestHandler } from 'express';
import { createLegacyDoor, createSentryDoor, drillAlertsAMinute } from '../../integrations/sentry/door.ts';
import { createSlackDoor } from '../../integrations/slack/door.ts';
import { notFound, onlyMethods } from '../errors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { createMinuteGate } from '../access/minute-gate.ts';
import { quarantinedAMinute, webhookDoor, type DoorDeps } from './webhook-door.ts';

/** `/webhooks`: what anybody may post to, each address with its door. */
export function webhookRoutes(deps: HttpDeps): Router {
  const { clock, settings } = deps;
  const drills = createMinuteGate(drillAlertsAMinute);
  const doorDeps = { ...deps, quarantineGate: createMinuteGate(quarantinedAMinute) };
  const sentry = createSentryDoor(settings.sentry, () => drills.mayPass(clock.now()));
  const legacy = createLegacyDoor(settings.sentry);
  // Without a configured token there is no such door.
  const legacyIsOpen = settings.sentry.legacyTokens.length > 0;
  const router = Router();
  router.route('/sentry').post(webhookDoor(sentry, doorDeps)).all(onlyMethods('POST'));
  router
    .route('/sentry/legacy/:token')
    .post(legacyIsOpen ? webhookDoor(legacy, doorDeps) : notFound)
    .all(onlyMethods('POST'));
  router.route('/slack/interactions').post(interactions(deps, doorDeps)).all(onlyMethods('POST'));
  router.use(notFound);
  return router;
}

/** Without a signing secret messages have no buttons, and there is no such door. */
function interactions({ settings: { slack }, clock }: HttpDeps, doorDeps: DoorDeps): RequestHandler {
  if (slack === null || slack.signingSecrets.length === 0) return notFound;
  return webhookDoor(createSlackDoor(slack, { now: () => clock.now() }), doorDeps);
}
