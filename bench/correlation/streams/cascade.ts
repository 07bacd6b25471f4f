import type { Wordings } from './wording.ts';

/** How a caller tells that a service answered badly or not at all, with its name (`{callee}`, `{calleeHost}`). */
export const namedCascades: Required<Wordings> = {
  node: [
    'FetchError: request to http://{calleeHost}{path} failed, reason: socket hang up @ node-fetch/lib/index.js#ClientRequest.<anonymous>',
    'HTTPError: Response code 503 (Service Unavailable) from http://{calleeHost}{path} @ got/dist/source/as-promise/index.js#request.once',
    'UpstreamError: {callee} answered 500',
    'Error: 14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED {podIp}:50051 @ @grpc/grpc-js/build/src/call.js#callErrorFromStatus',
    '{Noun}ClientError: {callee}: Request failed with status code 502',
  ],
  python: [
    'requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: http://{calleeHost}{path} @ requests/models.py#raise_for_status',
    "requests.exceptions.ReadTimeout: HTTPConnectionPool(host='{calleeHost}', port=80): Read timed out. (read timeout=5) @ requests/adapters.py#send",
    "httpx.HTTPStatusError: Server error '500 Internal Server Error' for url 'http://{calleeHost}{path}' @ httpx/_models.py#raise_for_status",
    '{pkg}.clients.ServiceError: {callee} returned 502',
  ],
  java: [
    'feign.FeignException$ServiceUnavailable: [503 Service Unavailable] during [GET] to [http://{calleeHost}{path}] [{Noun}Client#get(String)]: [] @ feign.FeignException#serverErrorStatus',
    'org.springframework.web.client.ResourceAccessException: I/O error on GET request for "http://{calleeHost}{path}": Read timed out @ org.springframework.web.client.RestTemplate#createResourceAccessException <- java.net.SocketTimeoutException: Read timed out @ sun.nio.ch.NioSocketImpl#timedRead',
    "io.github.resilience4j.circuitbreaker.CallNotPermittedException: CircuitBreaker '{callee}' is OPEN and does not permit further calls @ io.github.resilience4j.circuitbreaker.CallNotPermittedException#createCallNotPermittedException",
  ],
  go: [
    '*url.Error: Get "http://{calleeHost}{path}": context deadline exceeded (Client.Timeout exceeded while awaiting headers) @ net/http#(*Client).do',
    '*fmt.wrapError: {callee} client: unexpected status 503',
    '*status.Error: rpc error: code = Unavailable desc = {callee}: no healthy upstream @ google.golang.org/grpc#(*ClientConn).Invoke',
  ],
  ruby: [
    'Faraday::ServerError: the server responded with status 503 for GET http://{calleeHost}{path} @ faraday-2.9.0/lib/faraday/response/raise_error.rb#on_complete',
    'Net::ReadTimeout: Net::ReadTimeout with #<TCPSocket:(closed)> ({callee}) @ net-protocol-0.2.2/lib/net/protocol.rb#rbuf_fill',
  ],
  php: [
    'GuzzleHttp\\Exception\\ServerException: Server error: `GET http://{calleeHost}{path}` resulted in a `503 Service Unavailable` response @ guzzlehttp/guzzle/src/Exception/RequestException.php#GuzzleHttp\\Exception\\RequestException::create',
    'Illuminate\\Http\\Client\\ConnectionException: cURL error 28: Operation timed out after 5001 milliseconds with 0 bytes received (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for http://{calleeHost}{path} @ laravel/framework/src/Illuminate/Http/Client/PendingRequest.php#Illuminate\\Http\\Client\\PendingRequest::send',
  ],
  dotnet: [
    'Refit.ApiException: Response status code does not indicate success: 503 (Service Unavailable). GET http://{calleeHost}{path} @ Refit.DefaultApiExceptionFactory#CreateAsync',
    'Polly.CircuitBreaker.BrokenCircuitException: The circuit for {callee} is now open and is not allowing calls. @ Polly.CircuitBreaker.CircuitStateController#OnActionPreExecute',
  ],
  browser: [
    'AxiosError: Request failed with status code 503 @ axios-2b1c.js#settle',
    'ApiError: {callee}: 502 Bad Gateway',
  ],
  ios: [
    'NSURLErrorDomain: A server with the specified hostname did not answer. Code: -1001 @ NSURLSession#dataTask',
  ],
  android: ['retrofit2.HttpException: HTTP 503 @ retrofit2.OkHttpCall#execute'],
};

