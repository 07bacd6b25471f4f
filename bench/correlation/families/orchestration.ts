import type { Family } from '../family.ts';

/** Outages of discovery, clusters and their agreement. */
export const orchestration: readonly Family[] = [
  {
    name: 'consul contention',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'Consul is slow under its own streaming (Roblox 2021): discovery, locks and secrets fail in turn.',
    onset: [20, 90],
    facts: (_, { zone }) => ({ consul: `consul.${zone}` }),
    called: '{consul}',
    texts: {
      go: [
        'api.StatusError: Unexpected response code: 500 (rpc error making call: No cluster leader) @ github.com/hashicorp/consul/api#requireOK',
        '*errors.errorString: no healthy instances of {noun}-cache',
        '*errors.errorString: lock session {uuid} was invalidated',
        '*url.Error: Put "http://127.0.0.1:8500/v1/session/renew/{uuid}": context deadline exceeded @ net/http#(*Client).do',
      ],
      java: [
        "com.ecwid.consul.v1.OperationException: OperationException(statusCode=500, statusMessage='Internal Server Error', statusContent='No cluster leader') @ com.ecwid.consul.v1.health.HealthConsulClient#getHealthServices",
        'org.springframework.cloud.loadbalancer.NoInstanceException: no instances available for {noun}-store',
        '{app}.config.StaleConfigException: key {field} not refreshed for {few} min',
      ],
      node: [
        'Error: consul: kv.get: timeout: request timed out after 5000ms',
        'Error: no instances for {noun}-worker',
        'Error: session renewal rejected',
      ],
      python: [
        'consul.base.ConsulException: 500 No cluster leader @ consul/base.py#cb',
        'hvac.exceptions.VaultDown: local node not active but active cluster node not found @ hvac/utils.py#raise_for_error',
        '{pkg}.discovery.Empty: nobody serves {noun}',
      ],
      dotnet: [
        'Consul.ConsulRequestException: Unexpected response, status code InternalServerError: No cluster leader @ Consul.GetRequest`1#Execute',
        'Acme.Discovery.NoEndpoint: {noun}',
      ],
      ruby: ['Diplomat::PathNotFound: Diplomat::PathNotFound'],
    },
  },
  {
    name: 'cluster upgrade',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'A Kubernetes upgrade renamed a node label and the route reflectors went away (Reddit 2023).',
    onset: [10, 60],
    texts: {
      python: [
        'ConnectionRefusedError: [Errno 111] Connection refused',
        'pymemcache.exceptions.MemcacheServerError: SERVER_ERROR proxy upstream closed',
        "thrift.transport.TTransport.TTransportException: Could not connect to any of [('{podIp}', 9090)] @ thrift/transport/TSocket.py#open",
        'baseplate.lib.retry.Exhausted: gave up on {noun}',
      ],
      go: [
        '*net.OpError: dial tcp 10.96.0.1:443: connect: no route to host @ net#(*Dialer).DialContext',
        '*errors.errorString: thrift: {noun} pool has no members',
        '*status.Error: rpc error: code = Unavailable desc = name resolver error: produced zero addresses @ google.golang.org/grpc#(*ClientConn).Invoke',
      ],
      java: [
        'io.fabric8.kubernetes.client.KubernetesClientException: Operation: [get] for kind: [Endpoints] failed. @ io.fabric8.kubernetes.client.KubernetesClientException#launderThrowable',
        'io.grpc.StatusRuntimeException: UNAVAILABLE: io exception',
      ],
      node: [
        'Error: connect EHOSTUNREACH {podIp}:9090 @ node:net#TCPConnectWrap.afterConnect',
        'Error: 14 UNAVAILABLE: Name resolution failed for target dns:{noun}.default @ @grpc/grpc-js/build/src/call.js#callErrorFromStatus',
      ],
      browser: [
        'Error: upstream connect error or disconnect/reset before headers. reset reason: connection timeout',
        'TypeError: Failed to fetch @ vendor-1c0ffee.js#request',
      ],
    },
  },
  {
    name: 'split brain',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'Two leaders take writes after a partition; constraints, counters and fences disagree.',
    texts: {
      node: [
        'ConflictError: {noun} {id} changed meanwhile',
        'Error: fencing token {n} is older than {n}',
        'error: duplicate key value violates unique constraint "{table}_pkey" @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
        'VersionError: No matching document found for id "{hash}" version {few}',
      ],
      python: [
        'django.db.utils.IntegrityError: insert or update on table "{table}" violates foreign key constraint',
        '{pkg}.errors.BalanceMismatch: expected {n}, found {n}',
        "sqlalchemy.orm.exc.StaleDataError: UPDATE statement on table '{table}' expected to update 1 row(s); 0 were matched.",
      ],
      java: [
        'org.springframework.orm.ObjectOptimisticLockingFailureException: Row was updated or deleted by another transaction : [{app}.{Noun}#{id}]',
        'org.axonframework.modelling.command.ConcurrencyException: An event for aggregate [{uuid}] at sequence [{few}] was already inserted',
        '{app}.TwoLeadersException: epoch {few}',
      ],
      go: [
        '*errors.errorString: raft: term {few} is stale',
        '*errors.errorString: compare-and-swap of {noun} lost',
        '*pgconn.PgError: ERROR: could not serialize access due to read/write dependencies (SQLSTATE 40001)',
      ],
      ruby: [
        'ActiveRecord::StaleObjectError: Attempted to update a stale object: {Noun}.',
        'ActiveRecord::RecordNotUnique: duplicate key',
      ],
      php: ['App\\Exceptions\\OutOfOrder: {noun} {id} arrived before its parent'],
      dotnet: [
        'Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException: The database operation was expected to affect 1 row(s), but actually affected 0 row(s).',
      ],
    },
  },
];
