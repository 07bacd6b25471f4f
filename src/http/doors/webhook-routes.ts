import { Router, type RequestHandler } from 'express';
import { createPagerDutyDoor } from '../../integrations/pagerduty/webhooks/door.ts';
import { createLegacyDoor, createSentryDoor, drillAlertsAMinute } from '../../integrations/sentry/door.ts';
import { createCommandDoor, createPressDoor } from '../../integrations/slack/door.ts';
import { notFound, onlyMethods } from '../errors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { createMinuteGate } from '../access/minute-gate.ts';
import { createShareGate } from '../access/share-gate.ts';
import { quarantinedAMinute } from './keep-refused.ts';
import { createReception } from './reception.ts';
import { webhookDoor, type DoorDeps, type DoorHandler } from './webhook-door.ts';

/** `/webhooks`: what anybody may post to, each address with its door. */
interface WebhookRoutes {
  readonly router: Router;
  /** The door of `POST /webhooks/sentry`, for whoever leads there without asking the router. */
  readonly sentry: DoorHandler;
}

/** Builds the doors. */
export function webhookRoutes(deps: HttpDeps): WebhookRoutes {
  const { clock, settings } = deps;
  const drills = createMinuteGate(drillAlertsAMinute);
  const { likely, strange } = quarantinedAMinute;
  const quarantineGates = { likely: createShareGate(likely), strange: createShareGate(strange) };
  const doorDeps = { ...deps, quarantineGates, reception: createReception(deps) };
  const door = createSentryDoor(settings.sentry, () => drills.mayPass(clock.now()), deps.looksWhole);
  const sentry = webhookDoor(door, doorDeps);
  const legacy = createLegacyDoor(settings.sentry);
  // Without a configured token there is no such door.
  const legacyIsOpen = settings.sentry.legacyTokens.length > 0;
  const router = Router();
  router.route('/sentry').post(sentry).all(onlyMethods('POST'));
  router
    .route('/sentry/legacy/:token')
    .post(legacyIsOpen ? webhookDoor(legacy, doorDeps) : notFound)
    .all(onlyMethods('POST'));
  const slack = slackDoors(deps, doorDeps);
  router.route('/slack/interactions').post(slack.interactions).all(onlyMethods('POST'));
  router.route('/slack/commands').post(slack.commands).all(onlyMethods('POST'));
  // Without a secret nothing could be verified, and PagerDuty is better told so than refused for ever.
  const secrets = settings.pagerdutyWebhookSecrets;
  router
    .route('/pagerduty')
    .post(secrets.length > 0 ? webhookDoor(createPagerDutyDoor(secrets), doorDeps) : notFound)
    .all(onlyMethods('POST'));
  router.use(notFound);
  return { router, sentry };
}

/** Without a signing secret nothing can be verified, and there are no such doors. */
function slackDoors(
  deps: HttpDeps,
  doorDeps: DoorDeps,
): { readonly interactions: RequestHandler; readonly commands: RequestHandler } {
  const { clock, slackDesks } = deps;
  const { workspaces } = slackDesks;
  const verifying = { workspaces, now: (): number => clock.now() };
  // Workspaces come and go while this runs.
  const whereSigned =
    (door: RequestHandler): RequestHandler =>
    (request, response, next) =>
      workspaces.every(({ signingSecrets }) => signingSecrets.length === 0)
        ? notFound(request, response, next)
        : door(request, response, next);
  return {
    interactions: whereSigned(webhookDoor(createPressDoor(verifying), doorDeps)),
    commands: whereSigned(webhookDoor(createCommandDoor(verifying), doorDeps)),
  };
}
