import type { SentryError } from '../../../../simulator/sentry-error.ts';

/** An error of an invented shop, with whatever a test wants otherwise. */
export function anError(change: Partial<SentryError> = {}): SentryError {
  return {
    org: 'acme',
    project: { id: 4711, slug: 'checkout', platform: 'python' },
    service: 'checkout-api',
    issueId: '5550001',
    shortId: 'CHECKOUT-1',
    eventId: '0123456789abcdef0123456789abcdef',
    exceptions: [
      { type: 'OSError', value: 'socket closed', module: null, frames: [] },
      {
        type: 'ConnectionError',
        value: 'Error 111 connecting to cache:6379',
        module: 'cache.exceptions',
        frames: [
          { filename: 'app/main.py', function: 'oldest', module: 'app.main', lineno: 1, inApp: true },
          {
            filename: 'cache/client.py',
            function: 'newest',
            module: 'cache.client',
            lineno: 2,
            inApp: false,
          },
        ],
      },
    ],
    message: null,
    culprit: 'app.main in oldest',
    transaction: '/api/pay',
    level: 'error',
    environment: 'production',
    release: 'checkout@2.0.0',
    tags: [['region', 'eu']],
    user: { id: '7', email: 'seven@example.com' },
    traceId: 'abcdefabcdefabcdefabcdefabcdefab',
    httpBreadcrumbs: [{ url: 'https://pay.example.com/charge', status: 502 }],
    requestUrl: 'https://shop.example.com/api/pay',
    at: Date.UTC(2026, 4, 4, 10, 0, 1, 250),
    isNew: true,
    firstSeen: Date.UTC(2026, 4, 4, 10),
    count: 3,
    userCount: 2,
    rules: ['High error rate', 'New issue'],
    errorCreated: true,
    ...change,
  };
}
