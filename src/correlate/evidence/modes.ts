import type { Cause } from '../../domain/cause.ts';

/** A way of failing that says more than what failed: all DNS errors are one trouble, whatever host they name. */
export interface Mode {
  readonly cause: Cause;
  /** Tested against lower-case text. Every pattern is an alternation of literals or short bounded gaps. */
  readonly says: RegExp;
}

function mode(name: string, title: string, ...says: readonly string[]): Mode {
  return { cause: { kind: 'mode', key: `mode:${name}`, title }, says: new RegExp(says.join('|'), 'm') };
}

/**
 * The modes, strongest first: a certificate error that follows from a failed lookup is a DNS problem. Frameworks
 * resolve placeholders, modules and types, shops allocate seats, and guests type wrong passwords: a mode's words must
 * be such as only that trouble has.
 */
const modes: readonly Mode[] = [
  mode(
    'dns',
    'DNS lookups fail',
    // What the C library, and those who wrap it, answer.
    '\\benotfound|\\beai_again|getaddrinfo|php_network_getaddresses|gaierror|no such host|unknownhost|unknown host|name or service not known|nodename nor servname',
    'name resolution(?! delay)|nameresolution|name does not resolve|no address associated|host not found|name has no usable address|failed host lookup|failed to lookup address|could not translate host name|hostname lookup|err_name_not_resolved',
    // Resolvers of their own: c-ares in Node, Go, Netty, curl, Erlang. gRPC measures a lookup that went well, and finds no
    // address where nobody serves.
    '\\bquery(?:a|aaaa|srv|txt|cname|mx|any) e[a-z]{4,15}\\b|dns (?:lookup|resolution|error|timeout|query|server|name (?:not|does|could|cannot|is not|resolution|lookup))|dns_probe|dnsexception|dns:? [a-z ]{0,20}fail|nxdomain|servfail|lookup [\\w.-]{1,80}(?: on (?:\\d|\\[)|: (?:i\\/o timeout|server misbehaving|temporary failure|no such host))|resolving timed out|unknown_host|name resolver error(?!: produced zero addresses)|c-ares status|domain name not found|non-existing domain',
    "(?:could ?n[o']t|cannot|can't|unable to|failed to|failure to) resolve (?:the )?(?:host|hostname|proxy|address|dns|ip|domain|server|name(?!d|space)|['\"]?[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,6}['\"]?:\\d|['\"][a-z0-9.-]{1,120}['\"] (?:\\[|\\(\\[errno|after \\d))",
    '(?:host|hostname|domain|address) resolution failed',
    // The C library in other languages, libpq and Windows in Russian, Japanese and Chinese.
    'name oder dienst nicht bekannt|fehler bei der namensauflösung|nombre o servicio desconocido|fallo temporal en la resolución del nombre|nom ou service inconnu|échec temporaire dans la résolution du nom|nome o servizio sconosciuto|temporane[oa] (?:nella risoluzione de[il]|del) nom[ei]|nome ou serviço desconhecido|falha temporária na resolução de nome',
    'nazwa lub usługa jest nieznana|odwzorowanie nazwy jest chwilowo|sim ya da servis bilinmiyor|sim çözünürlüğünde geçici',
    'неизвестное имя или служба|временный сбой в разрешении им[её]н|(?:преобразовать|перевести) имя[^\\n]{1,120} в адрес не удалось|этот хост неизвестен|名前またはサービスが不明|名前解決に(?:一時的に)?失敗|アドレスに変換できません|そのようなホストは不明|未知的名称或服务|域名解析(?:暂时)?失败|无法解[释析]主机名|不知道这样的主机|이름 혹은 서비스를 알 수 없',
  ),
  mode(
    'clock',
    'clocks differ',
    'requesttimetooskewed|request time and the current time is too large|clock skew|clock[ _]?drift|skewed clock|clocks? (?:is |are )?(?:out of sync|not synchroni[sz]ed)|used before issued|issued in the future|iat\\b.{0,20} in the future|immaturesignature|signature not yet current|token is not yet valid|token is not active|jwt not active|not valid before|nbf claim|\\(nbf\\)|token not valid yet|lifetime validation failed\\. the token is not yet|securitytokennotyetvalid|prematurejwt|jwt not accepted before|krb_ap_err_skew|timestamp for this request is outside',
    // Libraries of tokens, of ids and of Rust, Stripe's webhooks, Google's accounts.
    'clock moved backwards|systemtimeerror|second time provided was later than self|timestamp outside the tolerance|assertion (?:is )?not yet valid|token with (?:iat|nbf) prior to|nbf has not been reached|check your iat and exp',
  ),
  mode(
    'certificate',
    'certificates are rejected',
    "cert_has_expired|certificate[ _](?:has )?(?:been )?(?:expired|revoked|is not yet valid|is invalid|not yet valid|verify failed|verification failed|unknown|required|chain|problem|is not trusted|is not valid|signed by|subject name|common name)|certificate_(?:verify_failed|expired|unknown|revoked)|certificate for this server is invalid|expired certificate|x509: |unable_to_(?:verify|get_issuer)|unable to (?:verify the first|get (?:local )?issuer) certificate|self[- ]?signed[ _]cert|pkix path|certificateexpired|certificatenotyetvalid|certpathvalidator|trust anchor for certification|remote ?certificate|ssl certificate|invalid ?(?:peer )?certificate|failed to verify certificate|certificate's altnames|err_cert_|err_tls_cert|depth_zero_self_signed|tlsv1 alert|alert (?:unknown ca|bad certificate)|bad certificate|unknownissuer|sslcertverification|no subject alternative|ssl: no alternative certificate",
    'sslhandshake|handshake[ _]failure|ssl_error_(?:bad_cert|expired|unknown_ca|handshake)|unknown ca\\b',
  ),
  mode(
    'disk',
    'disk is full or read-only',
    "enospc|errno(?:=|: ?| )28\\b|no space left|disk quota|edquot|not enough (?:disk )?space|there is not enough space on|disk (?:is )?full|disk_full|insufficient disk|out of disk|flood[- ]stage|disk usage exceeded|could not extend file|\\berofs|read-only file ?system|attempt to write a readonly database|kafkastorageexception|device is full|no free space|volume is full|storage quota exceeded|table (?:'[^'\\n]{1,80}' )?is full|unable to extend (?:table|index|lob|temp|segment)|ora-00257|transaction log for database [^\\n]{1,80} is full|low on disk|low disk|running out of disk|disk watermark|mvcc: database space exceeded|no more space|filegroup is full",
    // ENOSPC and EROFS in other languages.
    'kein speicherplatz mehr verfügbar|no queda espacio en el dispositivo|aucun espace disponible sur le périphérique|spazio esaurito sul d(?:evice|ispositivo)|não há espaço disponível no dispositivo',
    'brak miejsca na urządzeniu|aygıt üzerinde boş yer yok|на устройстве не осталось (?:свободного )?места|недостаточно места на диске|файловая система доступна только для чтения|не удалось увеличить файл|デバイスに空き領域がありません|読み込み専用ファイルシステム|设备上没有空间|只读文件系统|장치에 남은 공간이 없음',
  ),
  mode(
    'storage',
    'storage answers with errors',
    // EIO and ESTALE, as kernels and languages word them: the disk or the share under the files fails.
    '\\beio\\b|\\bestale\\b|errno(?:=|: ?| )(?:5|116)\\b|input\\/output error|stale (?:nfs )?file handle',
  ),
  mode(
    'memory',
    'out of memory',
    "outofmemory|out of memory|heap (?:limit|space)|\\bmemoryerror\\b|nomemoryerror|cannot allocate memory|enomem|oom[- ]?kill|allowed memory size|gc overhead|failed to allocate (?:memory|buffer|\\d|an? \\d)|(?:unable|cannot|could not|couldn't) (?:to )?allocate (?:memory|buffer|\\d|native memory)|memory limit (?:of [^\\n]{1,30} )?(?:exceeded|reached)|exceeded (?:the )?memory limit of|insufficient memory|not enough memory|std::bad_alloc|bad_alloc\\b|buffer allocation failed|memory allocation (?:of|failed|error)|allocation failed - |signal 9 \\(sigkill\\)|was sent sigkill|exit(?:ed with)? (?:status|code):? 137|memory exhausted|exhausted memory",
    'невозможно выделить память|недостаточно памяти|нехватка памяти|メモリを確保できません|メモリ不足|无法分配内存|内存不足|메모리를 할당할 수 없',
  ),
  mode(
    'threads',
    'no thread or process can be started',
    "can't start new thread|cannot start (?:new )?thread|unable to create (?:new )?(?:native )?thread|pthread_create|can't create thread|failed to (?:start|spawn|create) (?:a )?(?:new )?(?:native |os )?thread|fork: (?:retry|resource)|fork failed|spawn eagain|fork\\(2\\)|rlimit_nproc|cannot fork\\b",
    // EAGAIN where a process is begun: Node, Go, Python, the ports of Erlang.
    'spawn [^\\n]{1,80} eagain|fork\\/exec [^\\n]{1,120}: resource temporarily unavailable|blockingioerror: \\[errno 11\\] resource|erlang error: :eagain',
  ),
  mode(
    'files',
    'too many open files',
    'too many open files|\\bemfile\\b|\\benfile\\b|errno(?:=|: ?| )24\\b|no file descriptors|out of file descriptors|file descriptor limit|file table overflow',
    'слишком много открытых файлов|ファイルを開きすぎ|打开的文件过多',
  ),
  mode(
    'chunk',
    'frontend chunks fail to load',
    "chunkloaderror|loading (?:css )?chunk|dynamically imported module|importing a module script failed|unable to preload css|failed to load module script|(?:not a |is not a )valid javascript mime|module script but the server responded|^syntaxerror: (?:unexpected token '?<'?|expected expression, got '<')$",
  ),
  mode(
    'policy',
    'calls are denied by a policy',
    // Meshes and gateways, clusters, and what clouds say of an identity that may not.
    "rbac: access denied|rbac_access_denied|(?:denied|rejected|blocked) by (?:an? |the )?(?:network|authorization|security|access|mesh|opa|admission|organi[sz]ation|cilium|service control) policy|unauthorized (?:request on route|connection on server)|l5d-proxy-error: (?:un|client)[^\\n]{0,60}auth|intentions? (?:denied|denies)|explicit deny in|no [a-z-]{1,20}policy allows|is not authorized to perform:? [a-z0-9-]{2,30}:[a-z*]|user \"?system:serviceaccount|iam\\.serviceaccounts|authorizationpermissionmismatch|linkedauthorizationfailed|does not have authorization to perform|does not have [a-z]{1,30}(?:\\.[a-z]{1,30}){1,3} (?:access|permission)|permission '[a-z]{1,40}(?:\\.[a-z]{1,40}){1,3}' denied|admission webhook [^\\n]{1,120} denied",
  ),
  mode(
    'credentials',
    'credentials are rejected',
    'password authentication failed|access denied for user|wrongpass|noauth\\b|authentication (?:failed|required|failure|credentials)|auth(?:entication)? error|login failed for|login was refused|access_refused|(?<!badcredentialsexception: )bad credentials|invalid[ _](?:grant|client|api[ _-]?key|credentials?|access[ _]token|authentication)|invalidclienttokenid|invalidaccesskeyid|signaturedoesnotmatch|(?:security )?token (?:included in the request is (?:invalid|expired)|has expired|is expired|expired)|tokenexpired|expiredtoken|jwt expired|expired api key|api key (?:has )?expired|sasl authentication|unrecognizedclient|unauthenticated|5\\.7\\.8|no pg_hba\\.conf|status(?: code)?[ :]+401|401 unauthorized|\\b401 client error|authenticationexception|unauthorized_client|credentials (?:have )?expired|revoked (?:token|key|credential)|invalid_auth\\b',
    'ora-01017|ora-28001|password (?:has|is) expired|the password of the account has expired|secret (?:has |is )?expired|aadsts7000(?:215|222)|client secret keys? .{0,40}expired|unable to load (?:aws )?credentials|could not load credentials|no credentials? provider|default credentials|could not refresh access token|permission denied: invalid token',
    '(?<!webhook )signature verification failed|no matching key|unable to find a signing key|jwks|invalid signature for token|idx105(?:0[013]|11)\\b|invalidkid|unknown kid|invalid username-password pair',
    // PostgreSQL in Russian, Japanese and Chinese.
    'не прош[её]л проверку подлинности|ユーザー ?"[^"\\n]{1,60}"の[^\\n]{0,20}認証に失敗|用户 ?"[^"\\n]{1,60}" ?(?:的 ?)?(?:password )?认证失败',
    // A token's signature, as jsonwebtoken, golang-jwt, go-oidc, jjwt, Spring, php-jwt and authlib refuse it.
    'jsonwebtokenerror: invalid signature|token signature is invalid|failed to verify signature|signature does not match locally computed|decode the jwt: invalid signature|\"kid\" invalid|badsignatureerror: bad_signature|httpexception: http 401\\b',
  ),
  mode(
    'payload',
    'messages cannot be read',
    'unknown magic byte|error deserializing key\\/value|corrupt ?record ?exception|corrupt record|record is corrupt|error deserializing avro|protobuf: (?:cannot parse|illegal|invalid|wrong) wire|invalid wire[ -]?(?:type|format)|protocol message (?:contained|had|end-group)|schema being registered is incompatible|error code: ?4040[13]|incompatible (?:avro )?schema|unknown message (?:schema|version)',
  ),
];

/** What only looks like a mode: the words of an engine that is full, or that speaks of its own memory. */
const notMemory = /oom command not allowed|storing object/;

/** The mode that lower-case text speaks of, or null. */
export function modeOf(text: string): Mode | null {
  for (const each of modes) {
    if (!each.says.test(text)) continue;
    if (each.cause.key === 'mode:memory' && notMemory.test(text)) continue;
    return each;
  }
  return null;
}
