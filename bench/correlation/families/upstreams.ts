import type { Family } from '../family.ts';

/** Outages of one service that others call, and of services of strangers. */
export const upstreams: readonly Family[] = [
  {
    name: 'upstream http',
    set: 'a',
    names: true,
    strikes: 'callers',
    story: 'One internal service crash-loops; its callers get refusals, resets and 5xx.',
    follow: 0.3,
    called: '{callee}.{zone}',
    texts: {
      node: [
        'AxiosError: connect ECONNREFUSED {podIp}:8080 @ axios/lib/adapters/http.js#RedirectableRequest.handleRequestError',
        'HTTPError: Response code 503 (Service Unavailable) for http://{calleeHost}{path} @ got/dist/source/as-promise/index.js#request.once',
        'TypeError: fetch failed @ node:internal/deps/undici/undici#processTicksAndRejections <- SocketError: other side closed @ node:internal/deps/undici/undici#onSocketEnd',
        '{Noun}Error: {callee} did not answer in 3000 ms',
      ],
      python: [
        "requests.exceptions.ConnectionError: HTTPConnectionPool(host='{calleeHost}', port=80): Max retries exceeded with url: {path} (Caused by NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused')) @ requests/adapters.py#send",
        'httpx.RemoteProtocolError: Server disconnected without sending a response. @ httpx/_transports/default.py#map_httpcore_exceptions',
        'requests.exceptions.HTTPError: 502 Server Error: Bad Gateway for url: http://{calleeHost}{path} @ requests/models.py#raise_for_status',
      ],
      java: [
        'feign.RetryableException: Connection refused executing GET http://{calleeHost}{path} @ feign.FeignException#errorExecuting',
        'org.springframework.web.reactive.function.client.WebClientResponseException$ServiceUnavailable: 503 Service Unavailable from GET http://{calleeHost}{path} @ org.springframework.web.reactive.function.client.WebClientResponseException#create',
        'java.net.ConnectException: Connection refused',
      ],
      go: [
        '*url.Error: Get "http://{calleeHost}{path}": dial tcp {podIp}:80: connect: connection refused @ net/http#(*Client).do',
        '*url.Error: Post "http://{calleeHost}{path}": EOF @ net/http#(*Client).do',
        '*fmt.wrapError: call {callee}: status 503',
      ],
      ruby: [
        'Faraday::ConnectionFailed: Failed to open TCP connection to {calleeHost}:80 (Connection refused - connect(2) for "{calleeHost}" port 80) @ net-http-0.4.1/lib/net/http.rb#connect',
        'RestClient::ServiceUnavailable: 503 Service Unavailable',
      ],
      php: [
        'GuzzleHttp\\Exception\\ConnectException: cURL error 7: Failed to connect to {calleeHost} port 80: Connection refused @ guzzlehttp/guzzle/src/Handler/CurlFactory.php#GuzzleHttp\\Handler\\CurlFactory::createRejection',
      ],
      dotnet: [
        'System.Net.Http.HttpRequestException: Connection refused ({calleeHost}:80) @ System.Net.Http.HttpConnectionPool#ConnectToTcpHostAsync',
      ],
      browser: ['AxiosError: Request failed with status code 502 @ axios-2b1c.js#settle'],
      ios: ['App.ApiError: unexpectedStatus(502)'],
      android: ['retrofit2.HttpException: HTTP 502 @ retrofit2.OkHttpCall#execute'],
    },
  },
  {
    name: 'grpc upstream',
    set: 'a',
    names: true,
    strikes: 'callers',
    story: 'A gRPC service lost its replicas; the rest is overloaded.',
    texts: {
      node: [
        'Error: 4 DEADLINE_EXCEEDED: Deadline exceeded after 2.001s,remote_addr={podIp}:50051 @ @grpc/grpc-js/build/src/call.js#callErrorFromStatus',
        'Error: 14 UNAVAILABLE: read ECONNRESET @ @grpc/grpc-js/build/src/call.js#callErrorFromStatus',
        'Error: 8 RESOURCE_EXHAUSTED: {callee}: too many concurrent streams @ @grpc/grpc-js/build/src/call.js#callErrorFromStatus',
      ],
      python: [
        'grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with: status = StatusCode.UNAVAILABLE details = "failed to connect to all addresses; last error: UNKNOWN: ipv4:{podIp}:50051: connection refused"> @ grpc/_channel.py#_end_unary_response_blocking',
        'grpc.aio._call.AioRpcError: <AioRpcError of RPC that terminated with: status = StatusCode.DEADLINE_EXCEEDED details = "Deadline Exceeded"> @ grpc/aio/_call.py#_raise_for_status',
      ],
      java: [
        'io.grpc.StatusRuntimeException: UNAVAILABLE: io exception @ io.grpc.stub.ClientCalls#toStatusRuntimeException <- java.net.ConnectException: finishConnect(..) failed: Connection refused: {callee}/{podIp}:50051',
        'io.grpc.StatusRuntimeException: DEADLINE_EXCEEDED: CallOptions deadline exceeded after 1.999s. Name resolution delay 0.000 seconds. [remote_addr={callee}/{podIp}:50051] @ io.grpc.stub.ClientCalls#toStatusRuntimeException',
      ],
      go: [
        '*status.Error: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp {podIp}:50051: connect: connection refused" @ google.golang.org/grpc#(*ClientConn).Invoke',
        '*status.Error: rpc error: code = DeadlineExceeded desc = context deadline exceeded @ google.golang.org/grpc#(*ClientConn).Invoke',
        '*fmt.wrapError: {callee}.Get{Noun}: unavailable',
      ],
      dotnet: [
        'Grpc.Core.RpcException: Status(StatusCode="Unavailable", Detail="Error connecting to subchannel.") @ Grpc.Net.Client.Internal.GrpcCall`2#GetResponseCore',
      ],
      ruby: [
        'GRPC::Unavailable: 14:failed to connect to all addresses @ grpc-1.64.0/src/ruby/lib/grpc/generic/active_call.rb#attach_status_results_and_complete_call',
      ],
    },
  },
  {
    name: 'card processor',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The card processor answers with errors and time-outs.',
    most: { issues: 30, services: 7 },
    facts: (draw) => ({ vendor: draw.pick(['cardbridge', 'payloom', 'settlr']) }),
    called: 'api.{vendor}.com',
    texts: {
      node: [
        '{vendor}ConnectionError: An error occurred with our connection to api.{vendor}.com. Request was retried 2 times.',
        '{vendor}APIError: Something went wrong on our end (request id: {hash})',
        'AxiosError: timeout of 30000ms exceeded @ axios/lib/adapters/http.js#RedirectableRequest.handleRequestTimeout',
      ],
      python: [
        '{vendor}.error.APIConnectionError: Unexpected error communicating with api.{vendor}.com (Network error: ReadTimeout) @ {vendor}/http_client.py#_handle_request_error',
        '{vendor}.error.APIError: 503 {"error": {"type": "api_error", "message": "upstream unavailable"}} @ {vendor}/api_requestor.py#handle_error_response',
        "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.{vendor}.com', port=443): Read timed out. (read timeout=30) @ requests/adapters.py#send",
      ],
      java: [
        'com.{vendor}.exception.ApiConnectionException: IOException during API request to (https://api.{vendor}.com): Read timed out @ com.{vendor}.net.HttpURLConnectionClient#request',
        'com.{vendor}.exception.ApiException: An unknown error occurred; request-id: req_{hex}',
      ],
      go: [
        '*url.Error: Post "https://api.{vendor}.com/v1/charges": net/http: timeout awaiting response headers @ net/http#(*Client).do',
        '*{vendor}.Error: {"status":500,"message":"An unknown error occurred","type":"api_error"}',
      ],
      ruby: [
        '{vendor}::APIConnectionError: Request timed out connecting to api.{vendor}.com @ {vendor}-12.0/lib/client.rb#handle_network_error',
      ],
      php: [
        'GuzzleHttp\\Exception\\ServerException: Server error: `POST https://api.{vendor}.com/v1/charges` resulted in a `503 Service Unavailable` response',
      ],
      browser: [
        'Error: We could not reach the card processor',
        'IntegrationError: payment sheet closed with api_error',
      ],
      ios: ['App.PaymentError: processorUnavailable'],
      android: ['com.{vendor}.android.ApiConnectionException: IOException during API request'],
    },
  },
  {
    name: 'mail provider',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The provider of mail and SMS refuses logins.',
    most: { issues: 24, services: 6 },
    facts: (draw) => ({ vendor: draw.pick(['postline', 'mailroute', 'textcast']) }),
    texts: {
      node: [
        'Error: Connection timeout @ nodemailer/lib/smtp-connection/index.js#SMTPConnection._formatError',
        'Error: Invalid login: 454 4.7.0 Temporary authentication failure @ nodemailer/lib/smtp-connection/index.js#SMTPConnection._formatError',
        'RestException: {vendor}: Service is temporarily unavailable',
      ],
      python: [
        'smtplib.SMTPServerDisconnected: Connection unexpectedly closed @ smtplib.py#getreply',
        "smtplib.SMTPConnectError: (421, b'4.3.2 smtp.{vendor}.net service not available') @ smtplib.py#connect",
        'python_http_client.exceptions.ServiceUnavailableError: HTTP Error 503: Service Unavailable',
      ],
      java: [
        'org.springframework.mail.MailSendException: Mail server connection failed @ org.springframework.mail.javamail.JavaMailSenderImpl#doSend <- jakarta.mail.MessagingException: Could not connect to SMTP host: smtp.{vendor}.net, port: 587, response: 421',
        'com.{vendor}.sdk.ApiException: Service unavailable',
      ],
      ruby: [
        'Net::SMTPServerBusy: 421 4.7.0 Try again later @ net-smtp-0.5.0/lib/net/smtp.rb#check_response',
        'Net::OpenTimeout: Failed to open TCP connection to smtp.{vendor}.net:587',
      ],
      php: [
        'Symfony\\Component\\Mailer\\Exception\\TransportException: Connection could not be established with host "smtp.{vendor}.net:587": stream_socket_client(): Unable to connect',
      ],
      go: ['*textproto.Error: 421 smtp.{vendor}.net service not available @ net/smtp#(*Client).Mail'],
      dotnet: [
        'MailKit.Net.Smtp.SmtpProtocolException: The SMTP server has unexpectedly disconnected. @ MailKit.Net.Smtp.SmtpStream#ReadResponse',
      ],
    },
  },
  {
    name: 'edge config',
    set: 'b',
    names: true,
    strikes: 'users',
    story:
      'A customer setting trips a bug of the edge network (Fastly 2021): 85 % of requests get a 503 of the CDN.',
    onset: [2, 15],
    facts: (_, { company }) => ({ cdn: `cdn.${company}.example` }),
    called: '{cdn}',
    texts: {
      browser: [
        'ChunkLoadError: Loading chunk {few} failed. (error: https://{cdn}/assets/{few}.{hex}.js)',
        'Error: Guru Meditation: XID: {id}',
        'TypeError: Failed to fetch dynamically imported module: https://{cdn}/assets/{noun}-{hex}.js',
        "SyntaxError: Unexpected token '<'",
      ],
      ios: ['NSURLErrorDomain: bad server response. Code: -1011', 'App.ImageError: 503 for {noun}'],
      android: [
        'com.bumptech.glide.load.HttpException: Failed to connect or obtain data, status code: 503',
        'retrofit2.HttpException: HTTP 503 connection failure @ retrofit2.OkHttpCall#execute',
      ],
      node: [
        'AxiosError: Request failed with status code 503 @ axios/lib/core/settle.js#settle',
        'Error: asset manifest unavailable: 503 backend read error',
      ],
      python: [
        'requests.exceptions.HTTPError: 503 Server Error: Backend unavailable, connection timeout for url: https://{cdn}/manifest.json @ requests/models.py#raise_for_status',
      ],
      go: ['*errors.errorString: fetch manifest: 503 I/O error'],
      php: [
        "ErrorException: file_get_contents(https://{cdn}/flags.json): Failed to open stream: HTTP request failed! HTTP/1.1 503 hostname doesn't match against certificate",
      ],
    },
  },
  {
    name: 'build queue database',
    set: 'b',
    names: true,
    strikes: 'users',
    story:
      'The queue in the database is locked by its own workers (CircleCI 2015): everything waits for rows.',
    onset: [20, 90],
    texts: {
      java: [
        'org.postgresql.util.PSQLException: ERROR: canceling statement due to lock timeout @ org.postgresql.core.v3.QueryExecutorImpl#receiveErrorResponse',
        'org.springframework.dao.PessimisticLockingFailureException: could not obtain lock on row in relation "jobs"',
        '{app}.QueueStalledException: head of {noun} is {few} min old',
      ],
      python: [
        'django.db.utils.OperationalError: canceling statement due to lock timeout\nCONTEXT:  while updating tuple ({few},{few}) in relation "jobs" @ django/db/backends/utils.py#_execute',
        '{pkg}.worker.NothingClaimed: {few} polls without a row',
        'psycopg.errors.LockNotAvailable: could not obtain lock on row in relation "jobs"',
      ],
      node: [
        'error: canceling statement due to lock timeout @ pg-protocol/dist/parser.js#Parser.parseErrorMessage',
        'Error: heartbeat of run {uuid} not accepted',
        'Error: queue depth {n}000 above limit',
      ],
      go: [
        '*pgconn.PgError: ERROR: canceling statement due to lock timeout (SQLSTATE 55P03) @ github.com/jackc/pgx/v5/pgconn#(*PgConn).peekMessage',
        '*errors.errorString: claim: no slot in {few} s',
      ],
      ruby: [
        'ActiveRecord::LockWaitTimeout: PG::LockNotAvailable: ERROR:  canceling statement due to lock timeout @ pg-1.5.6/lib/pg/connection.rb#exec_params',
        'Delayed::WorkerTimeout: execution expired (Delayed::Worker.max_run_time is only 240 seconds)',
      ],
      browser: ['Error: run {id} has no status'],
    },
  },
];
