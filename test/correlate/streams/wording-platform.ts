import type { Phrase } from './wording.ts';

/** A resolver that answers nothing. `{host}` is whatever was looked up. */
export const dns: readonly Phrase[] = [
  ['node', 'Error', 'getaddrinfo EAI_AGAIN {host}'],
  ['node', 'AxiosError', 'getaddrinfo ENOTFOUND {host}'],
  ['node', 'FetchError', 'request to https://{host}/v1/{noun}s failed, reason: getaddrinfo ENOTFOUND {host}'],
  [
    'python',
    'NameResolutionError<-ConnectionError',
    "<urllib3.connection.HTTPSConnection object at 0x{hex}>: Failed to resolve '{host}' ([Errno -3] Temporary failure in name resolution)<-HTTPSConnectionPool(host='{host}', port=443): Max retries exceeded with url: /{noun}s",
  ],
  ['python', 'gaierror', '[Errno -2] Name or service not known'],
  [
    'python',
    'OperationalError',
    'could not translate host name "{host}" to address: Temporary failure in name resolution',
  ],
  ['java', 'UnknownHostException', '{host}: Temporary failure in name resolution'],
  [
    'java',
    'ResourceAccessException',
    'I/O error on GET request for "http://{host}/{noun}s": {host}; nested exception is java.net.UnknownHostException: {host}',
  ],
  ['go', '*net.DNSError', 'lookup {host} on 10.96.0.10:53: server misbehaving'],
  ['go', '*url.Error', 'Get "https://{host}/{noun}s": dial tcp: lookup {host}: no such host'],
  [
    'ruby',
    'SocketError',
    'Failed to open TCP connection to {host}:443 (getaddrinfo: Temporary failure in name resolution)',
  ],
  [
    'php',
    'ErrorException',
    'stream_socket_client(): php_network_getaddresses: getaddrinfo for {host} failed: Try again',
  ],
  [
    'php',
    'GuzzleHttp\\Exception\\ConnectException',
    'cURL error 6: Could not resolve host: {host} (see https://curl.haxx.se/libcurl/c/libcurl-errors.html)',
  ],
  ['dotnet', 'HttpRequestException', 'No such host is known. ({host}:443)'],
];

/** A certificate that ran out inside the company. */
export const certificate: readonly Phrase[] = [
  ['node', 'Error', 'certificate has expired'],
  [
    'node',
    'FetchError',
    'request to https://{host}/{noun}s failed, reason: unable to verify the first certificate',
  ],
  [
    'python',
    'SSLError',
    "HTTPSConnectionPool(host='{host}', port=443): Max retries exceeded with url: /{noun}s (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)')))",
  ],
  [
    'java',
    'SSLHandshakeException',
    'PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
  ],
  ['java', 'CertificateExpiredException', 'NotAfter: Sun Nov 22 23:59:59 UTC 2026'],
  [
    'go',
    '*url.Error',
    'Get "https://{host}/{noun}s": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-23T09:12:44Z is after 2026-11-22T23:59:59Z',
  ],
  [
    'ruby',
    'OpenSSL::SSL::SSLError',
    'SSL_connect returned=1 errno=0 peeraddr={ip}:443 state=error: certificate verify failed (certificate has expired)',
  ],
  [
    'php',
    'GuzzleHttp\\Exception\\RequestException',
    'cURL error 60: SSL certificate problem: certificate has expired',
  ],
  [
    'dotnet',
    'AuthenticationException',
    'The remote certificate is invalid because of errors in the certificate chain: NotTimeValid',
  ],
];

/** A volume that filled up. */
export const disk: readonly Phrase[] = [
  ['node', 'Error', "ENOSPC: no space left on device, write '/data/uploads/{hex}.tmp'"],
  ['node', 'Error', "ENOSPC: no space left on device, open '/var/lib/app/{noun}-{n}.json'"],
  ['python', 'OSError', "[Errno 28] No space left on device: '/tmp/{hex}'"],
  [
    'python',
    'DiskFull',
    'could not extend file "base/16384/{n}": No space left on device\nHINT:  Check free disk space.',
  ],
  ['java', 'IOException', 'No space left on device'],
  ['java', 'UncheckedIOException', 'java.io.IOException: Disk quota exceeded'],
  ['go', '*fs.PathError', 'write /data/segments/{n}.wal: no space left on device'],
  ['ruby', 'Errno::ENOSPC', 'No space left on device @ io_write - /srv/shared/{noun}-{n}.csv'],
  [
    'php',
    'ErrorException',
    'file_put_contents(): write of 8192 bytes failed with errno=28 No space left on device',
  ],
  ['dotnet', 'System.IO.IOException', "There is not enough space on the disk. : '/mnt/shared/{hex}.bin'"],
];

