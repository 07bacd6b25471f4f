/** An engine that services depend on, and how a text gives it away. All patterns read lower case. */
export interface EngineWords {
  readonly family: string;
  /** Its own name, its drivers', its error codes: nothing else is called so. Null where none is known. */
  readonly names: RegExp | null;
  /** Sentences of its server or drivers that leave its name out. Another engine may say the same. */
  readonly sentences: RegExp | null;
}

function engine(family: string, names: RegExp | null, sentences: RegExp | null = null): EngineWords {
  return { family, names, sentences };
}

/** Engines. Where several are named, the one that the text names first counts: texts start with the root cause. */
export const engines: readonly EngineWords[] = [
  engine(
    'redis',
    /redis|jedis|lettuce|valkey|keydb|dragonflydb|maxretriesperrequest/,
    /readonly you can't|read only replica|clusterdown|masterdown|busyloading|wrongpass|misconf |oom command|tryagain multiple keys|noreplicas|busy .{0,20}script kill|enableofflinequeue|socketclosedunexpectedly|socket closed unexpectedly|clusterallfailed|refresh slots cache/,
  ),
  engine(
    'memcached',
    /memcache|\bdalli\b|pylibmc|spymemcached|xmemcached|memjs|mcrouter/,
    /\bserver_error out of memory storing object|no server available/,
  ),
  engine(
    'postgres',
    /postgres|psycopg|npgsql|asyncpg|pgbouncer|pgpool|pgcat|libpq|pqsocket|\bpgx?\b|pgconn|\bpq:|pg_hba|cockroach|timescale|sqlstate\[?[: ]?(?:57p0|53300|0800\d\] \[7\])|57p0[123]/,
    /remaining connection slots|too many clients|terminating connection due to|the database system is|statement timeout|server closed the connection unexpectedly|connection terminated unexpectedly|timeout exceeded when trying to connect|an i\/o error occurred while sending to the backend|general error: 7 no connection|read-only transaction|query_wait_timeout|no more connections allowed \(max_client_conn|server_login_retry|sqlstate\[?[: ]?0800/,
  ),
  engine(
    'mysql',
    /mysql|mariadb|er_con_count|er_server_shutdown|innodb|vttablet|vtgate|\btidb\b|myxql|proxysql|protocol_connection_lost/,
    /server has gone away|\[hy000\] \[200|connection lost: the server closed|communications link failure|lost connection to (?:my|server)|--(?:super-)?read-only|max_user_connections|max_statement_time/,
  ),
  engine(
    'mssql',
    /sql server|sqlclient|mssql|\btedious\b|\btds stream|tiny_?tds|freetds|azure sql/,
    /network-related or instance-specific|availability group|on the (?:remote )?server is not currently available/,
  ),
  engine(
    'oracle',
    /\bora-\d{5}|\btns[:-]|oracle\.jdbc|oracledb|\bdpy-\d{4}|\bdpi-\d{4}|\bnjs-\d{3}/,
    /listener (?:refused|does not currently know)/,
  ),
  engine(
    'mongo',
    /mongo/,
    /server selection tim|no reachable servers|replicasetnoprimary|notwritableprimary|primarysteppeddown|interruptedduetoreplstatechange|buffering timed out|no replica set members? (?:match|available)|topology (?:is|was) (?:closed|destroyed)/,
  ),
  engine(
    'kafka',
    /kafka|sarama|confluent|librdkafka|redpanda/,
    /leader[ _]not[ _]available|not_?leader|not_?coordinator|coordinator(?:_| )?(?:is )?not[ _]?available|broker transport failure|bootstrap brokers?|available brokers|nobrokersavailable|brokers? are down|in-sync replicas|not_?enough_?replicas|(?:node|topic|partition)[^\n]{0,80} (?:not present )?in metadata|batch creation/,
  ),
  engine(
    'rabbitmq',
    /rabbit|amqp|\bpika\b|\blapin\b|\bbunny\b/,
    /connection_forced|channel\/connection is not open|home node .{0,80} is down or inaccessible|connection\.blocked/,
  ),
  engine(
    'elasticsearch',
    /elastic ?search|elastic(?:_|\.|::)?transport|elastic\.co|\[elastic|opensearch|search_phase|es_rejected/,
    /no living connections|nonodes?available|no alive nodes|all shards failed|cluster_block|master_not_discovered|no master discovered|circuit_breaking_exception/,
  ),
  engine(
    'cassandra',
    /cassandra|scylla|datastax|gocql/,
    /nohostavailable|nonodeavailable|(?:at|for) consistency(?: level)?|consistency level|consistencylevel|all (?:host|contact point)s?\(?s?\)? tried|cannot achieve consistency/,
  ),
  engine(
    'dynamodb',
    /dynamo ?db/,
    /throughputexceeded|calling the (?:\w{0,20}item|query|scan|transactwriteitems) operation/,
  ),
  engine(
    's3',
    /\bs3\b|s3exception|s3error|amazons3|aws\.s3|minio/,
    /slowdown: |calling the \w{0,20}(?:object|objectsv2|multipartupload|bucket|uploadpart) operation/,
  ),
  engine('gcs', /storage\.googleapis|google cloud storage|cloud storage/),
  engine('azure-blob', /blob\.core\.windows|azure\.storage|blob storage/),
  engine('firestore', /firestore/),
  engine('bigquery', /bigquery/),
  engine('spanner', /\bspanner\b/),
  engine('sqs', /\bsqs\b|amazonsqs/, /calling the \w{0,20}message(?:batch)? operation/),
  engine('sns', /\bsns\b|amazonsns/),
  engine('kinesis', /kinesis/),
  engine('pubsub', /\bpub\/?sub\.googleapis|google\.pubsub|cloud pub\/sub/),
  engine('servicebus', /servicebus|service bus/),
  engine('eventhub', /event ?hubs?\b/),
  engine('nats', /\bnats\b|natserror|jetstream/),
  engine('pulsar', /pulsar/),
  engine('activemq', /activemq|artemis/),
  engine('ibm-mq', /\bmqrc_|mqje\d{3}|com\.ibm\.mq|\bamq\d{4}|jmswmq\d{4}/),
  engine(
    'smtp',
    /smtp|nodemailer|mail ?server|mailkit|javamail|sendmail|phpmailer/,
    /\b42[12] (?:4\.\d\.\d|service not available)|4\.7\.0 temporary/,
  ),
  engine('ldap', /\bldaps?\b|active directory/),
  engine('etcd', /\betcd/),
  engine('zookeeper', /zookeeper|zkclient/),
  // As a domain (`orders.service.consul`) it names whoever is looked up there.
  engine('consul', /(?<![.\w-])consul\b/),
  engine('vault', /(?<![.\w-])vault\b/),
  engine('clickhouse', /clickhouse/),
  engine('neo4j', /neo4j/),
  engine('snowflake', /snowflake/),
  engine('couchbase', /couchbase/, /unambiguoustimeout|ambiguoustimeout/),
  engine('couchdb', /couchdb/),
  engine('influxdb', /influx(?:db)?\b/),
  engine('solr', /\bsolr/),
  engine('hazelcast', /hazelcast/),
  engine('db2', /\bdb2\b|com\.ibm\.db2/),
  engine('hbase', /\bhbase/),
  engine('keycloak', /keycloak/),
];

/** Kinds of engines, for texts that name no engine: compatible with every engine of their kind. */
export const kinds: readonly EngineWords[] = [
  engine(
    'sql',
    /hikari|queuepool|connectiontimeouterror|connectionnotestablished|knex|sequelize|prisma|typeorm|sqlalchemy|jdbc|driver: bad connection|jpa entitymanager|hibernate|\bdatabases?\b|pdoexception|doctrine|\bdbal\b|\becto\b|db_?connection|datasource|entity ?framework|obtaining a connection from the pool|connection pool|\bsql\b|sqlexception|sqlstate|\baurora\b|\brds\b|\b[\w-]{1,40}-(?:db|sql|database)\b|\bdb\b|resourcerequest timed out|pool is probably full|too many connections|pooltimedout|\br2dbc\b|\bsqlx\b|\bgorm\b/,
  ),
  engine('cache', /\bcache\b|\b[\w-]{1,40}-cache\b|elasticache|\bcacheerror\b|\bcacheexception\b/),
  engine(
    'queue',
    /message (?:broker|queue)|kombu|celery|\bbroker\b|\bmq\b|\bqueue (?:server|connection|is)\b|\bjms\b|\bstomp\b/,
  ),
];

/** Ports that only one engine listens on; an address in the text is stronger than a word. */
export const ports: ReadonlyMap<number, string> = new Map([
  [6379, 'redis'],
  [6380, 'redis'],
  [26379, 'redis'],
  [11211, 'memcached'],
  [5432, 'postgres'],
  [6432, 'postgres'],
  [26257, 'postgres'],
  [3306, 'mysql'],
  [33060, 'mysql'],
  [1433, 'mssql'],
  [1521, 'oracle'],
  [27017, 'mongo'],
  [27018, 'mongo'],
  [27019, 'mongo'],
  [9092, 'kafka'],
  [9093, 'kafka'],
  [9094, 'kafka'],
  [5671, 'rabbitmq'],
  [5672, 'rabbitmq'],
  [15672, 'rabbitmq'],
  [9200, 'elasticsearch'],
  [9300, 'elasticsearch'],
  [9042, 'cassandra'],
  [4222, 'nats'],
  [6650, 'pulsar'],
  [61616, 'activemq'],
  [25, 'smtp'],
  [465, 'smtp'],
  [587, 'smtp'],
  [2525, 'smtp'],
  [389, 'ldap'],
  [636, 'ldap'],
  [2379, 'etcd'],
  [2181, 'zookeeper'],
  [8200, 'vault'],
  [8123, 'clickhouse'],
  [7687, 'neo4j'],
  [11210, 'couchbase'],
]);