/** The same where the client keeps the name to itself. */
export const namelessCascades: Required<Wordings> = {
  node: [
    'AxiosError: Request failed with status code 503 @ axios/lib/core/settle.js#settle',
    'AxiosError: timeout of 5000ms exceeded @ axios/lib/adapters/http.js#RedirectableRequest.handleRequestTimeout',
    'TypeError: fetch failed @ node:internal/deps/undici/undici#processTicksAndRejections <- HeadersTimeoutError: Headers Timeout Error @ node:internal/deps/undici/undici#onParserTimeout',
    'Error: Internal Server Error',
    'BadGatewayException: Could not {field} {noun}',
  ],
  python: [
    '{pkg}.errors.RemoteFailure: bad status 500',
    'httpx.ReadTimeout: @ httpx/_transports/default.py#map_httpcore_exceptions',
    'asyncio.exceptions.TimeoutError:',
    'rest_framework.exceptions.APIException: A server error occurred.',
  ],
  java: [
    'org.springframework.web.client.HttpServerErrorException$InternalServerError: 500 : [no body] @ org.springframework.web.client.HttpServerErrorException#create',
    "java.util.concurrent.TimeoutException: Did not observe any item or terminal signal within 5000ms in 'flatMap' (and no fallback has been configured) @ reactor.core.publisher.FluxTimeout$TimeoutMainSubscriber#handleTimeout",
    '{app}.RemoteCallException: remote side returned 500',
  ],
  go: [
    '*errors.errorString: context deadline exceeded',
    '*fmt.wrapError: fetch {noun}: bad status: 500 Internal Server Error',
    '*status.Error: rpc error: code = Internal desc = internal error @ google.golang.org/grpc#(*ClientConn).Invoke',
  ],
  ruby: [
    'Faraday::ServerError: the server responded with status 500 @ faraday-2.9.0/lib/faraday/response/raise_error.rb#on_complete',
    'Timeout::Error: execution expired @ timeout-0.4.1/lib/timeout.rb#timeout',
  ],
  php: [
    'Symfony\\Component\\HttpKernel\\Exception\\HttpException: Upstream said 500',
    'App\\Exceptions\\RemoteException: {noun} could not be fetched (500)',
  ],
  dotnet: [
    'System.Net.Http.HttpRequestException: Response status code does not indicate success: 500 (Internal Server Error). @ System.Net.Http.HttpResponseMessage#EnsureSuccessStatusCode',
    'System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 10 seconds elapsing. @ System.Net.Http.HttpClient#HandleFailure',
  ],
  browser: [
    'TypeError: Failed to fetch @ vendor-1c0ffee.js#request',
    'AxiosError: Request failed with status code 500 @ axios-2b1c.js#settle',
    'TypeError: NetworkError when attempting to fetch resource. @ vendor-1c0ffee.js#request',
    'TypeError: Load failed @ vendor-1c0ffee.js#request',
    'HttpError: 500',
  ],
  ios: [
    'NSURLErrorDomain: The request timed out. Code: -1001 @ NSURLSession#dataTask',
    'App.ApiError: unexpectedStatus(500)',
  ],
  android: [
    'retrofit2.HttpException: HTTP 500 @ retrofit2.OkHttpCall#execute',
    'java.net.SocketTimeoutException: timeout @ okhttp3.internal.http2.Http2Stream$StreamTimeout#newTimeoutException',
  ],
};
