import { engineOfModules, kindOfModules } from './driver-modules.ts';

/** An engine that services depend on, and how drivers give it away. */
interface Family {
  readonly name: string;
  /** Driver words, exception types, modules and vendor sentences, in lower case. */
  readonly words: RegExp;
}

/** Engines. Where several are named, the one that the text names first counts: texts start with the root cause. */
const engines: readonly Family[] = [
  {
    name: 'redis',
    words:
      /redis|jedis|lettuce|valkey|readonly you can't|read only replica|clusterdown|masterdown|busyloading|wrongpass|misconf |oom command|enableofflinequeue|maxretriesperrequest|socketclosedunexpectedly|socket closed unexpectedly/,
  },
  { name: 'memcached', words: /memcache|\bdalli\b|pylibmc|spymemcached|pymemcache/ },
  {
    name: 'postgres',
    words:
      /postgres|psycopg|npgsql|asyncpg|pgbouncer|pgpool|libpq|\bpgx?\b|pgconn|\bpq:|pg_hba|remaining connection slots|too many clients|terminating connection due to|the database system is|57p0[123]|sqlstate\[0800|statement timeout|server closed the connection unexpectedly|connection terminated unexpectedly|timeout exceeded when trying to connect|an i\/o error occurred while sending to the backend|general error: 7 no connection/,
  },
  {
    name: 'mysql',
    words:
      /mysql|mariadb|er_con_count|server has gone away|\[hy000\] \[200|protocol_connection_lost|connection lost: the server closed|communications link failure|innodb|\baurora\b/,
  },
  { name: 'mssql', words: /sql server|sqlclient|mssql|\btedious\b/ },
  { name: 'oracle', words: /\bora-\d{5}|\btns[:-]|oracle\.jdbc|oracledb/ },
  {
    name: 'mongo',
    words: /mongo|server selection tim|no reachable servers|replicasetnoprimary|buffering timed out/,
  },
  {
    name: 'kafka',
    words:
      /kafka|sarama|confluent|librdkafka|leader[ _]not[ _]available|not_?leader|broker transport failure|bootstrap brokers?|available brokers|brokers? are down|in-sync replicas/,
  },
  {
    name: 'rabbitmq',
    words: /rabbit|amqp|\bpika\b|\bbunny\b|connection_forced|channel\/connection is not open/,
  },
  {
    name: 'elasticsearch',
    words:
      /elastic ?search|elasticsearch|elastic(?:_|\.|::)?transport|elastic\.co|\[elastic|opensearch|no living connections|nonodes?available|no alive nodes|all shards failed|search_phase|es_rejected|cluster_block/,
  },
  { name: 'cassandra', words: /cassandra|scylla|nohostavailable|datastax|gocql/ },
  {
    name: 'dynamodb',
    words: /dynamo ?db|dynamodb|throughputexceeded|calling the (?:\w{0,20}item|query|scan) operation/,
  },
  {
    name: 's3',
    words:
      /\bs3\b|s3exception|s3error|amazons3|aws\.s3|minio|slowdown: |calling the \w{0,20}(?:object|objectsv2|multipartupload|bucket|uploadpart) operation/,
  },
  { name: 'gcs', words: /storage\.googleapis|google cloud storage|cloud storage/ },
  { name: 'azure-blob', words: /blob\.core\.windows|azure\.storage/ },
  { name: 'sqs', words: /\bsqs\b|amazonsqs|sqs\.|calling the \w{0,20}message(?:batch)? operation/ },
  { name: 'sns', words: /\bsns\b|amazonsns/ },
  { name: 'kinesis', words: /kinesis/ },
  { name: 'nats', words: /\bnats\b/ },
  { name: 'smtp', words: /smtp|nodemailer|mail ?server|mailkit|javamail|sendmail/ },
  { name: 'ldap', words: /\bldaps?\b/ },
  { name: 'etcd', words: /\betcd/ },
  { name: 'zookeeper', words: /zookeeper|zkclient/ },
  { name: 'consul', words: /\bconsul\b/ },
  { name: 'vault', words: /\bvault\b/ },
  { name: 'clickhouse', words: /clickhouse/ },
  { name: 'neo4j', words: /neo4j/ },
  { name: 'snowflake', words: /snowflake/ },
  { name: 'couchbase', words: /couchbase/ },
];

/** Kinds of engines, for texts that name no engine: compatible with every engine of their kind. */
const kinds: readonly Family[] = [
  {
    name: 'sql',
    words:
      /hikari|queuepool|connectiontimeouterror|connectionnotestablished|knex|sequelize|prisma|typeorm|sqlalchemy|jdbc|driver: bad connection|\bdatabases?\b|pdoexception|doctrine|dbal|\becto\b|dbconnection|datasource|entity ?framework|obtaining a connection from the pool|connection pool|\bsql\b|sqlexception|sqlstate|\b[\w-]{1,40}-(?:db|sql|database)\b|\bdb\b|resourcerequest timed out|pool is probably full|too many connections/,
  },
  { name: 'cache', words: /\bcache\b|\b[\w-]{1,40}-cache\b|elasticache|\bcacheerror\b|\bcacheexception\b/ },
  {
    name: 'queue',
    words: /message (?:broker|queue)|kombu|celery|\bbroker\b|\bmq\b|\bqueue (?:server|connection|is)\b/,
  },
];

const membersOfKind: ReadonlyMap<string, readonly string[]> = new Map([
  ['sql', ['postgres', 'mysql', 'mssql', 'oracle']],
  ['cache', ['redis', 'memcached']],
  ['queue', ['kafka', 'rabbitmq', 'sqs', 'nats', 'redis']],
]);

/** Ports that only one engine listens on; an address in the text is stronger than a word. */
const ports: ReadonlyMap<number, string> = new Map([
  [6379, 'redis'],
  [6380, 'redis'],
  [26379, 'redis'],
  [11211, 'memcached'],
  [5432, 'postgres'],
  [6432, 'postgres'],
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
  [25, 'smtp'],
  [465, 'smtp'],
  [587, 'smtp'],
  [2525, 'smtp'],
  [389, 'ldap'],
  [636, 'ldap'],
  [2379, 'etcd'],
  [2181, 'zookeeper'],
  [8123, 'clickhouse'],
  [7687, 'neo4j'],
]);

/** A number of milliseconds is no port: "record(s) for orders-5:9200 ms has passed". */
const portInText = /(?::|port[ =:]{1,2})(\d{2,5})\b(?! ?ms\b)/g;

/**
 * The engine (or kind of engine) that lower-case text speaks of, or null. An engine that the text names counts for more
 * than one that only the module of an exception names: a Kafka listener may fail for want of its database.
 */
export function familyOf(text: string, modules: readonly string[] = []): string | null {
  return (
    familyByPort(text) ??
    firstNamed(text, engines) ??
    engineOfModules(modules) ??
    firstNamed(text, kinds) ??
    kindOfModules(modules)
  );
}

/** Whether two families can be the same engine: equal, or one is the kind of the other. */
export function sameFamily(a: string, b: string): boolean {
  return a === b || isKindOf(a, b) || isKindOf(b, a);
}

/** The more telling of two compatible families: an engine rather than its kind. */
export function narrower(a: string, b: string): string {
  return isKindOf(a, b) ? b : a;
}

/** Whether a family is a kind of engines rather than one engine. */
export function isKind(family: string): boolean {
  return membersOfKind.has(family);
}

function isKindOf(kind: string, engine: string): boolean {
  return membersOfKind.get(kind)?.includes(engine) ?? false;
}

function familyByPort(text: string): string | null {
  portInText.lastIndex = 0;
  for (const match of text.matchAll(portInText)) {
    const family = ports.get(Number(match[1]));
    if (family !== undefined) return family;
  }
  return null;
}

function firstNamed(text: string, families: readonly Family[]): string | null {
  let name: string | null = null;
  let first = Infinity;
  for (const family of families) {
    const at = text.search(family.words);
    if (at >= 0 && at < first) {
      first = at;
      name = family.name;
    }
  }
  return name;
}
