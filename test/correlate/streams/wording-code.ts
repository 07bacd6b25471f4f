import type { Phrase } from './wording.ts';

/** What else breaks in an outage, without saying why. */
export const followers: readonly Phrase[] = [
  ['node browser', 'AxiosError', 'Request failed with status code 503'],
  ['node browser', 'AxiosError', 'Request failed with status code 500'],
  ['node browser', 'AxiosError', 'timeout of 5000ms exceeded'],
  ['node browser', 'TypeError', "Cannot read properties of undefined (reading '{field}')"],
  ['node browser', 'SyntaxError', 'Unexpected token < in JSON at position 0'],
  ['node', 'Error', 'socket hang up'],
  ['browser', 'TypeError', 'Failed to fetch'],
  ['browser', 'TypeError', "undefined is not an object (evaluating 'data.{field}')"],
  ['python', 'TimeoutError', ''],
  ['python', 'JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)'],
  ['python', 'TypeError', "'NoneType' object is not subscriptable"],
  ['python', 'HTTPError', '503 Server Error: Service Unavailable for url'],
  ['java', 'NullPointerException', 'Cannot invoke "com.shop.{noun}.Dto.{field}()" because "dto" is null'],
  [
    'java',
    'TimeoutException',
    'Did not observe any item or terminal signal within 2000ms in source (and no fallback has been configured)',
  ],
  ['java', 'ResponseStatusException', '503 SERVICE_UNAVAILABLE'],
  ['go', '*errors.errorString', 'context deadline exceeded'],
  ['go', 'runtime.Error', 'invalid memory address or nil pointer dereference'],
  ['ruby', 'NoMethodError', "undefined method `{field}' for nil:NilClass"],
  ['ruby', 'Net::ReadTimeout', 'Net::ReadTimeout with #<TCPSocket:(closed)>'],
  ['php', 'ErrorException', 'Trying to access array offset on value of type null'],
  [
    'php',
    'Symfony\\Component\\HttpKernel\\Exception\\ServiceUnavailableHttpException',
    'Service temporarily unavailable',
  ],
  ['dotnet', 'NullReferenceException', 'Object reference not set to an instance of an object.'],
  [
    'dotnet',
    'TaskCanceledException',
    'The request was canceled due to the configured HttpClient.Timeout of 10 seconds elapsing.',
  ],
];

/** What those say who call a service that is struck: they name it. */
export const callers: readonly Phrase[] = [
  ['node', 'FetchError', 'request to http://{called}:8080/api/{noun}s failed, reason: socket hang up'],
  ['node', 'Error', '{called} responded with 503'],
  [
    'python',
    'HTTPError',
    '500 Server Error: Internal Server Error for url: http://{called}.prod.svc.cluster.local/{noun}s/{n}',
  ],
  ['python', 'ServiceError', 'timeout calling {called} after {ms}ms'],
  [
    'java',
    'FeignException$InternalServerError',
    '[500] during [GET] to [http://{called}/api/{noun}s/{n}] [Client#find(String)]: [{"status":500}]',
  ],
  ['go', '*url.Error', 'Get "http://{called}/internal/{noun}s/{n}": context deadline exceeded'],
  ['go', '*status.Error', 'rpc error: code = DeadlineExceeded desc = {called}: context deadline exceeded'],
  [
    'ruby',
    'Faraday::ServerError',
    'the server responded with status 503 for GET http://{called}/api/{noun}s',
  ],
  [
    'php',
    'GuzzleHttp\\Exception\\ServerException',
    'Server error: `GET http://{called}/api/{noun}s/{n}` resulted in a `500 Internal Server Error` response',
  ],
  [
    'dotnet',
    'HttpRequestException',
    'Response status code does not indicate success: 503 (Service Unavailable). ({called})',
  ],
  ['browser', 'Error', 'GET https://shop.example/api/{called}/{noun}s 502 (Bad Gateway)'],
];

/** Mistakes that a deploy brings along: all new, all in one place. */
export const deployed: readonly Phrase[] = [
  ['node browser', 'TypeError', "Cannot read properties of undefined (reading '{field}')"],
  ['node browser', 'ReferenceError', '{noun}Totals is not defined'],
  ['node browser', 'TypeError', 'this.{noun}.{field} is not a function'],
  ['node', 'ZodError', 'Expected string, received number at "{field}"'],
  ['python', 'KeyError', "'{field}'"],
  ['python', 'AttributeError', "'{noun}' object has no attribute '{field}'"],
  ['python', 'ImportError', "cannot import name '{noun}_rules' from 'shop.{noun}'"],
  ['java', 'NullPointerException', 'Cannot invoke "com.shop.{noun}.Model.{field}()" because "model" is null'],
  ['java', 'NoSuchMethodError', "'void com.shop.{noun}.Service.{field}(int)'"],
  ['go', 'runtime.Error', 'index out of range [{n}] with length 3'],
  [
    'go',
    '*json.UnmarshalTypeError',
    'json: cannot unmarshal string into Go struct field {noun}.{field} of type int',
  ],
  ['ruby', 'NameError', 'uninitialized constant {noun}::{field}'],
  ['ruby', 'NoMethodError', "undefined method `{field}' for an instance of {noun}"],
  ['php', 'Error', 'Call to undefined method App\\{noun}::{field}()'],
  ['php', 'ErrorException', 'Undefined array key "{field}"'],
  ['dotnet', 'MissingMethodException', "Method not found: 'System.String Shop.{noun}.get_{field}()'."],
  ['dotnet', 'InvalidCastException', "Unable to cast object of type '{noun}' to type '{field}'."],
];

