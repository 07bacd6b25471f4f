import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { minute, Story } from '../story.ts';
import { alertSaying } from '../voices.ts';
import { twoQuietHours } from '../wordless.ts';

const paths = ['/favicon.ico', '/wp-login.php', '/api/orders/17', '/.env'];
/** What servers answer to whoever asked wrongly, or is logged out. */
const clientsFault = fc.oneof(
  fc.constantFrom(...paths).map((path) => `NotFoundError: Cannot GET ${path}`),
  fc.constantFrom(...paths).map((path) => `ActionController::RoutingError: No route matches [GET] "${path}"`),
  fc.constantFrom(
    'NotFound: 404 Not Found: The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
    'AxiosError: Request failed with status code 404',
    'AxiosError: Request failed with status code 403',
    'HttpException: HTTP 422 Unprocessable Entity',
    'BadRequestError: 400 Bad Request',
    'MethodNotAllowed: 405 Method Not Allowed: The method is not allowed for the requested URL.',
    'TokenExpiredError: jwt expired',
    'ExpiredSignatureError: Signature has expired',
    'NotAuthenticated: Authentication credentials were not provided.',
    'SessionError: Your session has expired, please log in again',
    'AxiosError: Request failed with status code 401',
    'Unauthorized: 401 Unauthorized: invalid or expired session',
  ),
);
/** What a service itself was refused. */
const ownFault = fc.constantFrom(
  'OperationalError: FATAL: password authentication failed for user "app"',
  "AccessDenied: Access denied for user 'app'@'10.0.0.5' (using password: YES)",
  'ClientError: An error occurred (ExpiredToken) when calling the PutObject operation: The provided token has expired.',
  'RefreshError: invalid_grant: Token has been expired or revoked.',
  'HTTPError: 401 Client Error: Unauthorized for url: https://vault.acme.internal/v1/secret',
  'AuthenticationError: WRONGPASS invalid username-password pair or user is disabled.',
);
/** What is new with a deploy, and is only warned of. */
const warnings = fc.constantFrom(
  'DeprecationWarning: The option max_retries of the client is deprecated',
  'Warning: Each child in a list should have a unique key prop',
  'UserWarning: falling back to the default time zone of the shop',
);

interface Told {
  readonly says: string;
  readonly services: number;
  readonly apart: number;
  readonly times: number;
  readonly severity?: Alert['severity'];
  readonly release?: string;
}

/** The same in each of some services, and whether somebody was woken for it. */
function wakes({ says, services, apart, times, severity = 'error', release }: Told, warm: boolean): boolean {
  const story = new Story();
  const from = warm ? twoQuietHours(story) : 0;
  const told = Array.from({ length: services * times }, (_, n) => ({
    n: n % services,
    time: Math.floor(n / services),
    at: from + (n % services) * apart + Math.floor(n / services) * 4_000,
  }));
  for (const { n, time, at } of told.sort((a, b) => a.at - b.at))
    story.tell(at, {
      ...alertSaying(says),
      issueKey: `sentry:acme/9${n}`,
      service: `shop-${n}`,
      eventId: `e${n}-${time}`,
      severity,
      release: release ?? null,
    });
  return story.incidents.some(({ page }) => page !== null);
}

const spread = {
  services: fc.integer({ min: 5, max: 8 }),
  apart: fc.integer({ min: 100, max: 9_000 }),
};

