import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/correlate/evidence.ts';
import { alertSaying } from './voices.ts';

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
    [
      undefined,
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
