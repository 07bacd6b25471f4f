import type { Phrase } from './wording.ts';

/** How clients speak of a Redis that is gone. */
export const redis: readonly Phrase[] = [
  ['node', 'Error', 'connect ECONNREFUSED {ip}:6379'],
  [
    'node',
    'MaxRetriesPerRequestError',
    'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details.<-Redis unavailable while loading {noun} {n}',
  ],
  ['node', 'Error', "Stream isn't writeable and enableOfflineQueue options is false"],
  [
    'node',
    'SocketClosedUnexpectedlyError<-CacheError',
    'Socket closed unexpectedly<-redis get {noun}:{n} failed',
  ],
  ['python', 'ConnectionError', 'Error 111 connecting to {host}:6379. Connection refused.'],
  ['python', 'redis.exceptions.TimeoutError', 'Timeout reading from {host}:6379'],
  ['python', 'redis.exceptions.ConnectionError', 'Connection closed by server.'],
  [
    'java',
    'RedisConnectionFailureException',
    'Unable to connect to Redis; nested exception is io.lettuce.core.RedisConnectionException: Unable to connect to {host}:6379',
  ],
  ['java', 'io.lettuce.core.RedisCommandTimeoutException', 'Command timed out after {n} millisecond(s)'],
  [
    'java',
    'redis.clients.jedis.exceptions.JedisConnectionException',
    'Could not get a resource from the pool',
  ],
  ['go', '*net.OpError', 'dial tcp {ip}:6379: connect: connection refused'],
  ['go', '*errors.errorString', 'redis: connection pool timeout'],
  ['go', '*fmt.wrapError', 'load {noun} {n}: read tcp 10.9.3.1:{n}->{ip}:6379: i/o timeout'],
  [
    'ruby',
    'Redis::CannotConnectError',
    'Connection refused - connect(2) for {ip}:6379 (redis://{host}:6379/0)',
  ],
  ['ruby', 'RedisClient::ReadTimeoutError', 'Waited 1.0 seconds (redis://{host}:6379)'],
  ['php', 'RedisException', 'Redis server {host}:6379 went away'],
  ['php', 'Predis\\Connection\\ConnectionException', 'Connection refused [tcp://{host}:6379]'],
  [
    'dotnet',
    'RedisConnectionException',
    'No connection is active/available to service this operation: GET {noun}:{n}; UnableToConnect on {host}:6379/Interactive, Initializing/NotStarted, last: NONE, origin: BeginConnectAsync',
  ],
  [
    'dotnet',
    'StackExchange.Redis.RedisTimeoutException',
    'Timeout performing GET ({ms}ms), next: HGETALL {noun}:{n}, inst: 0, qu: 12, qs: 44, aw: False',
  ],
];

/** A PostgreSQL whose connections are used up. */
export const postgresPool: readonly Phrase[] = [
  ['node', 'Error', 'timeout exceeded when trying to connect'],
  ['node', 'error', 'sorry, too many clients already'],
  [
    'node',
    'KnexTimeoutError',
    'Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?',
  ],
  ['node', 'PrismaClientInitializationError', "Can't reach database server at `{host}`:`5432`"],
  [
    'python',
    'OperationalError',
    'connection to server at "{host}" ({ip}), port 5432 failed: FATAL:  remaining connection slots are reserved for non-replication superuser connections',
  ],
  [
    'python',
    'TimeoutError',
    'QueuePool limit of size 10 overflow 20 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)',
  ],
  ['python', 'psycopg2.OperationalError', 'FATAL:  sorry, too many clients already'],
  [
    'java',
    'SQLTransientConnectionException',
    'HikariPool-1 - Connection is not available, request timed out after {ms}ms.',
  ],
  [
    'java',
    'PSQLException<-JDBCConnectionException',
    'FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute<-Unable to acquire JDBC Connection',
  ],
  [
    'go',
    '*pgconn.ConnectError',
    'failed to connect to `host={host} user=app database=shop`: server error (FATAL: sorry, too many clients already (SQLSTATE 53300))',
  ],
  [
    'go',
    '*pq.Error',
    'pq: remaining connection slots are reserved for non-replication superuser connections',
  ],
  [
    'ruby',
    'ActiveRecord::ConnectionTimeoutError',
    'could not obtain a connection from the pool within 5.000 seconds (waited 5.0{n} seconds); all pooled connections were in use',
  ],
  [
    'ruby',
    'PG::ConnectionBad',
    'connection to server at "{ip}", port 5432 failed: FATAL:  sorry, too many clients already',
  ],
  ['php', 'PDOException', 'SQLSTATE[08006] [7] FATAL:  sorry, too many clients already'],
  [
    'dotnet',
    'Npgsql.PostgresException',
    '53300: remaining connection slots are reserved for non-replication superuser connections',
  ],
  [
    'dotnet',
    'Npgsql.NpgsqlException',
    'The connection pool has been exhausted, either raise MaxPoolSize (currently 100) or Timeout (currently 15 seconds)',
  ],
];

