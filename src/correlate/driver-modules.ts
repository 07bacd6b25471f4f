/**
 * Where drivers define their exceptions, in lower case and as SDKs tell it: JVM packages, Python modules, .NET
 * assemblies, Ruby namespaces, import paths of Go. Only the beginning of a module counts: a company's own package may be
 * called `com.acme.cache` and fail for any reason.
 */
const engines: readonly (readonly [family: string, modules: readonly string[]])[] = [
  [
    'redis',
    [
      'redis',
      'rediscluster',
      'aioredis',
      'django_redis',
      'redis.clients.jedis',
      'io.lettuce',
      'org.redisson',
      'org.springframework.data.redis',
      'stackexchange.redis',
      'predis',
      'github.com/redis',
      'github.com/go-redis',
    ],
  ],
  ['memcached', ['pymemcache', 'pylibmc', 'memcache', 'net.spy.memcached', 'dalli', 'enyim']],
  [
    'postgres',
    [
      'psycopg',
      'psycopg2',
      'psycopg_pool',
      'asyncpg',
      'org.postgresql',
      'npgsql',
      'pg',
      'github.com/jackc/pgx',
      'github.com/lib/pq',
    ],
  ],
  [
    'mysql',
    [
      'mysqldb',
      'pymysql',
      'aiomysql',
      'mysql.connector',
      'com.mysql',
      'org.mariadb',
      'mysqlconnector',
      'mysql2',
      'mysql',
      'github.com/go-sql-driver/mysql',
    ],
  ],
  ['mssql', ['microsoft.data.sqlclient', 'system.data.sqlclient', 'pymssql', 'com.microsoft.sqlserver']],
  ['oracle', ['oracledb', 'cx_oracle', 'oracle.jdbc', 'oracle.net', 'oracle.manageddataaccess']],
  [
    'mongo',
    [
      'pymongo',
      'motor',
      'mongoengine',
      'com.mongodb',
      'mongodb',
      'mongo',
      'org.springframework.data.mongodb',
    ],
  ],
  [
    'kafka',
    [
      'kafka',
      'aiokafka',
      'confluent_kafka',
      'confluent.kafka',
      'org.apache.kafka',
      'org.springframework.kafka',
      'github.com/segmentio/kafka-go',
      'github.com/ibm/sarama',
    ],
  ],
  [
    'rabbitmq',
    [
      'pika',
      'amqp',
      'aio_pika',
      'aiormq',
      'com.rabbitmq',
      'org.springframework.amqp',
      'rabbitmq.client',
      'bunny',
    ],
  ],
  [
    'elasticsearch',
    [
      'elasticsearch',
      'elastic_transport',
      'elastic.transport',
      'elastic::transport',
      'elastic.clients.elasticsearch',
      'co.elastic.clients',
      'org.elasticsearch',
      'opensearchpy',
      'org.opensearch',
    ],
  ],
  ['cassandra', ['cassandra', 'com.datastax', 'github.com/gocql']],
  [
    'dynamodb',
    ['software.amazon.awssdk.services.dynamodb', 'com.amazonaws.services.dynamodbv2', 'amazon.dynamodbv2'],
  ],
  [
    's3',
    ['software.amazon.awssdk.services.s3', 'com.amazonaws.services.s3', 'amazon.s3', 'minio', 'aws::s3'],
  ],
  ['sqs', ['software.amazon.awssdk.services.sqs', 'com.amazonaws.services.sqs', 'amazon.sqs', 'aws::sqs']],
  ['nats', ['nats', 'io.nats', 'github.com/nats-io']],
  ['smtp', ['smtplib', 'aiosmtplib', 'com.sun.mail', 'jakarta.mail', 'javax.mail', 'mailkit', 'net::smtp']],
  ['zookeeper', ['org.apache.zookeeper', 'kazoo']],
  ['clickhouse', ['clickhouse_driver', 'clickhouse_connect', 'com.clickhouse']],
  ['neo4j', ['neo4j', 'org.neo4j']],
];

const kinds: typeof engines = [
  [
    'sql',
    [
      'sqlalchemy',
      'java.sql',
      'com.zaxxer.hikari',
      'django.db',
      'peewee',
      'tortoise',
      'org.hibernate',
      'org.springframework.jdbc',
      'system.data',
      'microsoft.entityframeworkcore',
      'activerecord',
    ],
  ],
  ['queue', ['kombu', 'celery']],
];

const [engineModules, kindModules] = [compile(engines), compile(kinds)];

/** The engine whose driver defines one of these lower-case modules, the first of them that any does; or null. */
export function engineOfModules(modules: readonly string[]): string | null {
  return firstDefined(modules, engineModules);
}

/** The same for kinds of engines: pools, mappers and clients of any. */
export function kindOfModules(modules: readonly string[]): string | null {
  return firstDefined(modules, kindModules);
}

interface DriverModules {
  readonly family: string;
  readonly begin: RegExp;
}

function compile(families: typeof engines): readonly DriverModules[] {
  return families.map(([family, modules]) => {
    const any = modules.map((module) => module.replaceAll('.', '\\.')).join('|');
    return { family, begin: new RegExp(`^(?:${any})(?![\\w-])`) };
  });
}

function firstDefined(modules: readonly string[], drivers: readonly DriverModules[]): string | null {
  for (const module of modules) {
    const found = drivers.find(({ begin }) => begin.test(module));
    if (found !== undefined) return found.family;
  }
  return null;
}
