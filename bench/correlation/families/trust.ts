import type { Family } from '../family.ts';

/** Outages of names and certificates. */
export const trust: readonly Family[] = [
  {
    name: 'dns resolver',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The cluster resolver answers SERVFAIL.',
    facts: (draw, { zone }) => ({
      name1: `${draw.pick(['ledger', 'profile', 'assets'])}.${zone}`,
      name2: `${draw.pick(['queue', 'vault', 'mail'])}.${zone}`,
    }),
    texts: {
      node: [
        'Error: getaddrinfo ENOTFOUND {name1} @ node:dns#GetAddrInfoReqWrap.onlookupall',
        'Error: queryA ESERVFAIL {name2} @ node:internal/dns/promises#QueryReqWrap.onresolve',
        'TypeError: fetch failed @ node:internal/deps/undici/undici#processTicksAndRejections <- Error: getaddrinfo EAI_AGAIN {name2} @ node:dns#GetAddrInfoReqWrap.onlookupall',
      ],
      python: [
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='{name1}', port=443): Max retries exceeded with url: {path} (Caused by NameResolutionError(\"Failed to resolve '{name1}' ([Errno -3] Temporary failure in name resolution)\")) @ requests/adapters.py#send",
        'socket.gaierror: [Errno -2] Name or service not known @ socket.py#getaddrinfo',
        'aiohttp.client_exceptions.ClientConnectorDNSError: Cannot connect to host {name2}:443 ssl:default [Timeout while contacting DNS servers] @ aiohttp/connector.py#_create_direct_connection',
      ],
      java: [
        'java.net.UnknownHostException: {name1}: Temporary failure in name resolution @ java.net.Inet6AddressImpl#lookupAllHostAddr',
        "io.netty.resolver.dns.DnsNameResolverTimeoutException: [{id}: /10.96.0.10:53] DefaultDnsQuestion({name2}. IN A) query '{id}' via UDP timed out after 5000 milliseconds @ io.netty.resolver.dns.DnsQueryContext#finishFailure",
      ],
      go: [
        '*net.DNSError: lookup {name1} on 10.96.0.10:53: server misbehaving @ net#(*Resolver).lookupHost',
        '*url.Error: Get "https://{name2}{path}": dial tcp: lookup {name2}: i/o timeout @ net/http#(*Client).do',
      ],
      ruby: [
        'SocketError: getaddrinfo: Temporary failure in name resolution @ net-http-0.4.1/lib/net/http.rb#connect',
        'Faraday::ConnectionFailed: Failed to open TCP connection to {name1}:443 (getaddrinfo(3): Name or service not known)',
      ],
      php: [
        'GuzzleHttp\\Exception\\ConnectException: cURL error 6: Could not resolve host: {name1} @ guzzlehttp/guzzle/src/Handler/CurlFactory.php#GuzzleHttp\\Handler\\CurlFactory::createRejection',
      ],
      dotnet: [
        'System.Net.Http.HttpRequestException: Name or service not known ({name1}:443) @ System.Net.Http.ConnectHelper#ConnectAsync <- System.Net.Sockets.SocketException: Name or service not known',
      ],
    },
  },
  {
    name: 'certificate ran out',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The wildcard certificate of the internal hosts was not renewed.',
    facts: (draw, { zone }) => ({ host: `${draw.pick(['gw', 'internal', 'svc'])}.${zone}` }),
    texts: {
      node: [
        'Error: certificate has expired @ node:_tls_wrap#TLSSocket.onConnectSecure',
        'FetchError: request to https://{host}{path} failed, reason: certificate has expired @ node-fetch/lib/index.js#ClientRequest.<anonymous>',
      ],
      python: [
        "requests.exceptions.SSLError: HTTPSConnectionPool(host='{host}', port=443): Max retries exceeded with url: {path} (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)'))) @ requests/adapters.py#send",
        'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007) @ ssl.py#do_handshake',
      ],
      java: [
        'javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed @ sun.security.ssl.Alert#createSSLException <- java.security.cert.CertificateExpiredException: NotAfter: Sat Nov 28 12:00:00 UTC 2026',
        'io.grpc.StatusRuntimeException: UNAVAILABLE: ssl exception',
      ],
      go: [
        '*url.Error: Get "https://{host}{path}": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time {iso} is after 2026-11-28T12:00:00Z @ net/http#(*Client).do',
      ],
      ruby: [
        'OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 peeraddr={podIp}:443 state=error: certificate verify failed (certificate has expired) @ net-protocol-0.2.2/lib/net/protocol.rb#ssl_socket_connect',
      ],
      php: [
        'GuzzleHttp\\Exception\\RequestException: cURL error 60: SSL certificate problem: certificate has expired for https://{host}{path}',
      ],
      dotnet: [
        'System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: NotTimeValid @ System.Net.Security.SslStream#CompleteHandshake',
      ],
      ios: ['NSURLErrorDomain: The certificate for this server is invalid. Code: -1202'],
      android: [
        'javax.net.ssl.SSLHandshakeException: Chain validation failed @ com.android.org.conscrypt.SSLUtils#toSSLHandshakeException',
      ],
    },
  },
  {
    name: 'root of trust expired',
    set: 'b',
    names: true,
    strikes: 'users',
    story: 'A cross-signed root expired (2021): only old clients refuse, each in its own way.',
    called: 'api.partnerhub.example',
    texts: {
      node: [
        'Error: unable to get local issuer certificate @ node:_tls_wrap#TLSSocket.onConnectSecure',
        'Error: unable to verify the first certificate @ node:_tls_wrap#TLSSocket.onConnectSecure',
      ],
      python: [
        "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='api.partnerhub.example', port=443): Max retries exceeded (Caused by SSLError(SSLCertVerificationError(1, 'certificate verify failed: unable to get issuer certificate'))) @ urllib3/util/retry.py#increment",
      ],
      ruby: [
        'Faraday::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (unable to get issuer certificate)',
      ],
      php: [
        'ErrorException: file_get_contents(): SSL operation failed with code 1. OpenSSL Error messages: error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed',
      ],
      java: [
        'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target @ sun.security.ssl.Alert#createSSLException',
      ],
      go: [
        '*url.Error: Post "https://api.partnerhub.example{path}": x509: certificate signed by unknown authority @ net/http#(*Client).do',
      ],
      android: [
        'java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.',
      ],
    },
  },
  {
    name: 'leap day certificates',
    set: 'b',
    names: false,
    strikes: 'users',
    story:
      'Agents make certificates that end on a date that does not exist (Azure 2012): hosts cannot start guests, apps see missing capacity.',
    texts: {
      dotnet: [
        'System.ArgumentOutOfRangeException: Year, Month, and Day parameters describe an un-representable DateTime. @ System.DateTime#.ctor',
        'Acme.Hosting.StartFailed: guest agent gave no answer after 25 min',
      ],
      java: [
        "java.time.DateTimeException: Invalid date 'FEBRUARY 29' as '2027' is not a leap year",
        '{app}.CapacityException: no host left for {noun}',
      ],
      node: [
        'Error: instance did not report ready',
        'RangeError: Invalid time value',
        'Error: placement of {noun} {id} gave up',
      ],
      python: [
        'ValueError: day is out of range for month',
        '{pkg}.errors.NoCapacity: wanted 3, got 0',
        'log: worker for {noun} never came up',
      ],
      go: [
        '*errors.errorString: lease rejected: host marked unfit',
        '*errors.errorString: handshake with guest not finished',
      ],
    },
  },
];
