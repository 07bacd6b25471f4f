import { describe, expect, it } from 'vitest';
import { modeOf } from '../../../src/correlate/evidence/modes.ts';

describe('ways of failing', () => {
  it.each([
    ['dns', 'Error: queryA ETIMEOUT ledger.shop.internal'],
    ['dns', 'Error: querySrv ESERVFAIL _mongodb._tcp.cluster0.example.net'],
    ['dns', 'OperationalError: could not translate host name "pg-one" to address: Try again'],
    ['dns', '*net.OpError: dial tcp: lookup ledger on [fd00::10]:53: server misbehaving'],
    ['dns', '*net.OpError: dial tcp: lookup ledger: i/o timeout'],
    ['dns', "UnknownHostException: Failed to resolve 'ledger.shop.internal' [A(1)] after 2 queries"],
    ['dns', 'reqwest::Error: error trying to connect: dns error: failed to lookup address information'],
    [
      'dns',
      'SocketException: Failed host lookup: "api.shop.example" (OS Error: nodename nor servname provided)',
    ],
    ['dns', 'cURL error 28: Resolving timed out after 5000 milliseconds'],
    ['dns', 'Mint.TransportError: non-existing domain'],
    ['dns', 'RpcError: C-ares status is not ARES_SUCCESS qtype=A name=stock: Domain name not found'],
    ['clock', 'ClientError: An error occurred (RequestTimeTooSkewed) when calling the PutObject operation'],
    ['clock', 'ImmatureSignatureError: The token is not yet valid (iat)'],
    ['clock', 'TokenError: JWT not active'],
    ['clock', '*errors.errorString: oauth2: token used before issued'],
    ['clock', 'GSSError: Clock skew too great (KRB_AP_ERR_SKEW)'],
    ['certificate', 'SSLHandshakeException: Trust anchor for certification path not found.'],
    ['certificate', 'AuthenticationException: RemoteCertificateNameMismatch, RemoteCertificateChainErrors'],
    ['certificate', 'Mint.TransportError: TLS client: received fatal alert certificate_expired'],
    ['certificate', 'OpenSSL::SSL::SSLError: tlsv1 alert unknown ca'],
    ['certificate', 'hyper::Error: invalid peer certificate: UnknownIssuer'],
    ['disk', 'SqlException: The transaction log for database "erp" is full due to ACTIVE_TRANSACTION'],
    ['disk', 'OracleException: ORA-01653: unable to extend table ERP.LINES by 128 in tablespace USERS'],
    ['disk', 'OperationalError: (1114, "The table \'sessions\' is full")'],
    ['disk', 'EtcdError: etcdserver: mvcc: database space exceeded'],
    ['disk', 'OperationalError: attempt to write a readonly database'],
    ['memory', 'RangeError: Array buffer allocation failed'],
    ['memory', 'numpy.MemError: Unable to allocate 12.5 GiB for an array'],
    ['memory', 'WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: 12.'],
    ['memory', 'Error: Command failed with exit code 137'],
    ['credentials', 'HTTPError: 401 Client Error: Unauthorized for url: https://gateway.shop.internal/stock'],
    ['storage', "OSError: [Errno 5] Input/output error: '/srv/labels/7.pdf'"],
    ['storage', 'Error: EIO: i/o error, read'],
    ['storage', 'FileSystemException: /srv/labels: Stale file handle'],
    ['clock', 'IllegalStateException: Clock moved backwards. Refusing to generate id for 3 milliseconds'],
    ['clock', 'panic: called `Result::unwrap()` on an `Err` value: SystemTimeError(4s)'],
    ['clock', 'BeforeValidException: Cannot handle token with nbf prior to 2026-01-01T00:00:00+0000'],
    ['credentials', 'TokenError: token signature is invalid: crypto/ecdsa: verification error'],
    ['credentials', 'AuthenticationError: invalid username-password pair or user is disabled.'],
    ['threads', "RuntimeError: can't start new thread"],
    ['threads', 'Error: spawn /usr/bin/pdftotext EAGAIN'],
    ['threads', '*exec.Error: fork/exec /bin/gzip: resource temporarily unavailable'],
    ['threads', 'runtime.Error: failed to create new OS thread (have 811 already; errno=11)'],
    ['threads', "ThreadError: can't create Thread: Resource temporarily unavailable"],
    ['files', 'OSError: [Errno 24] Too many open files'],
    ['files', 'Error: EMFILE: too many open files, watch'],
    ['chunk', "TypeError: 'text/html' is not a valid JavaScript MIME type."],
    ['chunk', "SyntaxError: expected expression, got '<'"],
    ['policy', 'StatusError: 7 PERMISSION_DENIED: RBAC: access denied'],
    [
      'policy',
      'AccessDeniedException: User: arn:aws:sts::1:x is not authorized to perform: kms:Decrypt on resource y',
    ],
    [
      'policy',
      'ApiException: pods is forbidden: User "system:serviceaccount:shop:cart" cannot list resource',
    ],
    ['policy', 'Forbidden: cart@shop.iam does not have storage.objects.get access to the object.'],
    ['policy', 'HttpException: 403 Forbidden: blocked by network policy'],
    ['credentials', 'OracleException: ORA-01017: invalid username/password; logon denied'],
    ['credentials', 'JWKSNoMatchingKey: no applicable key found in the JWKS'],
    ['credentials', 'NoCredentialsError: Unable to load AWS credentials from any provider'],
    ['payload', 'SerializationException: Unknown magic byte!'],
    ['payload', 'InvalidProtocolBufferException: Protocol message end-group tag did not match expected tag.'],
  ])('%s: %s', (name, text) => {
    expect(modeOf(text.toLowerCase())?.cause.key).toBe(`mode:${name}`);
  });

  it.each([
    'Failed to connect to any host resolved for DNS name.',
    // Frameworks resolve many things that are no hosts.
    "IllegalArgumentException: Could not resolve placeholder 'mail.from' in value",
    'Error: Failed to resolve component: price-tag',
    "InvalidOperationException: Unable to resolve service for type 'IClock'",
    "InvalidTypeIdException: Could not resolve type id 'card' as a subtype",
    'Error: Cannot resolve module ./tax, conflict resolution failed',
    'LookupError: lookup voucher on account 7',
    'UserNotFound: user name not known',
    // Business allocates, denies, fills and expires.
    'AllocationError: failed to allocate seat 12A',
    'ClaimRejected: claim denied by policy 88123',
    'PolicyError: policy holder not found',
    'NotAuthorizedError: you are not authorized to perform this action',
    'BadCredentialsException: Bad credentials',
    'SignatureError: Webhook signature verification failed',
    'ValidationError: the form is full of errors, the cart is full',
    'TypeError: Access to fetch at x has been blocked by CORS policy',
    'JsonParseException: Unexpected token in field "total"',
    'SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
    // An engine that is full, or speaks of its own memory, is that engine's trouble.
    "Redis::CommandError: OOM command not allowed when used memory > 'maxmemory'.",
    'MemcachedError: SERVER_ERROR out of memory storing object',
    'CardError: Your card has expired.',
    'RejectedExecutionException: Task rejected from ThreadPoolExecutor',
    // gRPC measures every lookup, and finds no address where nobody serves.
    'StatusException: DEADLINE_EXCEEDED: deadline exceeded after 0.9s. Name resolution delay 0.010 seconds.',
    'rpc error: code = Unavailable desc = name resolver error: produced zero addresses',
  ])('none: %s', (text) => {
    expect(modeOf(text.toLowerCase())).toBeNull();
  });
});
