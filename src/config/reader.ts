import { createOwnRedactor } from '../domain/text/secrets.ts';
import { createReader, type Reader } from '../ingest/reader.ts';
import { withoutSecrets } from '../ingest/without-secrets.ts';
import { createPagerDutySource } from '../integrations/pagerduty/webhooks/source.ts';
import { createSentrySource } from '../integrations/sentry/source.ts';
import { slackSource } from '../integrations/slack/source.ts';
import { secretsOf } from './secrets.ts';
import type { Settings } from './settings.ts';

/** What decides how bodies are read. */
export interface ReaderSettings {
  readonly sentry: Pick<Settings['sentry'], 'linkHosts' | 'org' | 'tags'>;
  /** The relay's own, which no text keeps that comes in. */
  readonly secrets: readonly string[];
}

/** What decides how a relay with these settings reads. */
export function readerSettings(settings: Settings): ReaderSettings {
  const { linkHosts, org, tags } = settings.sentry;
  return { sentry: { linkHosts, org, tags }, secrets: secretsOf(settings) };
}

/** A reader that can learn of more secrets while the relay runs. */
interface RelayReader {
  readonly read: Reader;
  readonly hide: (secret: string) => void;
}

/** Reads what the doors let in. A drill looks like Sentry's own alerts, and is read by the same code. */
export function createReaderBy(settings: ReaderSettings): Reader {
  return createRelayReader(settings).read;
}

/** The same, for a relay whose settings may change. */
export function createRelayReader({
  sentry: { linkHosts, org, tags },
  secrets,
}: ReaderSettings): RelayReader {
  const sentry = createSentrySource({ allowedHosts: linkHosts, org, tags });
  const redactor = createOwnRedactor(secrets);
  const reader = createReader({
    sentry,
    'sentry-legacy': sentry,
    drill: sentry,
    'sentry-api': sentry,
    slack: slackSource,
    pagerduty: createPagerDutySource(),
  });
  return { read: (entry) => reader(withoutSecrets(entry, redactor)), hide: redactor.hide };
}
