import type { Family } from '../family.ts';

/** Outages of routes, gateways and meshes. */
export const network: readonly Family[] = [
  {
    name: 'transit gateway',
    set: 'b',
    names: true,
    strikes: 'users',
    story:
      'The cloud transit gateways do not scale with Monday morning (Slack 2021): packets are lost between all networks.',
    onset: [15, 80],
    texts: {
      node: [
        'Error: connect ETIMEDOUT {podIp}:443 @ node:net#TCPConnectWrap.afterConnect',
        'Error: read ETIMEDOUT @ node:internal/stream_base_commons#TLSWrap.onStreamRead',
        'Error: Client network socket disconnected before secure TLS connection was established @ node:_tls_wrap#TLSSocket.onConnectEnd',
      ],
      python: [
        "requests.exceptions.ConnectTimeout: HTTPConnectionPool(host='{podIp}', port=8080): Max retries exceeded with url: {path} (Caused by ConnectTimeoutError) @ requests/adapters.py#send",
        'TimeoutError: [Errno 110] Connection timed out',
        'OSError: [Errno 113] No route to host',
      ],
      java: [
        'java.net.SocketTimeoutException: Connect timed out @ sun.nio.ch.NioSocketImpl#timedFinishConnect',
        'org.apache.http.conn.ConnectTimeoutException: Connect to {podIp}:8080 [/{podIp}] failed: connect timed out @ org.apache.http.impl.conn.DefaultHttpClientConnectionOperator#connect',
        'java.net.NoRouteToHostException: No route to host',
      ],
      go: [
        '*net.OpError: dial tcp {podIp}:8080: i/o timeout @ net#(*Dialer).DialContext',
        '*errors.errorString: context deadline exceeded',
        '*tls.permanentError: net/http: TLS handshake timeout @ net/http#(*persistConn).addTLS',
      ],
      php: [
        'PDOException: SQLSTATE[HY000] [2002] Connection timed out',
        'ErrorException: Memcached::get(): A TIMEOUT OCCURRED',
      ],
      ruby: [
        'Net::OpenTimeout: execution expired @ net-http-0.4.1/lib/net/http.rb#connect',
        'Errno::EHOSTUNREACH: No route to host - connect(2) for {podIp} port 8080',
      ],
      browser: ['TypeError: Failed to fetch @ vendor-1c0ffee.js#request', 'Error: Gateway Time-out'],
      dotnet: ['System.Net.Sockets.SocketException: Connection timed out'],
    },
  },
  {
    name: 'backbone withdrawn',
    set: 'b',
    names: true,
    strikes: 'users',
    story:
      'A maintenance command took the backbone down and the name servers withdrew their routes (Facebook 2021).',
    onset: [2, 20],
    texts: {
      browser: [
        'TypeError: Failed to fetch @ vendor-1c0ffee.js#request',
        'TypeError: NetworkError when attempting to fetch resource. @ vendor-1c0ffee.js#request',
        'ChunkLoadError: Loading chunk {few} failed. (error: https://static.{company}.example/assets/{hex}.js)',
      ],
      ios: [
        'NSURLErrorDomain: A server with the specified hostname could not be found. Code: -1003',
        'NSURLErrorDomain: Could not connect to the server. Code: -1004',
      ],
      android: [
        'java.net.UnknownHostException: Unable to resolve host "graph.{company}.example": No address associated with hostname @ java.net.Inet6AddressImpl#lookupHostByName',
        'java.net.ConnectException: Failed to connect to graph.{company}.example/198.51.100.{few}:443',
      ],
      node: [
        'Error: queryA ETIMEOUT edge.{company}.example @ node:internal/dns/promises#QueryReqWrap.onresolve',
        'Error: connect ENETUNREACH 198.51.100.7:443 @ node:net#TCPConnectWrap.afterConnect',
      ],
      python: [
        'socket.gaierror: [Errno -3] Temporary failure in name resolution @ socket.py#getaddrinfo',
        'OSError: [Errno 101] Network is unreachable',
      ],
      go: [
        '*net.OpError: dial tcp 198.51.100.7:443: connect: network is unreachable @ net#(*Dialer).DialContext',
        '*net.DNSError: lookup edge.{company}.example: no such host',
      ],
      java: [
        'java.net.SocketException: Network is unreachable',
        'java.net.UnknownHostException: edge.{company}.example',
      ],
    },
  },
  {
    name: 'mesh policy deny',
    set: 'b',
    names: false,
    strikes: 'users',
    story:
      'An authorization policy of the mesh was applied to every namespace; the sidecars refuse, and no client says who.',
    texts: {
      node: [
        'AxiosError: Request failed with status code 403 @ axios/lib/core/settle.js#settle',
        'HTTPError: Response code 403 (Forbidden) @ got/dist/source/as-promise/index.js#request.once',
        'ForbiddenException: {noun} may not be read',
        'SyntaxError: Unexpected token \'R\', "RBAC: acce"... is not valid JSON',
      ],
      python: [
        'rest_framework.exceptions.PermissionDenied: You do not have permission to perform this action.',
        "httpx.HTTPStatusError: Client error '403 Forbidden' @ httpx/_models.py#raise_for_status",
        'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0) @ json/decoder.py#raw_decode',
      ],
      java: [
        'org.springframework.web.client.HttpClientErrorException$Forbidden: 403 Forbidden: "RBAC: access denied" @ org.springframework.web.client.HttpClientErrorException#create',
        'io.grpc.StatusRuntimeException: PERMISSION_DENIED @ io.grpc.stub.ClientCalls#toStatusRuntimeException',
      ],
      go: [
        '*status.Error: rpc error: code = PermissionDenied desc = RBAC: access denied @ google.golang.org/grpc#(*ClientConn).Invoke',
        '*errors.errorString: unexpected 403',
      ],
      ruby: ['Faraday::ForbiddenError: the server responded with status 403'],
      php: ['GuzzleHttp\\Exception\\ClientException: Client error: resulted in a `403 Forbidden` response'],
      dotnet: ['Grpc.Core.RpcException: Status(StatusCode="PermissionDenied", Detail="")'],
    },
  },
  {
    name: 'nat ports',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'A NAT gateway has no source ports left.',
    onset: [20, 80],
    texts: {
      node: [
        'Error: connect EADDRNOTAVAIL 203.0.113.{few}:443 - Local (0.0.0.0:0) @ node:net#internalConnect',
        'Error: connect ETIMEDOUT 203.0.113.{few}:443 @ node:net#TCPConnectWrap.afterConnect',
        'Error: socket hang up @ node:_http_client#Socket.socketOnEnd',
      ],
      python: [
        'OSError: [Errno 99] Cannot assign requested address',
        'urllib3.exceptions.NewConnectionError: <urllib3.connection.HTTPSConnection object at 0x{hex}>: Failed to establish a new connection: [Errno 99] Cannot assign requested address @ urllib3/connection.py#_new_conn',
      ],
      java: [
        'java.net.BindException: Cannot assign requested address (connect failed) @ java.net.PlainSocketImpl#socketConnect',
        'java.net.NoRouteToHostException: Cannot assign requested address',
      ],
      go: [
        '*net.OpError: dial tcp 203.0.113.{few}:443: connect: cannot assign requested address @ net#(*Dialer).DialContext',
      ],
      php: [
        'GuzzleHttp\\Exception\\ConnectException: cURL error 7: Failed to connect to port 443: Cannot assign requested address',
      ],
      dotnet: [
        'System.Net.Sockets.SocketException: An operation on a socket could not be performed because the system lacked sufficient buffer space or because a queue was full.',
        'System.Net.Http.HttpRequestException: Cannot assign requested address',
      ],
      ruby: [
        'Errno::EADDRNOTAVAIL: Cannot assign requested address - connect(2) for 203.0.113.{few} port 443',
      ],
    },
  },
  {
    name: 'fleet loses routes',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'An unattended systemd upgrade flushed the routes of most nodes (Datadog 2023).',
    onset: [25, 100],
    texts: {
      go: [
        '*errors.errorString: memberlist: no response from peer',
        '*net.OpError: write tcp {podIp}:{ephemeral}->{podIp}:9042: write: connection reset by peer @ net#(*conn).Write',
        '*status.Error: rpc error: code = Unavailable desc = connection closed before server preface received @ google.golang.org/grpc#(*ClientConn).Invoke',
      ],
      java: [
        'java.io.IOException: Connection reset by peer @ sun.nio.ch.SocketDispatcher#read',
        'java.nio.channels.ClosedChannelException:',
        'com.datastax.oss.driver.api.core.NoNodeAvailableException: No node was available to execute the query @ com.datastax.oss.driver.internal.core.cql.CqlRequestHandler#sendRequest',
      ],
      python: [
        'ConnectionResetError: [Errno 104] Connection reset by peer',
        'kubernetes.client.exceptions.ApiException: (0) Reason: Handshake status 502 Bad Gateway',
        'OSError: [Errno 113] No route to host',
      ],
      node: [
        'Error: connect EHOSTUNREACH {podIp}:6379 @ node:net#TCPConnectWrap.afterConnect',
        'Error: write EPIPE @ node:internal/stream_base_commons#afterWriteDispatched',
      ],
      ruby: ['Errno::EHOSTUNREACH: No route to host'],
      browser: ['AxiosError: Request failed with status code 504 @ axios-2b1c.js#settle'],
    },
  },
];
