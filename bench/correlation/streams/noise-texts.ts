import type { Wordings } from './wording.ts';

/** Bugs and bad input. */
export const plainBugs: Wordings = {
  node: [
    'Error: Unsupported {field} "{hex}"',
    'ZodError: Invalid enum value at {field}',
    'JsonWebTokenError: jwt malformed @ jsonwebtoken/verify.js#verify',
    'PayloadTooLargeError: request entity too large @ raw-body/index.js#readStream',
    'Error: {Noun} {id} already exists',
    'UnauthorizedError: No authorization token was found',
  ],
  python: [
    'ValueError: {field} out of range: {n}',
    "django.http.request.RawPostDataException: You cannot access body after reading from request's data stream",
    '{pkg}.errors.Duplicate{Noun}: {noun} {id} was already booked',
    "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position {few}: invalid continuation byte",
    'log: unexpected {field} for {noun} {id}',
  ],
  java: [
    'org.springframework.web.bind.MethodArgumentNotValidException: Validation failed for argument [0]: {field}',
    'com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String "{hex}"',
    '{app}.Duplicate{Noun}Exception: {noun} {id} exists',
    'org.springframework.web.HttpMediaTypeNotAcceptableException: No acceptable representation',
    'org.springframework.dao.DataIntegrityViolationException: duplicate key value violates unique constraint "{table}_{field}_key"',
  ],
  go: [
    '*errors.errorString: invalid {field}: "{hex}"',
    "*json.SyntaxError: invalid character '<' looking for beginning of value",
    '*fmt.wrapError: {noun} {id}: conflict',
  ],
  ruby: [
    'ActionController::ParameterMissing: param is missing or the value is empty: {field}',
    "ActionController::InvalidAuthenticityToken: Can't verify CSRF token authenticity.",
    'Date::Error: invalid date',
  ],
  php: [
    'Symfony\\Component\\HttpKernel\\Exception\\MethodNotAllowedHttpException: The GET method is not supported for route {noun}',
    'InvalidArgumentException: {field} {hex} is unknown',
    'Illuminate\\Session\\TokenMismatchException: CSRF token mismatch.',
  ],
  dotnet: [
    'System.Text.Json.JsonException: The JSON value could not be converted to System.Guid. Path: $.{field}',
    'FluentValidation.ValidationException: Validation failed: {field}',
    'System.OverflowException: Value was either too large or too small for an Int32.',
  ],
  browser: [
    'Error: Hydration failed because the initial UI does not match what was rendered on the server.',
    'RangeError: Maximum call stack size exceeded',
    "NotFoundError: Failed to execute 'removeChild' on 'Node': The node to be removed is not a child of this node.",
    'QuotaExceededError: The quota has been exceeded.',
  ],
  ios: ['NSCocoaErrorDomain: The file could not be opened. Code: 260', 'App.{Noun}Error: invalid {field}'],
  android: [
    'android.view.WindowManager$BadTokenException: Unable to add window -- token is not valid; is your activity running?',
    'java.lang.IllegalStateException: Fragment {Noun}Fragment not attached to a context.',
  ],
};

