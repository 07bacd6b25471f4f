import { describe, expect, it } from 'vitest';
import { evidenceFrom } from '../voices.ts';
import { saysUnavailable } from '../../../src/correlate/evidence/unavailability.ts';

describe('words for "I could not get through"', () => {
  it.each([
    // Engines that answer and do not serve.
    ['postgres', 'PG::ReadOnlySqlTransaction: ERROR: cannot execute INSERT in a read-only transaction'],
    ['postgres', 'ProtocolViolation: no more connections allowed (max_client_conn)'],
    ['mysql', 'OperationalError: The server is running with the --super-read-only option'],
    ['mssql', 'SqlException: A transport-level error has occurred: SQL Server'],
    ['mssql', "SqlException: Database 'erp' on the server is not currently available"],
    ['mssql', 'TinyTds::Error: DBPROCESS is dead or not enabled'],
    ['nats', 'NatsError: CONNECTION_CLOSED'],
    ['oracle', 'DatabaseError: DPY-6005: cannot connect to database'],
    ['mongo', 'WriteError: NotWritablePrimary: not primary'],
    ['redis', 'ReplyError: NOREPLICAS Not enough good replicas to write, redis'],
    ['redis', 'ValkeyError: Connection is closed.'],
    ['kafka', 'KafkaException: NotEnoughReplicasException: rejected since there are fewer in-sync replicas'],
    ['kafka', 'Error: topic orders not present in metadata after 60000 ms'],
    ['rabbitmq', "AMQPQueueDeclareError: home node 'rabbit@a' of queue 'x' is down or inaccessible"],
    ['nats', 'Error: NATS: no responders available for request'],
    ['pulsar', 'PulsarClientException: Could not get connection while getPartitionedTopicMetadata: timeout'],
    ['cassandra', 'UnavailableException: Not enough replicas at consistency LOCAL_QUORUM'],
    ['elasticsearch', 'ResponseError: master_not_discovered_exception'],
    ['dynamodb', 'ProvisionedThroughputExceededException: The level of configured provisioned throughput'],
    ['etcd', 'EtcdError: etcdserver: no leader'],
    ['vault', 'VaultError: Vault is sealed, unavailable'],
    ['smtp', 'SMTPServerDisconnected: Connection unexpectedly closed'],
    ['postgres', 'Npgsql.NpgsqlException: Exception while reading from stream'],
    ['oracle', 'OracleException: ORA-12514: TNS:listener does not currently know of service requested'],
    ['mongo', 'pymongo.errors.AutoReconnect: mongo connection pool paused'],
    ['rabbitmq', 'lapin::Error: IO error: Connection reset by peer (os error 104)'],
    ['ibm-mq', "MQException: MQJE001: Completion Code '2', Reason '2059'."],
    ['zookeeper', 'ZooKeeperError: KeeperErrorCode = ConnectionLoss for /brokers/ids'],
    ['vault', 'VaultError: vault: local node not active but active cluster node not found'],
    ['redis', 'Error: ClusterAllFailedError: Failed to refresh slots cache.'],
    ['mysql', 'PDOException: SQLSTATE[HY000] [2002] No such file or directory'],
    ['sql', 'PoolTimedOut: sqlx pool timed out while waiting for an open connection'],
    ['sql', 'DBConnection.ConnectionError: connection not available and request was dropped from queue'],
  ])('%s: %s', (family, text) => {
    expect(evidenceFrom(text).family).toBe(family);
  });

  it.each([
    'NoInstances: no instances available for ledger',
    'APIConnectionError: Unexpected error communicating with Stripe. If this problem persists, let us know',
    'StripeConnectionError: An error occurred with our connection to Stripe. Request was retried 2 times.',
    'TwilioRestException: Unable to create record: connection to Twilio failed',
    '*fmt.wrapError: POST /labels giving up after 4 attempts',
    'HttpException: upstream connect error or disconnect/reset before headers',
    'Error: no healthy upstream',
    'HystrixRuntimeException: getPrices could not be queued for execution and fallback failed.',
    'RpcException: Status(StatusCode="DeadlineExceeded")',
    'URLError: NSURLErrorDomain Code=-1004 "Could not connect to the server."',
    'reqwest::Error: error sending request for url',
    'hyper::Error: IncompleteMessage',
    'BulkheadFullException: Bulkhead "x" is full and does not permit further calls',
    'BrokenCircuitException: The circuit is now open and is not allowing calls.',
    'SocketException: Network is unreachable',
    'TypeError: Load failed',
    'TimeoutError: The operation was aborted due to timeout',
    'TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds',
  ])('of whatever it was: %s', (text) => {
    expect(saysUnavailable(text.toLowerCase())).toBe(true);
  });

  it.each([
    // A user's own network, patience and card; a wrong query; a rule of the business.
    'ClientAbortException: java.io.IOException: Broken pipe',
    'AsyncRequestNotUsableException: ServletOutputStream failed to flush: Connection reset by peer',
    'BadRequestError: request aborted',
    'ClientDisconnect: client disconnected',
    '*errors.errorString: context canceled: read: connection reset by peer',
    'AbortError: The user aborted a request.',
    'Error: NSURLErrorDomain Code=-1009 "The Internet connection appears to be offline."',
    'CardError: Your card was refused',
    'SecurityError: Refused to execute inline script',
    'OutOfStock: product is unavailable in this size',
    'NotFoundError: Request failed with status code 404',
    'PrinterError: the printer is offline',
    'ContactError: unable to get contact 812',
    'ImportError: bulk load failed at row 4',
    'SearchError: no instances found',
    'ValidationError: the reply was shorter than the minimum',
  ])('not: %s', (text) => {
    expect(saysUnavailable(text.toLowerCase())).toBe(false);
    expect(evidenceFrom(text).named).toBeNull();
  });

  it('votes with nobody about clients that went away: every service says the same of them', () => {
    const left = evidenceFrom('ClientAbortException: java.io.IOException: Broken pipe of the servlet');
    expect(left.weak.map(({ kind }) => kind)).toEqual(['service']);
  });

  it.each([
    'StaleObjectStateException: Row was updated or deleted by another transaction: connection closed',
    'SqlException: Lock request time out period exceeded.',
    'OracleException: ORA-00001: unique constraint violated, timeout',
  ])('not, where a query was wrong: %s', (text) => {
    expect(evidenceFrom(text)).toMatchObject({ named: null, unreachable: false });
  });
});
