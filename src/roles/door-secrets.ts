import { secretsOf } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { createOwnRedactor, type Redactor } from '../domain/text/secrets.ts';

/** By what the doors know who comes, and what they show nobody; held by them, and replaced in place when it rotates. */
export interface DoorSecrets {
  readonly sentry: Settings['sentry'];
  readonly pagerduty: string[];
  /** Former secrets stay hidden. */
  readonly untold: Redactor;
  renew(settings: Settings): void;
}

/** Those of these settings. */
export function createDoorSecrets(settings: Settings): DoorSecrets {
  const sentry = { ...settings.sentry };
  const pagerduty = [...settings.pagerdutyWebhookSecrets];
  const untold = createOwnRedactor(secretsOf(settings));
  return {
    sentry,
    pagerduty,
    untold,
    renew: (renewed) => {
      Object.assign(sentry, renewed.sentry);
      pagerduty.splice(0, Infinity, ...renewed.pagerdutyWebhookSecrets);
      for (const secret of secretsOf(renewed)) untold.hide(secret);
    },
  };
}