/** What dependencies do every day. */
export const transients: Wordings = {
  node: [
    'Error: read ECONNRESET @ node:internal/stream_base_commons#TLSWrap.onStreamRead',
    'Error: socket hang up @ node:_http_client#Socket.socketOnEnd',
    'error: deadlock detected @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
    'Error: getaddrinfo EAI_AGAIN {vendor} @ node:dns#GetAddrInfoReqWrap.onlookupall',
    'AxiosError: Request failed with status code 502 @ axios/lib/core/settle.js#settle',
    'AxiosError: timeout of 10000ms exceeded @ axios/lib/adapters/http.js#RedirectableRequest.handleRequestTimeout',
  ],
  python: [
    "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='{vendor}', port=443): Read timed out. (read timeout=10) @ requests/adapters.py#send",
    "requests.exceptions.ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response')) @ requests/adapters.py#send",
    'django.db.utils.OperationalError: deadlock detected @ django/db/backends/utils.py#_execute',
    'redis.exceptions.TimeoutError: Timeout reading from socket @ redis/connection.py#read_response',
  ],
  java: [
    'java.net.SocketTimeoutException: Read timed out @ java.net.SocketInputStream#socketRead0',
    'org.springframework.web.client.ResourceAccessException: I/O error on POST request for "https://{vendor}/v2/push": Connection reset',
    'org.springframework.dao.CannotAcquireLockException: could not serialize access due to concurrent update',
    'org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group @ org.apache.kafka.clients.consumer.internals.ConsumerCoordinator#sendOffsetCommitRequest',
  ],
  go: [
    '*url.Error: Post "https://{vendor}/v1/events": EOF @ net/http#(*Client).do',
    '*net.OpError: read tcp {podIp}:{ephemeral}->{podIp}:443: read: connection reset by peer @ net#(*conn).Read',
    '*errors.errorString: context canceled',
  ],
  ruby: [
    'Net::OpenTimeout: execution expired ({vendor}) @ net-http-0.4.1/lib/net/http.rb#connect',
    'ActiveRecord::Deadlocked: PG::TRDeadlockDetected: ERROR:  deadlock detected @ pg-1.5.6/lib/pg/connection.rb#exec_params',
  ],
  php: [
    'GuzzleHttp\\Exception\\ConnectException: cURL error 28: Connection timed out after 5000 milliseconds for https://{vendor}/ @ guzzlehttp/guzzle/src/Handler/CurlFactory.php#GuzzleHttp\\Handler\\CurlFactory::createRejection',
    'PDOException: SQLSTATE[40001]: Serialization failure: 1213 Deadlock found when trying to get lock; try restarting transaction',
  ],
  dotnet: [
    'System.Net.Http.HttpRequestException: The SSL connection could not be established, see inner exception. ({vendor}) @ System.Net.Http.ConnectHelper#EstablishSslConnectionAsync',
    'System.Threading.Tasks.TaskCanceledException: A task was canceled.',
  ],
  browser: [
    'TypeError: Failed to fetch @ vendor-1c0ffee.js#request',
    'AbortError: The user aborted a request.',
    'ChunkLoadError: Loading chunk {few} failed.',
  ],
  ios: [
    'NSURLErrorDomain: The Internet connection appears to be offline. Code: -1009',
    'NSURLErrorDomain: The network connection was lost. Code: -1005',
  ],
  android: [
    'java.net.UnknownHostException: Unable to resolve host "api.{company}.example": No address associated with hostname @ java.net.Inet6AddressImpl#lookupHostByName',
    'java.io.IOException: unexpected end of stream on com.android.okhttp.Address@{hex}',
  ],
};

/** What strangers' code does in the web clients. */
export const extensionJunk: Wordings = {
  browser: [
    'ResizeObserver: ResizeObserver loop completed with undelivered notifications.',
    'UnhandledRejection: Non-Error promise rejection captured with value: Timeout',
    'Error: Extension context invalidated.',
    "TypeError: Cannot read properties of undefined (reading 'sendMessage')",
    'ReferenceError: gtag_{hex} is not defined',
    'Error: Script error.',
    "SecurityError: Failed to read the 'localStorage' property from 'Window': Access is denied for this document.",
    'TypeError: window.webkit.messageHandlers.{field} is undefined',
    "NotAllowedError: play() failed because the user didn't interact with the document first.",
  ],
};

/** What staging says when somebody took its database away. */
export const stagingOutage: Wordings = {
  node: ['Error: connect ECONNREFUSED 10.99.0.5:5432 @ node:net#TCPConnectWrap.afterConnect'],
  python: [
    'django.db.utils.OperationalError: connection to server at "pg-staging" (10.99.0.5), port 5432 failed: Connection refused @ django/db/backends/base/base.py#connect',
  ],
  java: [
    'org.postgresql.util.PSQLException: Connection to pg-staging:5432 refused. @ org.postgresql.core.v3.ConnectionFactoryImpl#openConnectionImpl',
  ],
  go: [
    '*pgconn.ConnectError: failed to connect to `host=pg-staging user=app database=app`: dial error @ github.com/jackc/pgx/v5/pgconn#connect',
  ],
  ruby: [
    'PG::ConnectionBad: connection to server at "10.99.0.5", port 5432 failed: Connection refused @ pg-1.5.6/lib/pg/connection.rb#connect',
  ],
};
