import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../src/correlate/evidence/evidence.ts';
import { alertSaying } from '../voices.ts';

describe('what the module of an exception names', () => {
  it.each([
    [
      'dependency:kafka',
      'org.apache.kafka.common.errors',
      'TimeoutException',
      'Topic x not present in metadata after 60000 ms.',
    ],
    [
      'dependency:kafka',
      'org.apache.kafka.common.errors',
      'TimeoutException',
      'Expiring 3 record(s) for bids-5:9200 ms has passed since batch creation',
    ],
    ['dependency:redis', 'redis.exceptions', 'TimeoutError', 'Timeout reading from socket'],
    ['dependency:redis', 'redis.exceptions', 'ConnectionError', 'No connection available in connection pool'],
    ['dependency:mongo', 'pymongo.errors', 'NetworkTimeout', 'timed out'],
    ['dependency:elasticsearch', 'elasticsearch.exceptions', 'ConnectionTimeout', 'Connection timed out'],
    [
      'dependency:postgres',
      'Npgsql, Version=8.0.3.0, Culture=neutral',
      'TimeoutException',
      'The operation has timed out',
    ],
    ['dependency:sql', 'sqlalchemy.exc', 'TimeoutError', 'connection timed out, timeout 30.00'],
    ['dependency:elasticsearch', 'elastic_transport', 'ConnectionTimeout', 'Connection timed out'],
    ['dependency:elasticsearch', 'co.elastic.clients.transport', 'TransportException', 'Connection refused'],
    ['dependency:elasticsearch', 'Elastic.Transport', 'TransportException', 'Request timed out'],
    ['dependency:rabbitmq', 'pika.exceptions', 'AMQPConnectionError', ''],
    ['dependency:kafka', 'org.apache.kafka.common.errors', 'DisconnectException', ''],
    // A company's own packages are called after what they work on, and fail for any reason.
    [
      'host:paylane',
      'com.acme.cache.warmup',
      'PriceCacheException',
      'Request to https://api.paylane.example/v2/rates timed out',
    ],
    [undefined, 'com.acme.cache.locks', 'LockException', 'Lock on ledger A not obtained: timeout'],
    [undefined, 'com.acme.kafka.tools', 'SupplierTimeout', 'Timed out while reading the price list'],
    [undefined, 'redis_tools.sync', 'SyncTimeout', 'Timed out'],
    // What the text names counts for more: it is the listener that failed, for want of its database.
    [
      'dependency:postgres',
      'org.springframework.kafka.listener',
      'ListenerExecutionFailedException',
      'org.postgresql.util.PSQLException: Connection refused',
    ],
    // A message that nobody can read is no broker that cannot be reached.
    [
      'mode:payload',
      'org.apache.kafka.common.errors',
      'SerializationException',
      'Error deserializing key/value for partition x-1 at offset 7',
    ],
    [undefined, 'java.util.concurrent', 'TimeoutException', 'null'],
  ])('%s: %s, %s: %s', (key, module, type, value) => {
    const alert = { ...alertSaying(), exceptions: [{ type, value, module }] };
    expect(evidenceOf(alert).named?.key).toBe(key);
  });
});

describe('what the drivers on the stack name', () => {
  it.each([
    // A certain driver beats the word of a kind, and a sentence that several engines say.
    ['redis', 'ConnectionTimeoutError', 'Connection timeout', '@redis/client/dist/lib/client/socket.js'],
    [
      'cassandra',
      'NoNodeAvailableException',
      'No node was available to execute the query',
      'com.datastax.oss.driver.internal.core.cql.cqlrequesthandler',
    ],
    ['memcached', 'Error', 'Socket closed unexpectedly', 'memjs/lib/memjs/server.js'],
    ['mysql', 'OperationalError', 'server closed the connection unexpectedly', 'pymysql/connections.py'],
    // Mappers name the engine that their part speaks with; else only their kind.
    ['postgres', 'OperationalError', 'connection timed out', 'django/db/backends/postgresql/base.py'],
    ['mysql', 'ConnectionNotEstablished', 'timeout', 'active_record/connection_adapters/mysql2_adapter.rb'],
    ['rabbitmq', 'OperationalError', 'Connection refused', 'kombu/transport/pyamqp.py'],
    ['redis', 'OperationalError', 'Connection refused', 'kombu.transport.redis'],
    ['sql', 'Error', 'connect timed out', 'sequelize-pool/lib/pool.js'],
    ['queue', 'OperationalError', 'Connection refused', 'celery.app.base'],
    ['nats', '*errors.errorString', 'i/o timeout', 'github.com/nats-io/nats.go/nats.go'],
    ['postgres', 'DBConnection.ConnectionError', 'tcp recv: closed, timeout', 'postgrex.protocol'],
    ['sql', 'PoolTimedOut', 'pool timed out while waiting for an open connection', 'sqlx_core::pool::inner'],
    // What the text names outright counts for more.
    ['mongo', 'MongoServerSelectionError', 'Server selection timed out', 'kafkajs/src/retry/index.js'],
    ['postgres', 'Error', 'connect ECONNREFUSED 10.0.0.3:5432', 'ioredis/built/redis.js'],
    // Clients of plain HTTP and gRPC, and packages that only sound like a driver, name nothing.
    [null, 'AxiosError', 'timeout of 3000ms exceeded', 'axios/lib/core/axioserror.js'],
    [null, 'RpcError', '14 UNAVAILABLE', '@grpc/grpc-js/build/src/call.js'],
    [null, 'Error', 'socket hang up', 'redis-like-lib/index.js'],
    [null, 'Error', 'socket hang up', 'pg-error-pages/index.js'],
    [null, 'TimeoutException', 'timed out', 'com.acme.redis.locks'],
    // A driver whose query was wrong, or who merely stood on the stack, is no outage.
    [null, 'error', 'duplicate key value violates unique constraint "a"', 'pg/lib/client.js'],
    [null, 'TypeError', 'x is not iterable', 'mongodb/lib/collection.js'],
  ])('%s: %s: %s (%s)', (family, type, value, driver) => {
    const alert = { ...alertSaying(), exceptions: [{ type, value, module: null }], drivers: [driver] };
    expect(evidenceOf(alert).family).toBe(family);
  });

  it('names the nearest to the failure, an engine before a kind', () => {
    const saying = (...drivers: string[]): string | null =>
      evidenceOf({ ...alertSaying('Error: socket hang up'), drivers }).family;
    expect(saying('urllib3.connection', 'elastic_transport._node', 'redis.client')).toBe('elasticsearch');
    expect(saying('sqlalchemy.pool.impl', 'pg8000.core')).toBe('postgres');
  });
});
