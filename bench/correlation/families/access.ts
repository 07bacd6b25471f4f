import type { Family } from '../family.ts';

/** Outages of sign-in, tokens and limits. */
export const access: readonly Family[] = [
  {
    name: 'auth quota',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'The quota of the identity service was computed as zero (Google 2020): nobody can be signed in.',
    onset: [5, 40],
    texts: {
      node: [
        'TokenRefreshError: identity provider answered 503',
        'UnauthorizedException: Unauthorized',
        'Error: invalid_grant: Token has been expired or revoked. @ gaxios/build/src/gaxios.js#Gaxios._request',
      ],
      python: [
        "google.auth.exceptions.RefreshError: ('Failed to retrieve token', {'error': 'internal_failure'}) @ google/oauth2/_client.py#_handle_error_response",
        'google.api_core.exceptions.Unauthenticated: 401 Request had invalid authentication credentials. @ google/api_core/grpc_helpers.py#error_remapped_callable',
        '{pkg}.auth.NoPrincipal: {uuid}',
      ],
      java: [
        'com.google.auth.oauth2.GoogleAuthException: Error getting access token for service account: 503 Service Unavailable @ com.google.auth.oauth2.ServiceAccountCredentials#refreshAccessToken',
        'org.springframework.security.oauth2.core.OAuth2AuthenticationException: [invalid_token] introspection gave no answer',
        'io.grpc.StatusRuntimeException: UNAUTHENTICATED: Failed computing credential metadata',
      ],
      go: [
        '*oauth2.RetrieveError: oauth2: cannot fetch token: 503 Service Unavailable @ golang.org/x/oauth2#retrieveToken',
        '*status.Error: rpc error: code = Unauthenticated desc = transport: per-RPC creds failed',
      ],
      ruby: [
        'OAuth2::Error: temporarily_unavailable',
        'Signet::AuthorizationError: Authorization failed.  Server message: backendError',
      ],
      ios: ['com.google.GIDSignIn: Code: -5', 'App.SessionError: token refresh failed'],
      android: ['com.google.android.gms.common.api.ApiException: 8: INTERNAL_ERROR'],
      browser: ['Error: sign-in popup closed with server_error', 'SessionExpired: please sign in again'],
    },
  },
  {
    name: 'expired token',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'The service account that everybody shares for the internal gateway ran out.',
    texts: {
      node: [
        'AxiosError: Request failed with status code 401 @ axios/lib/core/settle.js#settle',
        'TokenExpiredError: jwt expired @ jsonwebtoken/verify.js#verify',
        'ExpiredTokenException: The security token included in the request is expired @ @smithy/smithy-client/dist-cjs/index.js#throwDefaultError',
      ],
      python: [
        'botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the AssumeRole operation: The security token included in the request is expired @ botocore/client.py#_make_api_call',
        'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://gateway.{zone}{path} @ requests/models.py#raise_for_status',
        'hvac.exceptions.Forbidden: permission denied, on get https://vault.{zone}/v1/secret/data/{noun}',
      ],
      java: [
        'org.springframework.web.client.HttpClientErrorException$Unauthorized: 401 Unauthorized: [no body] @ org.springframework.web.client.HttpClientErrorException#create',
        'software.amazon.awssdk.services.sqs.model.SqsException: The security token included in the request is expired (Service: Sqs, Status Code: 403) @ software.amazon.awssdk.protocols.query.internal.unmarshall.AwsXmlErrorUnmarshaller#unmarshall',
        'io.jsonwebtoken.ExpiredJwtException: JWT expired {few} minutes ago',
      ],
      go: [
        '*fmt.wrapError: gateway: 401 token is expired',
        '*http.ResponseError: operation error SQS: ReceiveMessage, https response error StatusCode: 403, api error ExpiredToken @ github.com/aws/aws-sdk-go-v2/service/sqs#(*Client).invokeOperation',
      ],
      ruby: [
        'Aws::SQS::Errors::ExpiredToken: The security token included in the request is expired',
        'Faraday::UnauthorizedError: the server responded with status 401',
      ],
      php: [
        'GuzzleHttp\\Exception\\ClientException: Client error: `GET https://gateway.{zone}/` resulted in a `401 Unauthorized` response',
      ],
      dotnet: [
        'Microsoft.IdentityModel.Tokens.SecurityTokenExpiredException: IDX10223: Lifetime validation failed. The token is expired.',
      ],
    },
  },
  {
    name: 'rate limiter',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'The limit of the internal gateway was set a thousand times too low.',
    texts: {
      node: [
        'AxiosError: Request failed with status code 429 @ axios/lib/core/settle.js#settle',
        'ThrottlerException: ThrottlerException: Too Many Requests @ @nestjs/throttler/dist/throttler.guard.js#ThrottlerGuard.throwThrottlingException',
        'HTTPError: Response code 429 (Too Many Requests) @ got/dist/source/as-promise/index.js#request.once',
      ],
      python: [
        'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://gateway.{zone}{path} @ requests/models.py#raise_for_status',
        'rest_framework.exceptions.Throttled: Request was throttled. Expected available in {few} seconds.',
        'tenacity.RetryError: RetryError[<Future at 0x{hex} state=finished raised HTTPStatusError>]',
      ],
      java: [
        'org.springframework.web.client.HttpClientErrorException$TooManyRequests: 429 Too Many Requests: "local_rate_limited" @ org.springframework.web.client.HttpClientErrorException#create',
        "io.github.resilience4j.ratelimiter.RequestNotPermitted: RateLimiter 'gateway' does not permit further calls @ io.github.resilience4j.ratelimiter.RequestNotPermitted#createRequestNotPermitted",
      ],
      go: [
        '*status.Error: rpc error: code = ResourceExhausted desc = local_rate_limited @ google.golang.org/grpc#(*ClientConn).Invoke',
        '*errors.errorString: rate: Wait(n=1) would exceed context deadline @ golang.org/x/time/rate#(*Limiter).wait',
      ],
      ruby: ['Faraday::TooManyRequestsError: the server responded with status 429'],
      php: ['Illuminate\\Http\\Exceptions\\ThrottleRequestsException: Too Many Attempts.'],
      browser: ['AxiosError: Request failed with status code 429 @ axios-2b1c.js#settle', 'Error: slow down'],
      ios: ['App.ApiError: unexpectedStatus(429)'],
      android: ['retrofit2.HttpException: HTTP 429 @ retrofit2.OkHttpCall#execute'],
    },
  },
];
