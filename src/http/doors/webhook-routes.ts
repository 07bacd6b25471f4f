import { Router, type RequestHandler } from 'express';
import { createPagerDutyDoor } from '../../integrations/pagerduty/webhooks/door.ts';
import { createLegacyDoor, createSentryDoor, drillAlertsAMinute } from '../../integrations/sentry/door.ts';
import { createSlackDoor } from '../../integrations/slack/door.ts';
import { createResponders } from '../../integrations/slack/presses/responders.ts';
import { presserTeller } from '../../integrations/slack/presses/tell-presser.ts';
import { userGroupMembers } from '../../integrations/slack/presses/user-groups.ts';
import { notFound, onlyMethods } from '../errors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { createMinuteGate } from '../access/minute-gate.ts';
import { quarantinedAMinute, webhookDoor, type DoorDeps, type DoorHandler } from './webhook-door.ts';

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
  const doorDeps = { ...deps, quarantineGate: createMinuteGate(quarantinedAMinute) };
  const door = createSentryDoor(settings.sentry, () => drills.mayPass(clock.now()));
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
  router.route('/slack/interactions').post(interactions(deps, doorDeps)).all(onlyMethods('POST'));
  // Without a secret nothing could be verified, and PagerDuty is better told so than refused for ever.
  const secrets = settings.pagerdutyWebhookSecrets;
  router
    .route('/pagerduty')
    .post(secrets.length > 0 ? webhookDoor(createPagerDutyDoor(secrets), doorDeps) : notFound)
    .all(onlyMethods('POST'));
  router.use(notFound);
  return { router, sentry };
}

/** People told in a minute that they may not press: whoever presses on and on need not be told each time. */
const toldAMinute = 30;

/** Without a signing secret messages have no buttons, and there is no such door. */
function interactions({ settings: { slack }, clock, log }: HttpDeps, doorDeps: DoorDeps): RequestHandler {
  if (slack === null || slack.signingSecrets.length === 0) return notFound;
  const now = (): number => clock.now();
  const gate = createMinuteGate(toldAMinute);
  const tell = presserTeller(slack, log);
  const door = createSlackDoor(slack, {
    now,
    responders: createResponders(slack, { membersOf: userGroupMembers(slack, log), now }),
    tell: (answerTo, text) => {
      if (gate.mayPass(now())) void tell(answerTo, text);
    },
  });
  return webhookDoor(door, doorDeps);
}
