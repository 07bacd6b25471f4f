import { describe, expect, it } from 'vitest';
import { eventAlert } from '../fixture.ts';

const own = { function: 'placeOrder', filename: 'src/orders.ts', in_app: true };

/** Drivers of an alert whose only exception has these frames, oldest first. */
function driversOf(...frames: readonly object[]): readonly string[] {
  return eventAlert({ exception: { values: [{ type: 'Error', value: 'x', stacktrace: { frames } }] } })
    .drivers;
}

describe('the libraries that failed beneath the code of the application', () => {
  it.each([
    [
      'npm, the package of a scope',
      {
        filename: '/srv/node_modules/@redis/client/dist/lib/client/socket.js',
        module: '@redis.client:socket',
      },
      '@redis/client/dist/lib/client/socket.js',
    ],
    [
      'pnpm, whose directories carry versions',
      { abs_path: '/srv/node_modules/.pnpm/pg@8.11.3/node_modules/pg/lib/client.js' },
      'pg/lib/client.js',
    ],
    [
      'Python',
      { module: 'redis.connection', abs_path: '/opt/venv/lib/python3.13/site-packages/redis/connection.py' },
      'redis/connection.py',
    ],
    ['Python without a path', { module: 'pymongo.pool', filename: 'pymongo/pool.py' }, 'pymongo.pool'],
    [
      'the JVM',
      { module: 'io.lettuce.core.RedisClient', filename: 'RedisClient.java' },
      'io.lettuce.core.redisclient',
    ],
    [
      'Go',
      {
        module: 'github.com/nats-io/nats.go',
        abs_path: '/go/pkg/mod/github.com/nats-io/nats.go@v1.39.1/nats.go',
      },
      'github.com/nats-io/nats.go/nats.go',
    ],
    [
      'Ruby, whose gems carry versions',
      { abs_path: '/usr/local/bundle/gems/dalli-3.2.8/lib/dalli/ring.rb', filename: 'dalli/ring.rb' },
      'dalli/lib/dalli/ring.rb',
    ],
    [
      'PHP',
      { filename: '/vendor/predis/predis/src/Connection/StreamConnection.php', function: 'Predis\\X::open' },
      'predis/predis/src/connection/streamconnection.php',
    ],
    [
      'Rust, by what qualifies the function',
      { function: 'sqlx_core::pool::inner::acquire' },
      'sqlx_core::pool::inner',
    ],
    [
      '.NET',
      { module: 'Npgsql.Internal.NpgsqlConnector', function: 'Connect' },
      'npgsql.internal.npgsqlconnector',
    ],
    ['Elixir', { module: 'Postgrex.Protocol', filename: 'lib/postgrex/protocol.ex' }, 'postgrex.protocol'],
  ])('%s', (_, frame, name) => {
    expect(driversOf(own, { function: 'call', ...frame, in_app: false })).toEqual([name]);
  });

  it('are told nearest to the failure first, each package once, without the language itself', () => {
    expect(
      driversOf(
        own,
        { module: 'sqlalchemy.pool.base', in_app: false },
        { module: 'sqlalchemy.pool.impl', in_app: false },
        { module: 'psycopg2.extensions', in_app: false },
        { module: 'socket', filename: 'socket.py', in_app: false },
      ),
    ).toEqual(['psycopg2.extensions', 'sqlalchemy.pool.impl']);
  });

  it('are none of those that called the application', () => {
    expect(driversOf({ module: 'kafka.consumer.group', in_app: false }, own)).toEqual([]);
  });

  it('are told by where packages are put when nothing is marked', () => {
    const redis = { filename: '/srv/node_modules/ioredis/built/Redis.js' };
    const express = { filename: '/srv/node_modules/express/lib/router.js' };
    expect(driversOf(express, { filename: '/srv/src/cart.js' }, redis)).toEqual(['ioredis/built/redis.js']);
    expect(driversOf({ module: 'org.acme.Cart' }, { module: 'io.lettuce.core.RedisClient' })).toEqual([]);
  });

  it('leave out what an SDK leaves open only where it marks the own code', () => {
    const driver = { module: 'org.postgresql.core.v3.QueryExecutorImpl' };
    expect(driversOf({ module: 'com.acme.Cart', in_app: true }, driver)).toEqual([
      'org.postgresql.core.v3.queryexecutorimpl',
    ]);
  });

  it('are those of the root cause, not of what caught it', () => {
    const cause = {
      type: 'SocketTimeoutException',
      value: 'Read timed out',
      stacktrace: { frames: [own, { module: 'okhttp3.internal.http2.Http2Stream', in_app: false }] },
    };
    const listener = {
      type: 'ListenerExecutionFailedException',
      value: 'Listener failed',
      stacktrace: { frames: [{ module: 'org.springframework.kafka.listener.Invoker', in_app: false }] },
    };
    expect(eventAlert({ exception: { values: [cause, listener] } }).drivers).toEqual([
      'okhttp3.internal.http2.http2stream',
    ]);
  });

  it('are those of the whole chain until the application is met', () => {
    const cause = {
      type: 'PSQLException',
      value: 'This connection has been closed.',
      stacktrace: { frames: [{ module: 'org.postgresql.jdbc.PgConnection', in_app: false }] },
    };
    const outer = {
      type: 'JDBCConnectionException',
      value: 'Unable to acquire JDBC Connection',
      stacktrace: { frames: [own, { module: 'org.hibernate.exception.internal.X', in_app: false }] },
    };
    expect(eventAlert({ exception: { values: [cause, outer] } }).drivers).toEqual([
      'org.postgresql.jdbc.pgconnection',
      'org.hibernate.exception.internal.x',
    ]);
  });

  it('are at most eight, and no text of theirs is long', () => {
    const frames = Array.from({ length: 300 }, (_, n) => ({
      module: `lib${n}.${'x'.repeat(5_000)}`,
      abs_path: `/srv/node_modules/lib${n}-${'1.'.repeat(4_000)}`,
      in_app: false,
    }));
    const drivers = driversOf(own, ...frames);
    expect(drivers).toHaveLength(8);
    expect(Math.max(...drivers.map((driver) => driver.length))).toBeLessThanOrEqual(120);
  });
});