/** What happens on any day. */
export const everyday: readonly Phrase[] = [
  ...deployed,
  ['node', 'ValidationError', '"{field}" is required for {noun} {n}'],
  ['node', 'StripeCardError', 'Your card was declined.'],
  ['node', 'TokenExpiredError', 'jwt expired'],
  ['node', 'Error', 'read ECONNRESET'],
  ['node', 'PayloadTooLargeError', 'request entity too large'],
  ['node', 'Error', 'Unsupported {noun} state: {field}'],
  [
    'python',
    'IntegrityError',
    'duplicate key value violates unique constraint "{noun}s_{field}_key"\nDETAIL:  Key ({field})=({n}) already exists.',
  ],
  [
    'python',
    'DeadlockDetected',
    'deadlock detected\nDETAIL:  Process {n} waits for ShareLock on transaction {n}',
  ],
  ['python', 'ValueError', "invalid literal for int() with base 10: '{field}'"],
  ['python', 'DoesNotExist', '{noun} matching query does not exist.'],
  [
    'python',
    'UnicodeDecodeError',
    "'utf-8' codec can't decode byte 0xe9 in position {n}: invalid continuation byte",
  ],
  ['python', 'SMTPServerDisconnected', 'Connection unexpectedly closed'],
  ['java', 'ConstraintViolationException', 'could not execute statement; constraint [uk_{noun}_{field}]'],
  ['java', 'HttpMessageNotReadableException', 'JSON parse error: Unexpected end-of-input in {noun}'],
  ['java', 'OptimisticLockException', 'Row was updated or deleted by another transaction: {noun}#{n}'],
  ['java', 'OutOfMemoryError', 'Java heap space'],
  ['go', '*errors.errorString', '{noun} {n}: bad {field}'],
  ['go', '*strconv.NumError', 'strconv.Atoi: parsing "{field}": invalid syntax'],
  ['go', '*errors.errorString', 'context canceled'],
  ['ruby', 'ActiveRecord::RecordInvalid', 'Validation failed: {field} has already been taken'],
  ['ruby', 'ActionController::BadRequest', 'Invalid path parameters: {field}'],
  ['php', 'ErrorException', 'Undefined variable ${noun}'],
  ['php', 'Illuminate\\Auth\\AuthenticationException', 'Unauthenticated.'],
  ['dotnet', 'FormatException', "The input string '{field}' was not in a correct format."],
  [
    'dotnet',
    'DbUpdateConcurrencyException',
    'The database operation was expected to affect 1 row(s), but actually affected 0 row(s)',
  ],
  ['browser', 'ResizeObserverError', 'ResizeObserver loop completed with undelivered notifications.'],
  ['browser', 'TypeError', 'Failed to fetch'],
  ['browser', 'NotAllowedError', 'play() failed because the user did not interact with the document first'],
  [
    'browser',
    'QuotaExceededError',
    "Failed to execute 'setItem' on 'Storage': Setting the value of '{noun}' exceeded the quota.",
  ],
  ['browser', 'ChunkLoadError', 'Loading chunk {n} failed.'],
  ['browser', 'SecurityError', 'Blocked a frame with origin from accessing a cross-origin frame.'],
];

/** Small hiccups of things that outages are about: the hardest noise. */
export const hiccups: readonly Phrase[] = [
  ['*', 'Error', 'connect ECONNREFUSED 10.77.1.9:6379'],
  ['*', 'QueryTimeout', 'canceling statement due to statement timeout'],
  ['*', 'HTTPError', '502 Server Error: Bad Gateway for url: https://api.mailchimp.com/3.0/lists'],
  [
    '*',
    'StripeConnectionError',
    'An error occurred with our connection to Stripe. Request was retried 2 times.',
  ],
  ['*', 'TwilioRestException', 'HTTP 429 error: Unable to create record: Too Many Requests'],
  ['*', 'TimeoutError', 'request to https://geo.maps-vendor.example/route failed: timed out after {ms}ms'],
  ['*', 'Error', 'getaddrinfo EAI_AGAIN webhooks.customer-{n}.example'],
  [
    '*',
    'SSLError',
    'certificate verify failed: unable to get local issuer certificate (partner-{n}.example)',
  ],
  ['*', 'Error', 'Request failed with status code 503'],
  ['*', 'S3Error', 'SlowDown: Please reduce your request rate.'],
];
