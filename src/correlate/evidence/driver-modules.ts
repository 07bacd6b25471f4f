/**
 * Where drivers live, in lower case: JVM packages, Python and Elixir modules, .NET namespaces, Ruby and PHP
 * namespaces, import paths of Go, packages of npm, gems and crates. `.`, `/`, `\` and `::` are one. Only the beginning
 * counts: a company's own package may be called `com.acme.cache` and fail for any reason. Clients of plain HTTP or gRPC
 * are in none of these: they say how something was called, not what.
 */
const engines: readonly (readonly [family: string, modules: string])[] = [
  [
    'redis',
    'redis rediscluster redis-client redis_client redis-rb aioredis django_redis redis.clients.jedis io.lettuce ' +
      'org.redisson org.springframework.data.redis stackexchange.redis servicestack.redis predis illuminate.redis phpredis ' +
      'github.com.redis github.com.go-redis github.com.gomodule.redigo github.com.rueian.rueidis @redis ioredis redis-parser ' +
      'redis-errors valkey io.valkey iovalkey @valkey handy-redis redix bb8_redis deadpool_redis deadpool-redis',
  ],
  [
    'memcached',
    'pymemcache pylibmc memcache memcached memjs aiomcache bmemcached net.spy.memcached net.rubyeye.xmemcached dalli enyim ' +
      'illuminate.cache.memcached github.com.bradfitz.gomemcache memcachex',
  ],
  [
    'postgres',
    'psycopg psycopg2 psycopg_pool psycopg_c asyncpg aiopg pg8000 org.postgresql io.r2dbc.postgresql npgsql pg pg-pool ' +
      'pg-protocol pg-promise postgres postgresql tokio_postgres tokio-postgres postgrex github.com.jackc.pgx ' +
      'github.com.jackc.pgconn github.com.jackc.puddle github.com.lib.pq github.com.go-pg',
  ],
  [
    'mysql',
    'mysqldb pymysql aiomysql asyncmy mysql.connector com.mysql org.mariadb mysqlconnector mysql2 mysql mysql_async ' +
      'mysql-async mariadb myxql trilogy vitess planetscale @planetscale github.com.go-sql-driver.mysql dev.miku.r2dbc.mysql',
  ],
  [
    'mssql',
    'microsoft.data.sqlclient system.data.sqlclient pymssql com.microsoft.sqlserver tedious mssql tiberius tds tiny_tds tinytds ' +
      'github.com.denisenkom.go-mssqldb github.com.microsoft.go-mssqldb',
  ],
  [
    'oracle',
    'oracledb cx_oracle oracle.jdbc oracle.net oracle.ucp oracle.manageddataaccess ruby-oci8 github.com.sijms.go-ora ' +
      'github.com.godror',
  ],
  [
    'mongo',
    'pymongo motor mongoengine com.mongodb mongodb mongodb-core mongoose mongo mongoid mongodb.driver ' +
      'org.springframework.data.mongodb go.mongodb.org',
  ],
  [
    'kafka',
    'kafka aiokafka kafkajs node-rdkafka @confluentinc.kafka-javascript confluent_kafka confluent.kafka org.apache.kafka ' +
      'org.springframework.kafka reactor.kafka rdkafka brod brod_client ruby-kafka waterdrop karafka ' +
      'github.com.segmentio.kafka-go github.com.ibm.sarama github.com.shopify.sarama github.com.twmb.franz-go ' +
      'github.com.confluentinc.confluent-kafka-go',
  ],
  [
    'rabbitmq',
    'pika amqp amqplib amqp-connection-manager aio_pika aiormq rabbitpy com.rabbitmq org.springframework.amqp rabbitmq.client ' +
      'bunny lapin php-amqplib phpamqplib rhea github.com.rabbitmq github.com.streadway.amqp',
  ],
  [
    'elasticsearch',
    'elasticsearch elastic_transport elastic-transport elastic.transport elastic.clients.elasticsearch @elastic ' +
      '@opensearch-project co.elastic.clients org.elasticsearch opensearchpy opensearch org.opensearch nest.elasticclient elasticsearchnet ' +
      'searchkick elastica github.com.elastic.go-elasticsearch github.com.elastic.elastic-transport-go ' +
      'github.com.opensearch-project github.com.olivere.elastic',
  ],
  [
    'cassandra',
    'cassandra cassandra-driver com.datastax datastax org.apache.cassandra org.springframework.data.cassandra scylla xandra ' +
      'github.com.gocql github.com.scylladb',
  ],
  [
    'dynamodb',
    'software.amazon.awssdk.services.dynamodb com.amazonaws.services.dynamodbv2 amazon.dynamodbv2 aws.dynamodb ' +
      '@aws-sdk.client-dynamodb @aws-sdk.lib-dynamodb aws-sdk-dynamodb aws_sdk_dynamodb pynamodb dynamoid ' +
      'github.com.aws.aws-sdk-go-v2.service.dynamodb github.com.aws.aws-sdk-go.service.dynamodb',
  ],
  [
    's3',
    'software.amazon.awssdk.services.s3 com.amazonaws.services.s3 amazon.s3 minio io.minio aws.s3 @aws-sdk.client-s3 ' +
      '@aws-sdk.lib-storage aws-sdk-s3 aws_sdk_s3 s3transfer github.com.minio github.com.aws.aws-sdk-go-v2.service.s3 ' +
      'github.com.aws.aws-sdk-go.service.s3',
  ],
  [
    'sqs',
    'software.amazon.awssdk.services.sqs com.amazonaws.services.sqs amazon.sqs aws.sqs io.awspring.cloud.sqs sqs-consumer ' +
      '@aws-sdk.client-sqs aws-sdk-sqs aws_sdk_sqs shoryuken github.com.aws.aws-sdk-go-v2.service.sqs ' +
      'github.com.aws.aws-sdk-go.service.sqs',
  ],
  [
    'sns',
    'software.amazon.awssdk.services.sns com.amazonaws.services.simplenotificationservice aws.sns @aws-sdk.client-sns ' +
      'aws-sdk-sns github.com.aws.aws-sdk-go-v2.service.sns',
  ],
  [
    'kinesis',
    'software.amazon.awssdk.services.kinesis software.amazon.kinesis com.amazonaws.services.kinesis aws.kinesis ' +
      '@aws-sdk.client-kinesis aws-sdk-kinesis github.com.aws.aws-sdk-go-v2.service.kinesis',
  ],
  ['gcs', 'com.google.cloud.storage google.cloud.storage @google-cloud.storage cloud.google.com.go.storage'],
  [
    'pubsub',
    'com.google.cloud.pubsub google.cloud.pubsub google.cloud.pubsub_v1 @google-cloud.pubsub cloud.google.com.go.pubsub',
  ],
  [
    'firestore',
    'com.google.cloud.firestore google.cloud.firestore @google-cloud.firestore cloud.google.com.go.firestore',
  ],
  ['azure-blob', 'com.azure.storage azure.storage @azure.storage-blob'],
  [
    'servicebus',
    'com.azure.messaging.servicebus azure.messaging.servicebus azure.servicebus @azure.service-bus microsoft.azure.servicebus',
  ],
  ['nats', 'nats io.nats @nats-io nats.client github.com.nats-io async_nats async-nats gnat'],
  ['pulsar', 'pulsar pulsar-client org.apache.pulsar github.com.apache.pulsar-client-go'],
  ['activemq', 'org.apache.activemq stomp stompjs stompit apache.nms'],
  [
    'smtp',
    'smtplib aiosmtplib com.sun.mail org.eclipse.angus.mail org.springframework.mail jakarta.mail javax.mail mailkit ' +
      'system.net.mail net.smtp net-smtp nodemailer swiftmailer symfony.component.mailer symfony.mailer phpmailer lettre ' +
      'gopkg.in.gomail github.com.wneessen.go-mail gen_smtp',
  ],
  [
    'ldap',
    'ldap ldap3 ldapjs ldapts com.unboundid javax.naming.ldap com.sun.jndi.ldap org.springframework.ldap net.ldap net-ldap ' +
      'system.directoryservices novell.directory github.com.go-ldap',
  ],
  ['etcd', 'etcd3 io.etcd go.etcd.io github.com.etcd-io.etcd'],
  ['zookeeper', 'org.apache.zookeeper org.apache.curator kazoo github.com.go-zookeeper'],
  ['consul', 'com.orbitz.consul com.ecwid.consul github.com.hashicorp.consul diplomat python-consul'],
  ['vault', 'hvac node-vault org.springframework.vault github.com.hashicorp.vault'],
  ['clickhouse', 'clickhouse_driver clickhouse_connect com.clickhouse @clickhouse github.com.clickhouse'],
  ['neo4j', 'neo4j neo4j-driver org.neo4j github.com.neo4j'],
  ['couchbase', 'couchbase com.couchbase github.com.couchbase'],
  ['snowflake', 'snowflake snowflake-sdk net.snowflake github.com.snowflakedb'],
];

