import type { Family } from '../family.ts';

/** Outages of SQL databases. */
export const sqlDatabases: readonly Family[] = [
  {
    name: 'postgres shut down',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The Postgres primary was stopped for a minor upgrade and did not come back.',
    facts: (draw, { zone }) => ({
      host: `${draw.pick(['pg', 'maindb', 'pgbouncer'])}-${draw.pick(['core', 'a', 'rw'])}.${zone}`,
      ip: `10.20.1.${draw.int(2, 90)}`,
      db: draw.pick(['app', 'core', 'main_production']),
    }),
    texts: {
      node: [
        'error: terminating connection due to administrator command @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
        'error: the database system is shutting down @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
        'Error: Connection terminated unexpectedly @ pg/lib/client.js#Connection.<anonymous>',
        "PrismaClientInitializationError: Can't reach database server at `{host}:5432` @ @prisma/client/runtime/library.js#t.onBatchError",
      ],
      python: [
        'django.db.utils.OperationalError: connection to server at "{host}" ({ip}), port 5432 failed: FATAL:  the database system is starting up @ django/db/backends/base/base.py#connect <- psycopg.OperationalError: connection failed: FATAL:  the database system is starting up @ psycopg/connection.py#connect',
        'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally @ sqlalchemy/engine/default.py#do_execute',
        'asyncpg.exceptions.CannotConnectNowError: the database system is not yet accepting connections @ asyncpg/connect_utils.py#_connect',
      ],
      java: [
        'org.postgresql.util.PSQLException: FATAL: the database system is in recovery mode @ org.postgresql.core.v3.ConnectionFactoryImpl#doAuthentication',
        'org.springframework.dao.DataAccessResourceFailureException: Unable to acquire JDBC Connection @ org.hibernate.engine.jdbc.internal.LogicalConnectionManagedImpl#acquire <- org.postgresql.util.PSQLException: Connection to {host}:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections. @ org.postgresql.core.v3.ConnectionFactoryImpl#openConnectionImpl',
        'java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms. @ com.zaxxer.hikari.pool.HikariPool#createTimeoutException',
      ],
      go: [
        '*pgconn.ConnectError: failed to connect to `host={host} user=app database={db}`: dial error (dial tcp {ip}:5432: connect: connection refused) @ github.com/jackc/pgx/v5/pgconn#connect',
        '*pgconn.PgError: FATAL: terminating connection due to administrator command (SQLSTATE 57P01) @ github.com/jackc/pgx/v5/pgconn#(*PgConn).peekMessage',
      ],
      ruby: [
        'ActiveRecord::ConnectionNotEstablished: connection to server at "{ip}", port 5432 failed: Connection refused @ activerecord-7.2.1/lib/active_record/connection_adapters/postgresql_adapter.rb#new_client <- PG::ConnectionBad: connection to server at "{ip}", port 5432 failed: Connection refused @ pg-1.5.6/lib/pg/connection.rb#connect',
        'PG::UnableToSend: no connection to the server @ pg-1.5.6/lib/pg/connection.rb#exec_params',
      ],
      php: [
        'PDOException: SQLSTATE[08006] [7] connection to server at "{host}" ({ip}), port 5432 failed: Connection refused @ laravel/framework/src/Illuminate/Database/Connectors/Connector.php#Illuminate\\Database\\Connectors\\Connector::createPdoConnection',
      ],
      dotnet: [
        'Npgsql.PostgresException: 57P03: the database system is starting up @ Npgsql.Internal.NpgsqlConnector#Open',
        'Npgsql.NpgsqlException: Failed to connect to {ip}:5432 @ Npgsql.Internal.NpgsqlConnector#Connect',
      ],
    },
  },
  {
    name: 'mysql connections',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'A job leaked connections until MySQL refused new ones.',
    facts: (draw, { zone }) => ({
      host: `${draw.pick(['mysql', 'mdb', 'legacy-db'])}${draw.int(1, 3)}.${zone}`,
      ip: `10.33.2.${draw.int(2, 90)}`,
    }),
    texts: {
      node: [
        'Error: ER_CON_COUNT_ERROR: Too many connections @ mysql2/lib/packets/packet.js#Packet.asError',
        'SequelizeConnectionError: Too many connections @ sequelize/lib/dialects/mysql/connection-manager.js#ConnectionManager.connect',
        'Error: Pool is closed. @ mysql2/lib/pool.js#Pool.getConnection',
        'Error: Connection lost: The server closed the connection. @ mysql2/lib/connection.js#Socket.<anonymous>',
      ],
      python: [
        "pymysql.err.OperationalError: (1040, 'Too many connections') @ pymysql/connections.py#_get_server_information",
        "MySQLdb.OperationalError: (2013, 'Lost connection to server at \\'handshake: reading initial communication packet\\', system error: 11') @ MySQLdb/connections.py#__init__",
        'sqlalchemy.exc.TimeoutError: QueuePool limit of size 10 overflow 20 reached, connection timed out, timeout 30.00 @ sqlalchemy/pool/impl.py#_do_get',
      ],
      java: [
        'java.sql.SQLNonTransientConnectionException: Data source rejected establishment of connection,  message from server: "Too many connections" @ com.mysql.cj.jdbc.exceptions.SQLError#createSQLException',
        'com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\n\nThe last packet sent successfully to the server was 0 milliseconds ago. @ com.mysql.cj.jdbc.ConnectionImpl#createNewIO',
      ],
      go: [
        '*mysql.MySQLError: Error 1040: Too many connections @ github.com/go-sql-driver/mysql#(*mysqlConn).readResultSetHeaderPacket',
        '*errors.errorString: driver: bad connection @ database/sql#(*DB).queryDC',
      ],
      php: [
        'PDOException: SQLSTATE[HY000] [1040] Too many connections',
        'Illuminate\\Database\\QueryException: SQLSTATE[HY000] [2002] Connection refused (Connection: mysql, SQL: select * from `{table}` where `id` = {id}) @ laravel/framework/src/Illuminate/Database/Connection.php#Illuminate\\Database\\Connection::runQueryCallback',
      ],
      ruby: [
        'Mysql2::Error::ConnectionError: Too many connections @ mysql2-0.5.6/lib/mysql2/client.rb#connect',
        'Trilogy::TimeoutError: trilogy_connect - {host}: Connection timed out @ trilogy-2.8.1/lib/trilogy.rb#initialize',
      ],
      dotnet: [
        'MySqlConnector.MySqlException: Too many connections @ MySqlConnector.Core.ServerSession#ConnectAsync',
        'MySqlConnector.MySqlException: Connect Timeout expired. All pooled connections are in use. @ MySqlConnector.Core.ConnectionPool#GetSessionAsync',
      ],
    },
  },
  {
    name: 'mysql failover lag',
    set: 'b',
    names: true,
    strikes: 'users',
    story:
      'A partition moved the MySQL primary to the other coast (GitHub 2018): writes hit read-only servers, reads miss fresh rows.',
    texts: {
      node: [
        'Error: The MySQL server is running with the --read-only option so it cannot execute this statement @ mysql2/lib/packets/packet.js#Packet.asError',
        '{Noun}NotFoundError: {noun} {id} was created but cannot be read back',
        'Error: Lock wait timeout exceeded; try restarting transaction @ mysql2/lib/packets/packet.js#Packet.asError',
      ],
      python: [
        "pymysql.err.OperationalError: (1290, 'The MySQL server is running with the --super-read-only option so it cannot execute this statement') @ pymysql/err.py#raise_mysql_exception",
        '{pkg}.models.DoesNotExist: {Noun} matching query does not exist.',
        "pymysql.err.IntegrityError: (1062, \"Duplicate entry '{id}' for key 'PRIMARY'\") @ pymysql/err.py#raise_mysql_exception",
      ],
      java: [
        'java.sql.SQLException: The MySQL server is running with the --read-only option so it cannot execute this statement @ com.mysql.cj.jdbc.exceptions.SQLError#createSQLException',
        'org.springframework.orm.ObjectRetrievalFailureException: {Noun} {id} vanished between write and read',
        'org.springframework.dao.TransientDataAccessResourceException: replica is {few} s behind',
      ],
      go: [
        '*mysql.MySQLError: Error 1290 (HY000): The MySQL server is running with the --read-only option so it cannot execute this statement @ github.com/go-sql-driver/mysql#(*mysqlConn).handleErrorPacket',
        '*errors.errorString: sql: no rows in result set @ database/sql#(*Row).Scan',
        '*errors.errorString: freno: replication lag {few}s above threshold',
      ],
      ruby: [
        'ActiveRecord::StatementInvalid: Mysql2::Error: The MySQL server is running with the --read-only option so it cannot execute this statement @ activerecord-7.2.1/lib/active_record/connection_adapters/mysql2/database_statements.rb#raw_execute',
        "ActiveRecord::RecordNotFound: Couldn't find {Noun} with 'id'={id} @ activerecord-7.2.1/lib/active_record/core.rb#find",
        'ActiveRecord::ReadOnlyError: Write query attempted while in readonly mode: UPDATE `{table}` @ activerecord-7.2.1/lib/active_record/connection_adapters/abstract/database_statements.rb#check_if_write_query',
      ],
      php: [
        'PDOException: SQLSTATE[HY000]: General error: 1290 The MySQL server is running with the --read-only option so it cannot execute this statement',
      ],
    },
  },
  {
    name: 'pool by slow query',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'A missing index (Stripe 2019) makes one query slow; it holds every connection of the pools.',
    onset: [20, 90],
    texts: {
      node: [
        'TimeoutError: ResourceRequest timed out @ generic-pool/lib/ResourceRequest.js#ResourceRequest._fireTimeout',
        'KnexTimeoutError: Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call? @ knex/lib/client.js#Client_PG.acquireConnection',
        'PrismaClientKnownRequestError: Timed out fetching a new connection from the connection pool. (Current connection pool timeout: 10, connection limit: 17) @ @prisma/client/runtime/library.js#request',
        'error: canceling statement due to statement timeout @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
      ],
      python: [
        'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r) @ sqlalchemy/pool/impl.py#_do_get',
        'django.db.utils.OperationalError: canceling statement due to statement timeout @ django/db/backends/utils.py#_execute',
        "psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec @ psycopg_pool/pool.py#getconn",
      ],
      java: [
        'java.sql.SQLTransientConnectionException: {svc}-pool - Connection is not available, request timed out after 10001ms (total=20, active=20, idle=0, waiting={few}) @ com.zaxxer.hikari.pool.HikariPool#createTimeoutException',
        'org.hibernate.exception.JDBCConnectionException: unable to obtain isolated JDBC connection @ org.hibernate.exception.internal.SQLExceptionTypeDelegate#convert',
        'org.springframework.dao.QueryTimeoutException: PreparedStatementCallback; SQL [select]; statement cancelled due to timeout or client request',
      ],
      go: [
        '*errors.errorString: timeout acquiring connection: context deadline exceeded',
        '*pgconn.PgError: ERROR: canceling statement due to user request (SQLSTATE 57014) @ github.com/jackc/pgx/v5/pgconn#(*PgConn).peekMessage',
      ],
      ruby: [
        'ActiveRecord::ConnectionTimeoutError: could not obtain a connection from the pool within 5.000 seconds (waited {secs} seconds); all pooled connections were in use @ activerecord-7.2.1/lib/active_record/connection_adapters/abstract/connection_pool/queue.rb#wait_poll',
        'ActiveRecord::QueryCanceled: PG::QueryCanceled: ERROR:  canceling statement due to statement timeout @ pg-1.5.6/lib/pg/connection.rb#exec_params',
        'Rack::Timeout::RequestTimeoutException: Request ran for longer than 15000ms @ rack-timeout-0.7.0/lib/rack/timeout/core.rb#call',
      ],
      dotnet: [
        'System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool. @ Microsoft.Data.ProviderBase.DbConnectionFactory#TryGetConnection',
        'Microsoft.Data.SqlClient.SqlException: Execution Timeout Expired.  The timeout period elapsed prior to completion of the operation or the server is not responding. @ Microsoft.Data.SqlClient.SqlConnection#OnError',
      ],
    },
  },
  {
    name: 'schema migration',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'A migration dropped a column that old code still reads.',
    facts: (draw) => ({
      table0: draw.pick(['customers', 'ledger_entries', 'tenants']),
      column: draw.pick(['preferred_name', 'legacy_ref', 'plan_code', 'tz_offset']),
    }),
    texts: {
      node: [
        'error: column {table0}.{column} does not exist @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
        'PrismaClientKnownRequestError: The column `{table0}.{column}` does not exist in the current database. @ @prisma/client/runtime/library.js#handleRequestError',
        'QueryFailedError: column {table0}.{column} does not exist @ typeorm/driver/postgres/PostgresQueryRunner.js#PostgresQueryRunner.query',
      ],
      python: [
        'django.db.utils.ProgrammingError: column {table0}.{column} does not exist\nLINE 1: SELECT "{table0}"."id" @ django/db/backends/utils.py#_execute <- psycopg2.errors.UndefinedColumn: column {table0}.{column} does not exist @ django/db/backends/utils.py#execute',
        'sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedColumn) column {table0}.{column} does not exist @ sqlalchemy/engine/default.py#do_execute',
      ],
      java: [
        'org.hibernate.exception.SQLGrammarException: JDBC exception executing SQL [select {column} from {table0}] [ERROR: column "{column}" does not exist] @ org.hibernate.exception.internal.SQLStateConversionDelegate#convert <- org.postgresql.util.PSQLException: ERROR: column "{column}" does not exist @ org.postgresql.core.v3.QueryExecutorImpl#receiveErrorResponse',
        'org.springframework.jdbc.BadSqlGrammarException: StatementCallback; bad SQL grammar [select * from {table0} where {column} = ?]',
      ],
      go: [
        '*pgconn.PgError: ERROR: column "{column}" does not exist (SQLSTATE 42703) @ github.com/jackc/pgx/v5/pgconn#(*PgConn).peekMessage',
        '*fmt.wrapError: scan {noun}: missing destination name {column}',
      ],
      ruby: [
        'ActiveRecord::StatementInvalid: PG::UndefinedColumn: ERROR:  column {table0}.{column} does not exist @ activerecord-7.2.1/lib/active_record/connection_adapters/postgresql_adapter.rb#exec_no_cache',
        "ActiveModel::MissingAttributeError: missing attribute '{column}' for {Noun}",
      ],
      php: [
        'Illuminate\\Database\\QueryException: SQLSTATE[42703]: Undefined column: 7 ERROR:  column "{column}" does not exist (Connection: pgsql, SQL: select * from "{table0}") @ laravel/framework/src/Illuminate/Database/Connection.php#Illuminate\\Database\\Connection::runQueryCallback',
      ],
      dotnet: [
        "Microsoft.Data.SqlClient.SqlException: Invalid column name '{column}'. @ Microsoft.Data.SqlClient.SqlConnection#OnError",
        'Npgsql.PostgresException: 42703: column {table0}.{column} does not exist',
      ],
    },
  },
  {
    name: 'read-only replica',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'The writer endpoint points at a replica after a failover.',
    texts: {
      node: [
        'error: cannot execute INSERT in a read-only transaction @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
        'error: cannot execute UPDATE in a read-only transaction @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
        'Error: {noun} could not be stored',
      ],
      python: [
        'psycopg2.errors.ReadOnlySqlTransaction: cannot execute UPDATE in a read-only transaction @ psycopg2/extras.py#execute',
        'django.db.utils.InternalError: cannot execute INSERT in a read-only transaction @ django/db/backends/utils.py#_execute',
        'sqlalchemy.exc.InternalError: (psycopg2.errors.ReadOnlySqlTransaction) cannot execute nextval() in a read-only transaction @ sqlalchemy/engine/default.py#do_execute',
      ],
      java: [
        'org.postgresql.util.PSQLException: ERROR: cannot execute DELETE in a read-only transaction @ org.postgresql.core.v3.QueryExecutorImpl#receiveErrorResponse',
        'org.springframework.orm.jpa.JpaSystemException: could not execute statement [ERROR: cannot execute INSERT in a read-only transaction]',
      ],
      go: [
        '*pgconn.PgError: ERROR: cannot execute SELECT FOR UPDATE in a read-only transaction (SQLSTATE 25006) @ github.com/jackc/pgx/v5/pgconn#(*PgConn).peekMessage',
      ],
      ruby: [
        'ActiveRecord::StatementInvalid: PG::ReadOnlySqlTransaction: ERROR:  cannot execute UPDATE in a read-only transaction @ pg-1.5.6/lib/pg/connection.rb#exec_params',
      ],
      php: [
        'PDOException: SQLSTATE[25006]: Read only sql transaction: 7 ERROR:  cannot execute INSERT in a read-only transaction',
      ],
      dotnet: [
        'Npgsql.PostgresException: 25006: cannot execute UPDATE in a read-only transaction',
        'Microsoft.Data.SqlClient.SqlException: Failed to update database "core" because the database is read-only. @ Microsoft.Data.SqlClient.SqlConnection#OnError',
      ],
    },
  },
];
