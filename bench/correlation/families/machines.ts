import type { Family } from '../family.ts';

/** Outages of machines: disk, memory, threads, processors, clocks. */
export const machines: readonly Family[] = [
  {
    name: 'disk full',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'A log that nobody rotates filled the shared volume.',
    most: { issues: 30, services: 8 },
    facts: (draw) => ({ volume: draw.pick(['/data', '/mnt/shared', '/var/lib/app']) }),
    texts: {
      node: [
        'Error: ENOSPC: no space left on device, write',
        "Error: ENOSPC: no space left on device, open '{volume}/{hex}.tmp'",
        'error: could not extend file "base/16384/{id}": No space left on device @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
      ],
      python: [
        "OSError: [Errno 28] No space left on device: '{volume}/{uuid}'",
        'sqlite3.OperationalError: database or disk is full',
        "PIL.UnidentifiedImageError: cannot identify image file '{volume}/{hex}'",
      ],
      java: [
        'java.io.IOException: No space left on device @ sun.nio.ch.FileDispatcherImpl#write0',
        'org.apache.lucene.store.AlreadyClosedException: this IndexWriter is closed',
      ],
      go: [
        '*fs.PathError: write {volume}/{hex}: no space left on device @ os#(*File).Write',
        '*errors.errorString: wal: sync: no space left on device',
      ],
      ruby: ['Errno::ENOSPC: No space left on device @ io_write - {volume}/cache/{hex}'],
      php: [
        'ErrorException: file_put_contents(): Write of {n} bytes failed with errno=28 No space left on device',
      ],
      dotnet: ["System.IO.IOException: No space left on device : '{volume}/{hex}'"],
    },
  },
  {
    name: 'memory pressure',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'Nodes are overcommitted after a change of limits.',
    most: { issues: 36, services: 9 },
    texts: {
      node: [
        'RangeError: Array buffer allocation failed',
        'Error: spawn ENOMEM @ node:internal/child_process#ChildProcess.spawn',
        'ERR_WORKER_OUT_OF_MEMORY: Worker terminated due to reaching memory limit: JS heap out of memory',
      ],
      python: [
        'MemoryError:',
        'numpy._core._exceptions._ArrayMemoryError: Unable to allocate {few}.0 MiB for an array with shape ({n}, 512)',
        'billiard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: {few}. @ billiard/pool.py#mark_as_worker_lost',
        'OSError: [Errno 12] Cannot allocate memory',
      ],
      java: [
        'java.lang.OutOfMemoryError: Java heap space',
        'java.lang.OutOfMemoryError: GC overhead limit exceeded',
        'jakarta.servlet.ServletException: Handler dispatch failed: java.lang.OutOfMemoryError: Metaspace',
      ],
      go: [
        '*errors.errorString: fork/exec /usr/bin/convert: cannot allocate memory',
        '*errors.errorString: mmap: cannot allocate memory',
      ],
      php: [
        'Symfony\\Component\\ErrorHandler\\Error\\OutOfMemoryError: Allowed memory size of 134217728 bytes exhausted (tried to allocate {id} bytes)',
      ],
      ruby: ['NoMemoryError: failed to allocate memory'],
      dotnet: ["System.OutOfMemoryException: Exception of type 'System.OutOfMemoryException' was thrown."],
    },
  },
  {
    name: 'thread limit',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'More front-end servers mean more threads on each, past the limit of the system (Kinesis 2020).',
    texts: {
      java: [
        'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached @ java.lang.Thread#start0',
        'com.amazonaws.services.kinesis.model.AmazonKinesisException: null (Service: AmazonKinesis; Status Code: 500; Error Code: InternalFailure) @ com.amazonaws.http.AmazonHttpClient$RequestExecutor#handleErrorResponse',
        '{app}.ShardMapException: shard map is older than 300 s',
      ],
      python: [
        "RuntimeError: can't start new thread @ threading.py#start",
        'botocore.exceptions.ClientError: An error occurred (InternalFailure) when calling the PutRecords operation (reached max retries: 4) @ botocore/client.py#_make_api_call',
        'botocore.exceptions.ReadTimeoutError: Read timeout on endpoint URL: "https://kinesis.us-east-1.amazonaws.com/" @ botocore/httpsession.py#send',
      ],
      node: [
        'InternalFailure: The request processing has failed because of an unknown error, exception or failure. @ @smithy/smithy-client/dist-cjs/index.js#throwDefaultError',
        'Error: spawn /usr/bin/node EAGAIN @ node:internal/child_process#ChildProcess.spawn',
        'UserPoolError: sign-in did not finish',
      ],
      go: [
        '*errors.errorString: fork/exec: resource temporarily unavailable',
        '*http.ResponseError: operation error Kinesis: PutRecord, https response error StatusCode: 500, api error InternalFailure @ github.com/aws/aws-sdk-go-v2/service/kinesis#(*Client).invokeOperation',
      ],
      ruby: ["ThreadError: can't create Thread: Resource temporarily unavailable"],
      dotnet: [
        'System.OutOfMemoryException: Failed to create thread',
        'Amazon.CognitoIdentityProvider.Model.InternalErrorException: Internal error',
      ],
    },
  },
  {
    name: 'regex cpu',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A rule with a backtracking expression eats every core (Cloudflare 2019): whatever asks, waits.',
    onset: [2, 25],
    texts: {
      node: [
        'Error: Request took too long',
        'ServiceUnavailableError: Response timeout @ connect-timeout/index.js#IncomingMessage.<anonymous>',
        'Error: event loop blocked for {ms} ms',
        'AbortError: This operation was aborted',
      ],
      python: [
        'gunicorn.errors.WorkerTimeout: worker sat at {few}',
        'asyncio.exceptions.CancelledError:',
        'log: health probe of {noun} late by {secs} s',
        'SystemExit: 1',
      ],
      java: [
        'org.springframework.web.context.request.async.AsyncRequestTimeoutException:',
        'java.util.concurrent.RejectedExecutionException: Thread pool is EXHAUSTED! Pool Size: 200 (active: 200)',
        'java.lang.InterruptedException: sleep interrupted',
      ],
      go: ['*errors.errorString: http: Handler timeout', '*errors.errorString: context canceled'],
      php: [
        'Symfony\\Component\\ErrorHandler\\Error\\FatalError: Maximum execution time of 30 seconds exceeded',
      ],
      ruby: ['Rack::Timeout::RequestTimeoutError: Request waited {ms}ms, then ran for longer than 5000ms'],
      dotnet: [
        'System.Text.RegularExpressions.RegexMatchTimeoutException: The Regex engine has timed out while trying to match a pattern to an input string.',
        'System.OperationCanceledException: The operation was canceled.',
      ],
      browser: ['Error: 502 while loading {noun}', 'TimeoutError: signal timed out'],
    },
  },
  {
    name: 'thread starvation',
    set: 'b',
    names: false,
    strikes: 'one',
    story: 'A blocking call in an asynchronous service takes every worker.',
    inside: {
      dotnet: [
        'System.Threading.Tasks.TaskCanceledException: The operation was canceled.',
        'System.TimeoutException: The operation has timed out after {ms} ms in {noun}',
        'Microsoft.AspNetCore.Server.Kestrel.Core.BadHttpRequestException: Reading the request body timed out due to data arriving too slowly.',
        'System.InvalidOperationException: The {noun} queue is saturated',
      ],
      java: [
        'java.util.concurrent.RejectedExecutionException: Task {hex} rejected from pool [Running, pool size = 8, active threads = 8, queued tasks = {n}]',
        'java.util.concurrent.TimeoutException:',
        'org.springframework.web.context.request.async.AsyncRequestTimeoutException:',
        '{app}.{Noun}Overdue: waited {ms} ms',
      ],
      python: [
        'asyncio.exceptions.TimeoutError:',
        'RuntimeError: executor for {noun} is full ({few})',
        'concurrent.futures._base.CancelledError:',
        '{pkg}.errors.Overdue: {noun} late by {ms}',
      ],
      node: [
        'Error: worker pool for {noun} exhausted',
        'Error: {noun} job lost its slot',
        'AbortError: The operation was aborted',
        'TaskTimeout: {noun} exceeded {ms}',
      ],
      go: [
        '*errors.errorString: semaphore: waited too long',
        '*errors.errorString: http: Handler timeout',
        '*errors.errorString: {noun} queue is saturated',
        '*errors.errorString: context canceled',
      ],
    },
  },
  {
    name: 'clock skew',
    set: 'b',
    names: false,
    strikes: 'users',
    story:
      'A time server is 7 minutes ahead: what checks times refuses what others made, each in its own words.',
    texts: {
      node: [
        'NotBeforeError: jwt not active @ jsonwebtoken/verify.js#verify',
        'RequestTimeTooSkewed: The difference between the request time and the current time is too large. @ @smithy/smithy-client/dist-cjs/index.js#throwDefaultError',
        'Error: webhook {field} outside the tolerance zone',
        'InvariantError: negative duration -{ms}',
      ],
      python: [
        'jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat) @ jwt/api_jwt.py#_validate_iat',
        'ValueError: math domain error',
        '{pkg}.errors.StaleQuote: made in the future',
        'AssertionError: started_at <= finished_at',
      ],
      java: [
        '{app}.LeaseLostException: lease ended {ms} ms ago',
        'java.lang.IllegalArgumentException: Duration must not be negative',
        'org.springframework.security.oauth2.jwt.JwtValidationException: An error occurred while attempting to decode the Jwt: Jwt used before {iso}',
      ],
      go: [
        '*errors.errorString: ulid: monotonic entropy overflow',
        '*jwt.ValidationError: Token used before issued',
        '*errors.errorString: snowflake: clock moved backwards, refusing for {ms} ms',
      ],
      ruby: ['JWT::ImmatureSignature: Signature nbf has not been reached', 'ROTP::Drift: code refused'],
      php: [
        'Firebase\\JWT\\BeforeValidException: Cannot handle token with iat prior to {iso}',
        'Carbon\\Exceptions\\InvalidIntervalException: {noun} ends before it begins',
      ],
      ios: ['App.SessionError: signed out by policy'],
    },
  },
];