/** A MySQL that went down. */
export const mysql: readonly Phrase[] = [
  ['node', 'Error', 'connect ECONNREFUSED {ip}:3306'],
  ['node', 'Error', 'Connection lost: The server closed the connection.'],
  ['node', 'SequelizeConnectionError', 'connect ETIMEDOUT<-ER_CON_COUNT_ERROR: Too many connections'],
  ['python', 'OperationalError', "(2003, \"Can't connect to MySQL server on '{host}' (111)\")"],
  [
    'python',
    'sqlalchemy.exc.OperationalError',
    "(pymysql.err.OperationalError) (2013, 'Lost connection to MySQL server during query')\n[SQL: SELECT {noun}.id FROM {noun} WHERE {noun}.id = %s]",
  ],
  [
    'java',
    'CommunicationsException',
    'Communications link failure\n\nThe last packet successfully received from the server was {n} milliseconds ago.',
  ],
  [
    'java',
    'SQLNonTransientConnectionException',
    'Could not create connection to database server. Attempted reconnect 3 times. Giving up.',
  ],
  ['go', '*mysql.MySQLError', 'Error 1040: Too many connections'],
  ['go', '*errors.errorString', 'driver: bad connection'],
  ['go', '*net.OpError', 'dial tcp {ip}:3306: i/o timeout'],
  ['ruby', 'Mysql2::Error::ConnectionError', "Can't connect to MySQL server on '{host}:3306' (110)"],
  ['ruby', 'ActiveRecord::ConnectionNotEstablished', 'Mysql2::Error: MySQL server has gone away'],
  [
    'php',
    'PDOException<-Illuminate\\Database\\QueryException',
    'SQLSTATE[HY000] [2002] Connection refused<-SQLSTATE[HY000] [2002] Connection refused (SQL: select * from `{noun}s` where `id` = {n})',
  ],
  ['php', 'PDOException', 'SQLSTATE[HY000]: General error: 2006 MySQL server has gone away'],
  ['dotnet', 'MySqlConnector.MySqlException', 'Unable to connect to any of the specified MySQL hosts.'],
];

/** A Kafka cluster without leaders. */
export const kafka: readonly Phrase[] = [
  [
    'node',
    'KafkaJSNumberOfRetriesExceeded',
    'Failed to connect: KafkaJSConnectionError: Connection timeout {host}-2:9092',
  ],
  ['node', 'KafkaJSConnectionError', 'Connection error: connect ECONNREFUSED {ip}:9092'],
  [
    'node',
    'KafkaJSProtocolError',
    'There is no leader for this topic-partition as we are in the middle of a leadership election',
  ],
  ['python', 'KafkaTimeoutError', 'Failed to update metadata after 60.0 secs.'],
  ['python', 'NoBrokersAvailable', 'kafka.errors.NoBrokersAvailable: NoBrokersAvailable'],
  ['python', 'KafkaException', 'KafkaError{code=_ALL_BROKERS_DOWN,val=-187,str="3/3 brokers are down"}'],
  [
    'java',
    'org.apache.kafka.common.errors.TimeoutException',
    'Topic {noun}-events not present in metadata after 60000 ms.',
  ],
  [
    'java',
    'KafkaProducerException',
    'Failed to send; nested exception is org.apache.kafka.common.errors.TimeoutException: Expiring 7 record(s) for {noun}-events-{n}:120000 ms has passed since batch creation',
  ],
  [
    'java',
    'NotEnoughReplicasException',
    'Messages are rejected since there are fewer in-sync replicas than required.',
  ],
  [
    'go',
    '*errors.errorString',
    'kafka: client has run out of available brokers to talk to: dial tcp {ip}:9092: connect: connection refused',
  ],
  [
    'go',
    'sarama.KError',
    'kafka server: In the middle of a leadership election, there is currently no leader for this partition and hence it is unavailable for writes',
  ],
  [
    'ruby',
    'Kafka::ConnectionError',
    'Could not connect to any of the seed brokers: kafka://{host}-1:9092: Connection refused',
  ],
  ['ruby', 'Rdkafka::RdkafkaError', 'Local: Broker transport failure (transport)'],
  ['dotnet', 'Confluent.Kafka.ProduceException`2', 'Local: Message timed out'],
  ['php', 'RdKafka\\Exception', 'Local: All broker connections are down'],
];

/** An Elasticsearch cluster that fell over. */
export const elasticsearch: readonly Phrase[] = [
  ['node', 'ConnectionError', 'connect ECONNREFUSED {ip}:9200'],
  ['node', 'NoLivingConnectionsError', 'There are no living connections'],
  ['node', 'ResponseError', 'search_phase_execution_exception: all shards failed'],
  [
    'python',
    'ConnectionTimeout',
    "Connection timed out<-ConnectionTimeout caused by - ReadTimeoutError(HTTPConnectionPool(host='{host}', port=9200): Read timed out. (read timeout=10))",
  ],
  [
    'python',
    'TransportError',
    "TransportError(503, 'search_phase_execution_exception', 'all shards failed')",
  ],
  [
    'java',
    'ElasticsearchStatusException',
    'Elasticsearch exception [type=cluster_block_exception, reason=blocked by: [SERVICE_UNAVAILABLE/2/no master];]',
  ],
  [
    'java',
    'NoNodeAvailableException',
    'None of the configured nodes are available: [{#transport#-1}{{host}}{{ip}:9300}]',
  ],
  ['go', '*errors.errorString', 'elastic: no available connection: no Elasticsearch node available'],
  [
    'go',
    '*url.Error',
    'Post "http://{host}:9200/{noun}s/_search": dial tcp {ip}:9200: connect: connection refused',
  ],
  [
    'ruby',
    'Faraday::ConnectionFailed',
    'Failed to open TCP connection to {host}:9200 (Connection refused - connect(2) for "{host}" port 9200)',
  ],
  [
    'ruby',
    'Elasticsearch::Transport::Transport::Errors::ServiceUnavailable',
    '[503] {"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"all shards failed"},"status":503}',
  ],
  [
    'php',
    'Elasticsearch\\Common\\Exceptions\\NoNodesAvailableException',
    'No alive nodes found in your cluster',
  ],
  [
    'dotnet',
    'Elasticsearch.Net.ElasticsearchClientException',
    'Maximum timeout reached while retrying request. Call: Status code unknown from: POST /{noun}s/_search',
  ],
];
