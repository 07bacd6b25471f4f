import type { Alert, ExceptionText } from '../../../src/domain/alert.ts';
import type { Language } from './wording.ts';

/** A service of the invented company. */
export interface Service {
  readonly name: string;
  readonly language: Language;
}

/** The services; names carry the suffixes that real ones have, callers leave them out. */
export const services: readonly Service[] = [
  { name: 'cart', language: 'node' },
  { name: 'checkout', language: 'node' },
  { name: 'orders-api', language: 'java' },
  { name: 'payments', language: 'go' },
  { name: 'pricing', language: 'python' },
  { name: 'search', language: 'python' },
  { name: 'catalog', language: 'ruby' },
  { name: 'inventory-service', language: 'java' },
  { name: 'shipping', language: 'dotnet' },
  { name: 'profile', language: 'node' },
  { name: 'sessions', language: 'go' },
  { name: 'notifications', language: 'python' },
  { name: 'recommendations', language: 'python' },
  { name: 'reviews', language: 'php' },
  { name: 'fraud-svc', language: 'java' },
  { name: 'ledger', language: 'dotnet' },
  { name: 'reporting', language: 'ruby' },
  { name: 'backoffice', language: 'php' },
  { name: 'fulfilment', language: 'go' },
];

/** The frontends. */
export const frontends: readonly Service[] = [
  { name: 'webshop', language: 'browser' },
  { name: 'admin-ui', language: 'browser' },
  { name: 'mobile-web', language: 'browser' },
  { name: 'help-center', language: 'browser' },
];

/** How callers spell a service. */
export function calledName(service: Service): string {
  return service.name.replace(/-(?:api|service|svc)$/, '');
}

/** What varies from alert to alert. */
export interface Saying {
  readonly issueKey: string;
  readonly service: string;
  readonly exceptions: readonly ExceptionText[];
  readonly release?: string | null;
  readonly traceId?: string | null;
  readonly calledHosts?: readonly string[];
}

/** A complete alert of a Sentry `event_alert` that says this. */
export function alertOf(saying: Saying): Alert {
  const outermost = saying.exceptions.at(-1);
  const type = outermost?.type ?? null;
  const message = outermost?.value ?? '';
  return {
    issueKey: saying.issueKey,
    resource: 'event_alert.triggered',
    status: 'firing',
    kind: 'error',
    reopened: null,
    sentryAt: null,
    ageMs: 0,
    about: [],
    shortId: null,
    project: saying.service,
    service: saying.service,
    environment: 'production',
    release: saying.release ?? null,
    transaction: null,
    title: `${type ?? 'Error'}: ${message.split('\n', 1)[0] ?? ''}`,
    type,
    message,
    culprit: null,
    frame: null,
    exceptions: saying.exceptions,
    level: 'error',
    severity: 'error',
    category: 'error',
    eventId: null,
    eventAt: null,
    firstSeenAt: null,
    sentryCount: null,
    sentryUsers: null,
    userHash: null,
    rules: [],
    tags: [],
    link: null,
    traceId: saying.traceId ?? null,
    drivers: [],
    calledHosts: saying.calledHosts ?? [],
    fingerprint: null,
    actor: null,
    drill: null,
  };
}