/** A password that was rotated for the database but not for those who use it. */
export const credentials: readonly Phrase[] = [
  ['node', 'error', 'password authentication failed for user "app_rw"'],
  ['node', 'AxiosError', 'Request failed with status code 401'],
  [
    'python',
    'OperationalError',
    'connection to server at "{host}" ({ip}), port 5432 failed: FATAL:  password authentication failed for user "app_rw"',
  ],
  [
    'python',
    'ClientError',
    'An error occurred (ExpiredToken) when calling the GetObject operation: The provided token has expired.',
  ],
  ['java', 'PSQLException', 'FATAL: password authentication failed for user "app_rw"'],
  ['java', 'SaslAuthenticationException', 'SASL authentication failed: Invalid username or password'],
  [
    'go',
    '*pgconn.ConnectError',
    'failed to connect to `host={host} user=app_rw database=shop`: failed SASL auth (FATAL: password authentication failed for user "app_rw" (SQLSTATE 28P01))',
  ],
  ['ruby', 'PG::ConnectionBad', 'FATAL:  password authentication failed for user "app_rw"'],
  ['php', 'PDOException', 'SQLSTATE[08006] [7] FATAL:  password authentication failed for user "app_rw"'],
  ['dotnet', 'Npgsql.PostgresException', '28P01: password authentication failed for user "app_rw"'],
];

/** A frontend whose chunks vanished from the CDN. */
export const chunk: readonly Phrase[] = [
  [
    'browser',
    'ChunkLoadError',
    'Loading chunk {n} failed.\n(error: https://static.shop.example/js/{n}.{hex}.js)',
  ],
  ['browser', 'ChunkLoadError', 'Loading CSS chunk {n} failed.\n(/css/{n}.{hex}.css)'],
  [
    'browser',
    'TypeError',
    'Failed to fetch dynamically imported module: https://static.shop.example/assets/{noun}-{hex}.js',
  ],
  [
    'browser',
    'TypeError',
    'error loading dynamically imported module: https://static.shop.example/assets/{noun}-{hex}.js',
  ],
  ['browser', 'TypeError', 'Importing a module script failed.'],
];

/** An upstream host inside the company that answers 5xx or nothing. */
export const upstream: readonly Phrase[] = [
  [
    'node',
    'FetchError',
    'request to http://{host}:8080/v2/{noun}s failed, reason: connect ECONNREFUSED {ip}:8080',
  ],
  ['node', 'AxiosError', 'connect ETIMEDOUT {host}:8080'],
  [
    'node',
    'Error',
    '14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED {ip}:8080 ({host})',
  ],
  ['python', 'HTTPError', '503 Server Error: Service Unavailable for url: http://{host}:8080/v2/{noun}s/{n}'],
  ['python', 'ReadTimeout', "HTTPConnectionPool(host='{host}', port=8080): Read timed out. (read timeout=5)"],
  [
    'java',
    'FeignException$ServiceUnavailable',
    '[503 Service Unavailable] during [POST] to [http://{host}/v2/{noun}s] [Client#send(Request)]: [no healthy upstream]',
  ],
  [
    'java',
    'CallNotPermittedException',
    "CircuitBreaker '{called}' is OPEN and does not permit further calls",
  ],
  [
    'java',
    'ResourceAccessException',
    'I/O error on POST request for "http://{host}:8080/v2/{noun}s": Connect to {host}:8080 [{host}/{ip}] failed: Connection refused',
  ],
  [
    'go',
    '*url.Error',
    'Post "http://{host}:8080/v2/{noun}s": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  ],
  [
    'go',
    '*status.Error',
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp {ip}:8080: connect: connection refused"<-{called}: charge failed',
  ],
  ['ruby', 'Faraday::TimeoutError', 'Net::ReadTimeout with #<TCPSocket:(closed)><-timeout calling {called}'],
  [
    'php',
    'GuzzleHttp\\Exception\\ServerException',
    'Server error: `POST http://{host}:8080/v2/{noun}s` resulted in a `502 Bad Gateway` response',
  ],
  ['dotnet', 'HttpRequestException', 'Connection refused ({host}:8080)'],
  [
    'dotnet',
    'Polly.CircuitBreaker.BrokenCircuitException',
    'The circuit is now open and is not allowing calls to {called}.',
  ],
  ['browser', 'Error', 'Request failed with status code 503 (https://shop.example/api/{called}/{noun}s)'],
];
