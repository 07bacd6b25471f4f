import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../src/correlate/evidence/evidence.ts';
import type { ExceptionText } from '../../../src/domain/alert.ts';
import type { Evidence } from '../../../src/domain/cause.ts';
import { alertSaying, evidenceFrom } from '../voices.ts';

/** Sentry's SDKs for the JVM and Python send the class and what it is defined in apart. */
function asToldApart(name: string): Pick<ExceptionText, 'type' | 'module'> {
  const match = /^([a-z][\w.]*)\.([A-Z]\w*)$/.exec(name);
  return { type: match?.[2] ?? name, module: match?.[1] ?? null };
}

/** Evidence of the same text as an SDK sends it that splits a class from where it is defined. */
function evidenceToldApart(text: string): Evidence {
  const alert = alertSaying(text);
  return evidenceOf({
    ...alert,
    exceptions: alert.exceptions.map((one) => ({ ...one, ...asToldApart(one.type) })),
  });
}

describe('what an error names', () => {
  it.each([
    // Modes, in the words of several languages.
    ['mode:dns', 'Error: getaddrinfo ENOTFOUND redis-main.acme.internal'],
    ['mode:dns', '*net.OpError: dial tcp: lookup orders-db on 10.96.0.10:53: no such host'],
    ['mode:dns', 'java.net.UnknownHostException: payments: Name or service not known'],
    ['mode:dns', 'GuzzleHttp\\Exception\\ConnectException: cURL error 6: Could not resolve host: payments'],
    ['mode:certificate', 'Error: certificate has expired'],
    ['mode:certificate', '*url.Error: Get "https://ledger": x509: certificate signed by unknown authority'],
    ['mode:certificate', 'SSLHandshakeException: PKIX path building failed'],
    ['mode:disk', "OSError: [Errno 28] No space left on device: '/data/x'"],
    [
      'mode:disk',
      'ElasticsearchException: index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]',
    ],
    ['mode:memory', 'java.lang.OutOfMemoryError: GC overhead limit exceeded'],
    ['mode:memory', 'Error: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    ['mode:chunk', 'ChunkLoadError: Loading chunk 418 failed.'],
    ['mode:chunk', 'TypeError: Failed to fetch dynamically imported module: https://x.example/a.js'],
    ['mode:credentials', 'psycopg2.OperationalError: FATAL:  password authentication failed for user "app"'],
    ['mode:credentials', 'ReplyError: WRONGPASS invalid username-password pair'],
    ['mode:credentials', "PDOException: SQLSTATE[HY000] [1045] Access denied for user 'app'@'10.0.0.4'"],
    // Dependencies: driver words, ports, sentences of the engines.
    ['dependency:redis', 'Error: connect ECONNREFUSED 10.1.4.9:6379'],
    [
      'dependency:redis@session-cache',
      'redis.exceptions.ConnectionError: Error 111 connecting to session-cache:6379. Connection refused.',
    ],
    ['dependency:redis', "ReplyError: READONLY You can't write against a read only replica."],
    ['dependency:redis', "Redis::CommandError: OOM command not allowed when used memory > 'maxmemory'."],
    ['dependency:redis', 'ReplyError: CLUSTERDOWN The cluster is down'],
    [
      'dependency:postgres',
      'PG::ConnectionBad: FATAL:  remaining connection slots are reserved for superusers',
    ],
    ['dependency:postgres@orders-db', 'Error: connect ECONNREFUSED orders-db-primary.acme.internal:5432'],
    [
      'dependency:postgres@orders-db',
      'pgconn: failed to connect to `host=orders-db user=x`: dial error: i/o timeout',
    ],
    ['dependency:mysql', 'Mysql2::Error::ConnectionError: MySQL server has gone away'],
    ['dependency:mysql', 'CommunicationsException: Communications link failure'],
    [
      'dependency:sql',
      'SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.',
    ],
    ['dependency:mongo', 'MongoServerSelectionError: Server selection timed out after 30000 ms'],
    ['dependency:kafka', 'KafkaJSNumberOfRetriesExceeded: Broker not connected'],
    [
      'dependency:rabbitmq@rabbit-orders',
      'AMQPConnectionError: Connection to rabbit-orders:5672 failed: refused',
    ],
    ['dependency:elasticsearch', 'NoLivingConnectionsError: There are no living connections'],
    ['dependency:memcached', 'Dalli::RingError: No server available'],
    ['dependency:elasticsearch', 'Elastic::Transport::Transport::Errors::ServiceUnavailable: [503] upstream'],
    [
      'dependency:s3',
      'ClientError: An error occurred (ServiceUnavailable) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.',
    ],
    [
      'dependency:dynamodb',
      'ClientError: An error occurred (InternalServerError) when calling the BatchGetItem operation: Internal server error',
    ],
    [
      'dependency:sqs',
      'ClientError: An error occurred (ServiceUnavailable) when calling the SendMessage operation: Service unavailable',
    ],
    ['dependency:redis', 'JedisConnectionException: Unexpected end of stream.'],
    [
      'dependency:redis@redis-main',
      'RedisException: read error on connection to redis-main-0.acme.internal:6379',
    ],
    [
      'dependency:redis',
      'MaxRetriesPerRequestError: Reached the max retries per request limit (which is 20).',
    ],
    ['dependency:redis', 'SocketClosedUnexpectedlyError: Socket closed unexpectedly'],
    ['dependency:postgres', 'PSQLException: An I/O error occurred while sending to the backend.'],
    ['dependency:postgres', 'PDOException: SQLSTATE[HY000]: General error: 7 no connection to the server'],
    [
      'dependency:rabbitmq',
      'ConnectionForced: (0, 0): (320) CONNECTION_FORCED - broker forced connection closure',
    ],
    ['dependency:rabbitmq', '*amqp091.Error: Exception (504) Reason: "channel/connection is not open"'],
    ['dependency:mongo', 'MongoSocketReadException: Prematurely reached end of stream'],
    ['dependency:cassandra', 'NoHostAvailableException: All host(s) tried for query failed'],
    ['dependency:dynamodb', 'ClientError: ProvisionedThroughputExceededException on dynamodb: rate exceeded'],
    ['dependency:s3', 'S3Exception: SlowDown: Please reduce your request rate.'],
    ['dependency:smtp', 'Error: connect ETIMEDOUT 10.3.3.3:587'],
    // Hosts, inside by their first label, outside by the company.
    [
      'host:payments',
      'FetchError: request to http://payments-svc.prod.svc.cluster.local:8080/v1 failed, reason: socket hang up',
    ],
    [
      'host:payments',
      "CallNotPermittedException: CircuitBreaker 'payments' is OPEN and does not permit further calls",
    ],
    [
      'host:stripe',
      "stripe.error.APIConnectionError: HTTPSConnectionPool(host='api.stripe.com', port=443): Read timed out.",
    ],
    ['host:stripe', 'StripeConnectionError: An error occurred with our connection to Stripe: timeout'],
    ['host:twilio', 'TwilioRestException: HTTP 429 error: Too Many Requests'],
    [
      'host:inventory',
      'StatusError: 14 UNAVAILABLE: /inventory.v1.InventoryService/GetStock: connection refused',
    ],
    ['host:inventory', 'Error: inventory-service responded with 503'],
    ['host:search', 'Error: GET https://shop.example/api/search/items 502 (Bad Gateway)'],
  ])('%s: %s', (key, text) => {
    expect(evidenceFrom(text).named?.key).toBe(key);
    expect(evidenceToldApart(text).named?.key).toBe(key);
  });

  it.each([
    'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
    'MySQLTransactionRollbackException: Deadlock found when trying to get lock; try restarting transaction',
    'PG::LockNotAvailable: ERROR: canceling statement due to lock timeout',
    'ReplyError: WRONGTYPE Operation against a key holding the wrong kind of value',
    'ElasticsearchStatusException: mapper_parsing_exception: failed to parse',
    'StripeCardError: Your card was declined.',
    "TypeError: Cannot read properties of undefined (reading 'items')",
    'Error: Request failed with status code 404',
    'TemplateNotFoundException: Template not found for name "invoice".',
  ])('nothing: %s', (text) => {
    const evidence = evidenceFrom(text);
    expect(evidence.named).toBeNull();
    expect(evidence.unreachable).toBe(false);
  });

  it.each([
    'AxiosError: Request failed with status code 503',
    'Error: socket hang up',
    '*errors.errorString: context deadline exceeded',
    'TypeError: Failed to fetch',
    'Error: connect ECONNREFUSED 127.0.0.1:8080',
    'Error: upstream connect error or disconnect/reset before headers. reset reason: connection failure',
  ])('that something cannot be reached, but not what: %s', (text) => {
    const evidence = evidenceFrom(text);
    expect(evidence.named).toBeNull();
    expect(evidence.unreachable).toBe(true);
  });
});

describe('where evidence is looked for', () => {
  it('reads every exception of the chain, the root cause first', () => {
    const chain = ['Error: connect ECONNREFUSED 10.0.0.7:6379', 'CheckoutError: could not load the basket'];
    expect(evidenceFrom(...chain).named?.key).toBe('dependency:redis');
    expect(evidenceFrom('Error: amqp connection closed', 'WorkerError: kafka timeout').family).toBe(
      'rabbitmq',
    );
  });

  it('prefers a mode to the dependency that it strikes', () => {
    const evidence = evidenceFrom('RedisError: getaddrinfo EAI_AGAIN redis-main');
    expect(evidence.named?.key).toBe('mode:dns');
    expect(evidence.names).toEqual([]);
  });

  it('ignores the links to documentation that drivers append', () => {
    const text =
      'TimeoutError: QueuePool limit of size 5 reached (Background on this error at: https://sqlalche.me/e/20/3o7r)';
    expect(evidenceFrom(text).names).toEqual([]);
    expect(evidenceFrom('Error: timed out, see https://redis.io/docs/latest/').named).toBeNull();
  });

  it('ignores the transaction, which names the victim', () => {
    const alert = { ...alertSaying('Error: socket hang up'), transaction: 'POST /redis/kafka' };
    expect(evidenceOf(alert).named).toBeNull();
  });

  it('reads the titles of uptime and metric issues', () => {
    const alert = { ...alertSaying(), title: 'Downtime detected for https://payments.acme.internal/health' };
    expect(evidenceOf(alert).named?.key).toBe('host:payments');
  });

  it('takes the hosts of failing calls in breadcrumbs for hearsay: they name nothing, and are kept apart', () => {
    const nameless = { ...alertSaying('Error: socket hang up'), calledHosts: ['payments.acme.internal'] };
    expect(evidenceOf(nameless)).toMatchObject({
      named: null,
      names: [],
      hints: ['payments'],
      unreachable: true,
    });
    const other = { ...alertSaying('TypeError: x is not iterable'), calledHosts: ['payments.acme.internal'] };
    expect(evidenceOf(other)).toMatchObject({
      named: null,
      names: [],
      hints: ['payments'],
      unreachable: false,
    });
    const told = { ...alertSaying('Error: timeout calling payments'), calledHosts: ['payments', 'ledger'] };
    expect(evidenceOf(told)).toMatchObject({ names: ['payments'], hints: ['ledger'] });
  });

  it("reads the host of a page's own company that it could not fetch from, and no stranger's", () => {
    expect(evidenceFrom('TypeError: Failed to fetch (rates.internal)').named?.key).toBe('host:rates');
    expect(evidenceFrom('TypeError: Failed to fetch (stats.counter.example)').names).toEqual([]);
  });

  it('takes a page whose counter was blocked for no outage: it names nothing, reaches everything, votes with nobody', () => {
    for (const text of [
      'TypeError: Failed to fetch (www.google-analytics.com)',
      'TypeError: NetworkError when attempting to fetch resource. (stats.shop.example)',
    ])
      expect(evidenceFrom(text)).toMatchObject({
        named: null,
        unreachable: false,
        weak: [{ kind: 'service' }],
      });
    const strangers = evidenceFrom('TypeError: Failed to fetch (maps.vendor.example)');
    expect(strangers).toMatchObject({ named: null, unreachable: true, weak: [{ kind: 'service' }] });
  });
});

describe('weak causes', () => {
  it('are only given where nothing is named, code first, the service last', () => {
    const weak = evidenceFrom('KeyError: no vat_rate for basket of the customer').weak;
    expect(weak.map((cause) => cause.kind)).toEqual(['code', 'template', 'service']);
    expect(weak[0]?.key).toBe('code:vat_rate');
    expect(evidenceFrom('Error: connect ECONNREFUSED 10.0.0.7:6379').weak).toEqual([]);
  });

  it('need a template of at least four words', () => {
    expect(evidenceFrom('Error: bad postcode').weak.map((cause) => cause.kind)).toEqual(['service']);
  });

  it('are no error codes and no names of every code base', () => {
    const kinds = evidenceFrom('Error: ERR_BAD_RESPONSE for user_id').weak.map((cause) => cause.kind);
    expect(kinds).not.toContain('code');
  });
});
