import { createReader, type Reader } from '../ingest/reader.ts';
import { createPagerDutySource } from '../integrations/pagerduty/webhooks/source.ts';
import { createSentrySource } from '../integrations/sentry/source.ts';
import { slackSource } from '../integrations/slack/source.ts';
import type { Settings } from './settings.ts';

/** What decides how bodies are read. */
export interface ReaderSettings {
  readonly sentry: Pick<Settings['sentry'], 'linkHosts' | 'org' | 'tags'>;
}

/** Reads what the doors let in. A drill looks like Sentry's own alerts, and is read by the same code. */
export function createReaderBy({ sentry: { linkHosts, org, tags } }: ReaderSettings): Reader {
  const sentry = createSentrySource({ allowedHosts: linkHosts, org, tags });
  const pagerduty = createPagerDutySource();
  return createReader({
    sentry,
    'sentry-legacy': sentry,
    drill: sentry,
    'sentry-api': sentry,
    slack: slackSource,
    pagerduty,
  });
}