const kinds: typeof engines = [
  [
    'sql',
    'sqlalchemy java.sql com.zaxxer.hikari com.mchange.v2.c3p0 org.apache.commons.dbcp2 org.apache.tomcat.jdbc ' +
      'com.alibaba.druid.pool io.agroal django.db peewee tortoise sqlmodel org.hibernate org.jooq org.flywaydb ' +
      'org.springframework.jdbc org.springframework.orm io.r2dbc system.data microsoft.entityframeworkcore dapper activerecord ' +
      'active_record sequel sequelize sequelize-pool knex tarn typeorm @prisma prisma drizzle-orm mikro-orm @mikro-orm ' +
      'doctrine.dbal illuminate.database pdo database.sql gorm.io github.com.jmoiron.sqlx sqlx sqlx_core sqlx-core diesel ' +
      'deadpool_postgres bb8_postgres ecto ecto_sql db_connection dbconnection',
  ],
  [
    'cache',
    'illuminate.cache symfony.component.cache org.springframework.cache django.core.cache active_support.cache',
  ],
  [
    'queue',
    'kombu celery illuminate.queue symfony.component.messenger masstransit nservicebus org.springframework.jms jakarta.jms javax.jms',
  ],
];

/** What a mapper or pool calls the part of it that speaks with one engine: `sqlalchemy.dialects.postgresql`. */
const spoken: readonly (readonly [family: string, word: RegExp])[] = [
  ['postgres', /postgres|pgsql|psycopg|npgsql/],
  ['mysql', /mysql|mariadb/],
  ['mssql', /mssql|sqlserver|sqlsrv/],
  ['oracle', /oracle/],
  ['redis', /redis/],
  ['memcached', /memcache/],
  ['rabbitmq', /amqp|rabbit/],
  ['kafka', /kafka/],
  ['sqs', /sqs/],
];

