import { describe, expect, it } from 'vitest';
import { evidenceFrom } from '../voices.ts';

describe('what happens on any day', () => {
  it.each([
    'Error: ResizeObserver loop limit exceeded',
    'UnhandledRejection: Object Not Found Matching Id:7, MethodName:simulateEvent, ParamCount:1',
    'UnhandledRejection: Non-Error promise rejection captured with keys: code, reason',
    "ReferenceError: Can't find variable: gmo",
    "ReferenceError: Can't find variable: __gCrWeb",
    "NotAllowedError: play() failed because the user didn't interact with the document first.",
    'AbortError: The play() request was interrupted by a call to pause().',
    "SecurityError: Failed to read the 'sessionStorage' property from 'Window': Access is denied for this document.",
    'SecurityError: The operation is insecure.',
    'InvalidStateError: Failed to update a ServiceWorker for scope (https://m.example/) with script (https://m.example/sw.js): The document is in an invalid state.',
    'Error: Script error.',
    'TypeError: chrome-extension://abcdef/inject.js: n is null',
    'DeadlockLoserDataAccessException: Deadlock found when trying to get lock; try restarting transaction',
    'TransactionRollbackError: deadlock detected',
    'ShutdownError: received SIGTERM, dropping 4 requests',
    'ShutdownError: SIGTERM received, connection to redis-main.internal:6379 closed',
  ])('is known by its words: %s', (says) => {
    expect(evidenceFrom(says).ordinary).toBe(true);
  });

  it.each([
    "ReferenceError: Can't find variable: cart",
    'TypeError: the script errors of this page are read by nobody',
    'Error: play list of the shop is empty',
    'OperationalError: lock wait timeout exceeded',
    'RedisConnectionError: connect ECONNREFUSED cache-main.internal:6379',
    'OperationalError: FATAL: the database system is shutting down',
    'Error: the deadlock of the two warehouses was talked about',
    'WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL)',
  ])('is not taken for it: %s', (says) => {
    expect(evidenceFrom(says).ordinary).toBeUndefined();
  });
});

describe('what says itself that it is over', () => {
  it.each([
    'cache-main.internal:6379: connection lost, reconnected after 2 s',
    'Reconnecting to cache-main.internal:6379 after idle timeout',
    'kafka-1.internal:9092 disconnected, retrying in 5 s',
    'connection to orders-db:5432 closed; the next attempt in 3 s',
  ])('is known by its words: %s', (says) => {
    expect(evidenceFrom(says).recovered).toBe(true);
  });

  it.each([
    'cache-main.internal:6379 refused the connection',
    'cache-main.internal:6379: retrying, attempts exhausted, giving up',
    'cache-main.internal:6379: connection lost and not recovered',
    'kafka-1.internal:9092 disconnected, failed to reconnect: retrying later',
  ])('is not taken for it: %s', (says) => {
    expect(evidenceFrom(says).recovered).toBeUndefined();
  });
});

describe('what another server answered to a wrong question', () => {
  it.each([
    'HTTPError: 404 Client Error: Not Found for url: https://profile-api.internal/users/8001',
    'HTTPError: 422 Client Error: Unprocessable Entity for url: https://address-api.internal/v1/validate',
    'HTTPError: 409 Client Error: Conflict for url: https://ledger.internal/v1/entries',
    'GuzzleHttp\\Exception\\ClientException: Client error: `GET https://profile-api.internal/users/7` resulted in a `404 Not Found` response',
  ])('is a client error: %s', (says) => {
    expect(evidenceFrom(says).expected).toBe(true);
  });

  it.each([
    'HTTPError: 401 Client Error: Unauthorized for url: https://vault.acme.internal/v1/secret',
    'HTTPError: 403 Client Error: Forbidden for url: https://vault.acme.internal/v1/secret',
    'HTTPError: 429 Client Error: Too Many Requests for url: https://rates.acme.internal/v1/eur',
    'HTTPError: 503 Server Error: Service Unavailable for url: https://profile-api.internal/users/8001',
  ])('is none where the service itself is refused, or nobody answers: %s', (says) => {
    expect(evidenceFrom(says).expected).toBeUndefined();
  });
});
