import type { Cause } from '../domain/cause.ts';

/** A way of failing that says more than what failed: all DNS errors are one trouble, whatever host they name. */
export interface Mode {
  readonly cause: Cause;
  /** Tested against lower-case text. Every pattern is an alternation of literals or short bounded gaps. */
  readonly says: RegExp;
}

function mode(name: string, title: string, says: RegExp): Mode {
  return { cause: { kind: 'mode', key: `mode:${name}`, title }, says };
}

/** The modes, strongest first: a certificate error that follows from a failed lookup is a DNS problem. */
export const modes: readonly Mode[] = [
  mode(
    'dns',
    'DNS lookups fail',
    /\benotfound|\beai_again|getaddrinfo|gaierror|no such host|unknownhost|unknown host|name or service not known|name resolution|nameresolution|name does not resolve|nodename nor servname|could ?n[o']t resolve|cannot resolve|can't resolve host|failed to resolve|unable to resolve host|hostname lookup|dns (?:lookup|resolution|error|timeout|query)|dns_probe|nxdomain|servfail|err_name_not_resolved|no address associated|resolution failed|lookup [\w.-]{1,80} on |dnsexception|socketerror: getaddr/,
  ),
  mode(
    'certificate',
    'certificates are rejected',
    /cert_has_expired|certificate[ _](?:has )?(?:expired|is not yet valid|verify failed|verification failed|unknown|required)|certificate_verify_failed|certificate (?:signed by|chain|problem|is not trusted)|expired certificate|x509: |unable_to_(?:verify|get_issuer)|unable to (?:verify the first|get (?:local )?issuer) certificate|self[- ]?signed[ _]cert|pkix path|sslhandshake|certificateexpired|certpathvalidator|remote certificate|ssl certificate|failed to verify certificate|certificate's altnames|err_cert_|depth_zero_self_signed|tls: bad certificate|invalid peer certificate|handshake failure|sslcertverification/,
  ),
  mode(
    'disk',
    'disk is full or read-only',
    /enospc|no space left|disk quota|edquot|not enough (?:disk )?space|disk (?:is )?full|disk_full|insufficient disk|out of disk|flood[- ]stage|disk usage exceeded|could not extend file|\berofs|read-only file ?system|kafkastorageexception|device is full|no free space|volume is full|storage quota exceeded/,
  ),
  mode(
    'memory',
    'out of memory',
    /outofmemory|out of memory|heap (?:limit|space)|\bmemoryerror\b|nomemoryerror|cannot allocate memory|enomem|oom[- ]?kill|allowed memory size|gc overhead|failed to allocate|memory limit exceeded|insufficient memory|std::bad_alloc/,
  ),
  mode(
    'chunk',
    'frontend chunks fail to load',
    /chunkloaderror|loading (?:css )?chunk|dynamically imported module|importing a module script failed|unable to preload css|failed to load module script/,
  ),
  mode(
    'credentials',
    'credentials are rejected',
    /password authentication failed|access denied for user|wrongpass|noauth\b|authentication (?:failed|required|failure|credentials)|auth(?:entication)? error|login failed for|login was refused|access_refused|bad credentials|invalid[ _](?:grant|client|api[ _-]?key|credentials?|access[ _]token|authentication|username or password)|invalidclienttokenid|invalidaccesskeyid|signaturedoesnotmatch|(?:security )?token (?:included in the request is (?:invalid|expired)|has expired|is expired|expired)|tokenexpired|expiredtoken|jwt expired|expired api key|api key (?:has )?expired|sasl authentication|unrecognizedclient|unauthenticated|5\.7\.8|no pg_hba\.conf|status(?: code)?[ :]+401|401 unauthorized|authenticationexception|unauthorized_client|credentials (?:have )?expired|revoked (?:token|key|credential)|invalid_auth\b/,
  ),
];

/** What only looks like a mode: the words of an engine that is full, or that speaks of its own memory. */
const notMemory = /oom command not allowed/;

/** The mode that lower-case text speaks of, or null. */
export function modeOf(text: string): Mode | null {
  for (const each of modes) {
    if (!each.says.test(text)) continue;
    if (each.cause.key === 'mode:memory' && notMemory.test(text)) continue;
    return each;
  }
  return null;
}