describe('what clients do wrong', () => {
  it('wakes nobody where each of several services tells of it once or twice', () => {
    fc.assert(
      fc.property(
        fc.record({ says: clientsFault, ...spread, times: fc.constantFrom(1, 2) }),
        fc.boolean(),
        (told, warm) => {
          expect(wakes(told, warm)).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('wakes nobody however often it comes, where it is a mere warning', () => {
    fc.assert(
      fc.property(
        fc.record({ says: clientsFault, ...spread, times: fc.integer({ min: 1, max: 12 }) }),
        (told) => {
          expect(wakes({ ...told, severity: 'warning' }, true)).toBe(false);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is an outage where it is an error and goes on', () => {
    const says = 'TokenExpiredError: jwt expired';
    expect(wakes({ says, services: 6, apart: 9_000, times: 12 }, true)).toBe(true);
  });
});

describe('what tabs of before a release ask for in vain', () => {
  const says = fc.constantFrom(
    'ChunkLoadError: Loading chunk 12 failed.',
    'TypeError: Failed to fetch dynamically imported module: https://cdn.acme.com/assets/cart-1a2b.js',
  );

  it('wakes nobody where each front end tells of it once or twice, and somebody where many meet it', () => {
    fc.assert(
      fc.property(
        fc.record({ says, ...spread, times: fc.constantFrom(1, 2, 6, 12) }),
        fc.boolean(),
        (told, warm) => {
          expect(wakes(told, warm)).toBe(told.times > 2);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what a service itself is refused', () => {
  it('is an outage, and needs no second word', () => {
    fc.assert(
      fc.property(
        fc.record({ says: ownFault, ...spread, times: fc.constantFrom(1, 6) }),
        fc.boolean(),
        (told, warm) => {
          expect(wakes(told, warm)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a deploy that brings a warning', () => {
  it('wakes nobody, in however many services it is new', () => {
    fc.assert(
      fc.property(fc.record({ says: warnings, ...spread, times: fc.constantFrom(1, 2) }), (told) => {
        expect(wakes({ ...told, severity: 'warning', release: 'shop@2.0.0' }, true)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('is an outage where it brings an error', () => {
    const says = 'TypeError: cannot read the price list of the new shop';
    expect(wakes({ says, services: 6, apart: 5_000, times: 1 }, true)).toBe(true);
  });

  it('still is one where what is warned of cannot be reached', () => {
    const says = 'RedisConnectionError: connect ECONNREFUSED cache-main.internal:6379';
    expect(wakes({ says, services: 6, apart: minute / 12, times: 1, severity: 'warning' }, true)).toBe(true);
  });
});

const names = [
  'Idle connection to cache-main.internal:6379 closed',
  'kafka: consumer group rebalanced, connection to kafka-1.internal:9092 closed',
  'Reconnecting to orders-db.acme.internal:5432 after idle timeout',
];

describe('what is merely told of', () => {
  it('wakes nobody, whatever it names', () => {
    fc.assert(
      fc.property(
        fc.record({ says: fc.constantFrom(...names), ...spread, times: fc.constant(1) }),
        (told) => {
          expect(wakes({ ...told, severity: 'info' }, true)).toBe(false);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is an outage like a warning where it goes on', () => {
    expect(wakes({ says: names[0]!, services: 6, apart: 9_000, times: 12, severity: 'info' }, true)).toBe(
      true,
    );
  });
});

describe('a warning that says it is over', () => {
  const says = 'cache-main.internal:6379: connection lost, reconnected after 2 s';

  it('wakes nobody, and does as an error', () => {
    const told = { says, services: 6, apart: 5_000, times: 1 };
    expect(wakes({ ...told, severity: 'warning' }, true)).toBe(false);
    expect(wakes({ ...told, severity: 'error' }, true)).toBe(true);
    expect(
      wakes({ ...told, says: says.replace('reconnected after 2 s', 'down'), severity: 'warning' }, true),
    ).toBe(true);
  });
});

describe('what happens on any day', () => {
  const daily = fc.constantFrom(
    'Error: ResizeObserver loop completed with undelivered notifications.',
    'UnhandledRejection: Object Not Found Matching Id:1, MethodName:update, ParamCount:4',
    'ShutdownError: SIGTERM received, 3 requests in flight were cancelled',
    'DeadlockDetected: deadlock detected on orders, retrying',
  );

  it('wakes nobody where each of several services tells of it once', () => {
    fc.assert(
      fc.property(
        fc.record({ says: daily, ...spread, times: fc.constant(1) }),
        fc.boolean(),
        (told, warm) => {
          expect(wakes(told, warm)).toBe(false);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is an outage where it goes on', () => {
    const says = 'DeadlockDetected: deadlock detected on orders, retrying';
    expect(wakes({ says, services: 6, apart: 9_000, times: 12 }, true)).toBe(true);
  });
});