const [engineModules, kindModules] = [compile(engines), compile(kinds)];

/** The engine whose driver defines one of these lower-case modules, the first of them that any does; or null. */
export function engineOfModules(modules: readonly string[]): string | null {
  for (const module of modules.map(withDots)) {
    const engine = nameAt(module, engineModules) ?? engineSpokenBy(module);
    if (engine !== null) return engine;
  }
  return null;
}

/** The same for kinds of engines: pools, mappers and clients of any. */
export function kindOfModules(modules: readonly string[]): string | null {
  for (const module of modules.map(withDots)) {
    const kind = nameAt(module, kindModules);
    if (kind !== null) return kind;
  }
  return null;
}

function engineSpokenBy(module: string): string | null {
  if (nameAt(module, kindModules) === null) return null;
  return spoken.find(([, word]) => word.test(module))?.[0] ?? null;
}

/** Longest beginning that names a driver, in parts: `github.com.aws.aws-sdk-go-v2.service.dynamodb`. */
const mostParts = 6;

/** The family under the longest known beginning of a dotted module. */
function nameAt(module: string, families: ReadonlyMap<string, string>): string | null {
  let name: string | null = null;
  let end = -1;
  for (let part = 0; part < mostParts; part += 1) {
    end = ends(module, end + 1);
    name = families.get(module.slice(0, end)) ?? name;
    if (end === module.length) break;
  }
  return name;
}

function ends(module: string, from: number): number {
  const dot = module.indexOf('.', from);
  return dot < 0 ? module.length : dot;
}

/** `Npgsql, Version=8.0.3.0` is what .NET calls an assembly. */
function withDots(module: string): string {
  return (module.split(',', 1)[0] ?? '').replace(/^elixir\./, '').replace(/[/\\:]+/g, '.');
}

function compile(families: typeof engines): ReadonlyMap<string, string> {
  return new Map(
    families.flatMap(([family, modules]) =>
      modules.split(' ').map((module): [string, string] => [module, family]),
    ),
  );
}
