import type { Family } from '../family.ts';

/** Outages of caches. */
export const caches: readonly Family[] = [
  {
    name: 'memcached gone',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The memcached nodes were drained one after the other.',
    facts: (draw, { zone }) => ({
      host: `${draw.pick(['mc', 'memcache', 'objcache'])}-${draw.int(1, 4)}.${zone}`,
      ip: `10.9.0.${draw.int(2, 60)}`,
    }),
    texts: {
      node: [
        'Error: Server at {host}:11211 not available @ memjs/lib/memjs/client.js#Client.handleServerError',
        'Error: No servers available @ memjs/lib/memjs/client.js#Client.perform',
        'Error: connect ECONNREFUSED {ip}:11211 @ node:net#TCPConnectWrap.afterConnect',
      ],
      python: [
        'pymemcache.exceptions.MemcacheUnexpectedCloseError: @ pymemcache/client/base.py#_recv',
        'ConnectionRefusedError: [Errno 111] Connection refused @ pymemcache/client/base.py#_connect',
        "pymemcache.exceptions.MemcacheServerError: b'out of memory storing object' @ pymemcache/client/base.py#_raise_errors",
      ],
      java: [
        'net.spy.memcached.OperationTimeoutException: Timeout waiting for value: waited 2,500 ms. Node status: Connection Status { {host}/{ip}:11211 active: false, authed: true } @ net.spy.memcached.MemcachedClient#get',
        'net.spy.memcached.internal.CheckedOperationTimeoutException: Operation timed out. - failing node: {host}/{ip}:11211 @ net.spy.memcached.internal.OperationFuture#get',
      ],
      go: [
        '*errors.errorString: memcache: no servers configured or available @ github.com/bradfitz/gomemcache/memcache#(*Client).Get',
        '*memcache.ConnectTimeoutError: memcache: connect timeout to {ip}:11211 @ github.com/bradfitz/gomemcache/memcache#(*Client).dial',
      ],
      ruby: [
        'Dalli::RingError: No server available @ dalli-3.2.8/lib/dalli/ring.rb#server_for_key',
        'Dalli::NetworkError: {host}:11211 is down: Errno::ECONNREFUSED Connection refused @ dalli-3.2.8/lib/dalli/protocol/connection_manager.rb#raise_down_error',
      ],
      php: [
        'ErrorException: Memcached::get(): SERVER HAS FAILED AND IS DISABLED UNTIL TIMED RETRY @ laravel/framework/src/Illuminate/Cache/MemcachedStore.php#Illuminate\\Cache\\MemcachedStore::get',
      ],
    },
  },
  {
    name: 'redis loading',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The Redis primary was restarted and reads its dump; later it refuses writes.',
    facts: (draw, { zone }) => ({
      host: `${draw.pick(['kv', 'redis-shared', 'state'])}-${draw.int(0, 3)}.${zone}`,
      ip: `10.12.3.${draw.int(2, 90)}`,
    }),
    texts: {
      node: [
        'ReplyError: LOADING Redis is loading the dataset in memory @ ioredis/built/DataHandler.js#DataHandler.returnError',
        'MaxRetriesPerRequestError: Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details. @ ioredis/built/redis/event_handler.js#Socket.<anonymous>',
        'Error: Connection is closed. @ ioredis/built/redis/event_handler.js#close',
        "ReplyError: MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled. @ redis-parser/lib/parser.js#parseError",
      ],
      python: [
        'redis.exceptions.BusyLoadingError: Redis is loading the dataset in memory @ redis/_parsers/base.py#parse_error',
        "redis.exceptions.ConnectionError: Error while reading from {host}:6379 : (104, 'Connection reset by peer') @ redis/connection.py#read_response",
        "redis.exceptions.ReadOnlyError: You can't write against a read only replica. @ redis/client.py#parse_response",
      ],
      java: [
        'io.lettuce.core.RedisLoadingException: LOADING Redis is loading the dataset in memory @ io.lettuce.core.internal.ExceptionFactory#createExecutionException',
        'org.springframework.data.redis.RedisConnectionFailureException: Unable to connect to {host}/<unresolved>:6379 @ org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory#getConnection <- java.net.ConnectException: Connection refused: {host}/{ip}:6379 @ io.netty.channel.nio.NioEventLoop#processSelectedKey',
        'redis.clients.jedis.exceptions.JedisExhaustedPoolException: Could not get a resource since the pool is exhausted @ redis.clients.jedis.util.Pool#getResource',
      ],
      go: [
        'proto.RedisError: LOADING Redis is loading the dataset in memory @ github.com/redis/go-redis/v9#(*baseClient).process',
        '*errors.errorString: redis: connection pool timeout @ github.com/redis/go-redis/v9/internal/pool#(*ConnPool).waitTurn',
      ],
      ruby: [
        'Redis::CannotConnectError: Connection refused - connect(2) for {ip}:6379 (redis://{host}:6379/1) @ redis-client-0.22.2/lib/redis_client/ruby_connection.rb#connect',
        'RedisClient::CommandError: LOADING Redis is loading the dataset in memory @ redis-client-0.22.2/lib/redis_client.rb#call',
      ],
      dotnet: [
        'StackExchange.Redis.RedisConnectionException: No connection is active/available to service this operation: HGET {noun}:{id}; SocketFailure on {host}:6379/Interactive, Idle/Faulted @ StackExchange.Redis.ConnectionMultiplexer#ExecuteSyncImpl',
        'StackExchange.Redis.RedisTimeoutException: Timeout performing GET (5000ms), next: GET {noun}:{id}, inst: 0, qu: {n}, qs: {n} @ StackExchange.Redis.ConnectionMultiplexer#ExecuteSyncImpl',
      ],
      php: [
        'RedisException: LOADING Redis is loading the dataset in memory',
        'Predis\\Connection\\ConnectionException: Connection refused [tcp://{host}:6379] @ predis/predis/src/Connection/AbstractConnection.php#Predis\\Connection\\AbstractConnection::onConnectionError',
      ],
    },
  },
  {
    name: 'cache herd',
    set: 'b',
    names: true,
    strikes: 'users',
    story:
      'After a reconnect every client came back at once (Discord 2020): processes time out waiting for a guild that waits for its peers.',
    onset: [2, 25],
    texts: {
      node: [
        'Error: no process: the process is not alive or there is no process currently associated with the given name',
        'GatewayError: session invalidated, resume failed (4009)',
        'Error: WebSocket was closed before the connection was established @ ws/lib/websocket.js#abortHandshake',
        'Error: too many pending calls ({n})',
      ],
      python: [
        'asyncio.exceptions.TimeoutError: @ asyncio/timeouts.py#__aexit__',
        '{pkg}.rpc.Busy: ring member dropped call, mailbox at {n}',
        'websockets.exceptions.ConnectionClosedError: received 1012 (service restart); then sent 1012 (service restart) @ websockets/legacy/protocol.py#ensure_open',
      ],
      go: [
        '*errors.errorString: session limit reached, retry after {ms}ms',
        '*status.Error: rpc error: code = ResourceExhausted desc = mailbox full @ google.golang.org/grpc#(*ClientConn).Invoke',
        '*websocket.CloseError: websocket: close 1013: try again later @ github.com/gorilla/websocket#(*Conn).ReadMessage',
      ],
      java: [
        'java.util.concurrent.RejectedExecutionException: event executor terminated @ io.netty.util.concurrent.SingleThreadEventExecutor#reject',
        'java.util.concurrent.TimeoutException: call to session ring did not finish in 5000 ms',
      ],
      ios: ['NSPOSIXErrorDomain: Socket is not connected. Code: 57 @ NSURLSessionWebSocketTask#receive'],
      browser: [
        'Error: socket closed with code 1013',
        'DisconnectError: resume rejected, backing off {ms} ms',
      ],
    },
  },
];
