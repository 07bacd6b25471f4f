import { seedOf } from '../../seeded-random.ts';
import type { SentryError, SimulatedException } from '../../sentry-error.ts';

const org = 'acme-fakes';
const names = [
  'checkout',
  'search',
  'billing',
  'profile',
  'inventory',
  'shipping',
  'pricing',
  'reviews',
  'gateway',
  'mailer',
];

const exceptions: readonly SimulatedException[] = [
  {
    type: 'ConnectionError',
    value: 'Error 111 connecting to cache-primary.internal:6379. Connection refused.',
    module: 'cache.exceptions',
    frames: [
      { filename: 'app/server.py', function: 'handle', module: 'app.server', lineno: 88, inApp: true },
      {
        filename: 'app/session.py',
        function: 'load_session',
        module: 'app.session',
        lineno: 41,
        inApp: true,
      },
      {
        filename: 'cache/client.py',
        function: 'execute_command',
        module: 'cache.client',
        lineno: 533,
        inApp: false,
      },
      {
        filename: 'cache/connection.py',
        function: 'connect',
        module: 'cache.connection',
        lineno: 271,
        inApp: false,
      },
    ],
  },
];

/** The `index`th error of a small storm: a cache that cannot be reached, seen by `services` services, one issue each. */
export function syntheticError(
  index: number,
  so: { services: number; at: number; storm: string },
): SentryError {
  const which = index % so.services;
  const name = `${names[which % names.length] ?? 'service'}${which >= names.length ? `-${which}` : ''}`;
  const issue = seedOf(`${so.storm}:${which}`, 0);
  return {
    org,
    project: { id: 4_500_000 + which, slug: name, platform: 'python' },
    service: name,
    issueId: String(issue),
    shortId: `${name.toUpperCase()}-${which + 1}`,
    eventId: eventIdOf(so.storm, index),
    exceptions,
    message: null,
    culprit: 'app.session in load_session',
    transaction: `/api/${name}`,
    level: 'error',
    environment: 'production',
    release: `${name}@1.4.${which}`,
    tags: [],
    user: { id: String(index % 97), email: `user${index % 97}@example.com` },
    traceId: null,
    httpBreadcrumbs: [],
    requestUrl: `https://shop.example.com/api/${name}`,
    at: so.at,
    isNew: index < so.services,
    firstSeen: so.at,
    count: Math.floor(index / so.services) + 1,
    userCount: Math.min(97, Math.floor(index / so.services) + 1),
    rules: ['Any error'],
    errorCreated: false,
  };
}

function eventIdOf(storm: string, index: number): string {
  return [0, 1, 2, 3]
    .map((part) => seedOf(`${storm}:${index}:${part}`, part).toString(16).padStart(8, '0'))
    .join('');
}
