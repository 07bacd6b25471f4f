import { isInside, nameOfHost, vendorIn } from './host-names.ts';
import { classLike, fileLike, hostSuffix, persons } from './host-shapes.ts';
import { hostsFetchedInVain } from './page-fetches.ts';
import { hostsToldIn, isServersPort } from './told-hosts.ts';

/** Pages that explain an error: they are part of the message, never what failed. */
const documentation =
  /https?:(?=\/\/)[^\s"'<>)]{0,80}?(?:\/docs?[./]|\/docs?\b|\.docs?\.|sqlalche\.me|go\.microsoft|aka\.ms|react\.dev|reactjs\.org|nodejs\.org|redis\.io|\/\/(?:www\.)?github\.com|stackoverflow|w3\.org|curl\.haxx|curl\.se|xmlsoap|schemas\.|wiki|developers?\.|support\.microsoft|support\.google|pris\.ly|errors\/|dev\.mysql|postgresql\.org|mongodb\.com|elastic\.co|spring\.io|symfony\.com|laravel\.com)[^\s"'<>)]{0,200}/g;

/** scheme://user:secret@host:port, and what a company's own gateway is asked for: /api/v1/<service>. */
const urls =
  /\b[a-z][a-z0-9+]{1,15}:\/\/(?:[^\s/@'"<>]{1,80}@)?([a-z0-9][a-z0-9.-]{0,120})(?::\d{2,5})?(?:\/api\/(?:v\d{1,2}\/)?([a-z][a-z-]{2,40}))?/g;
/** host:port, but not file.ts:42, nor Kafka's topic-partition:milliseconds. */
const pairs = /(?<![\w./@-])([a-z][a-z0-9-]{1,62}(?:\.[a-z0-9-]{1,63}){0,8}):(\d{2,5})(?![\w.]| ?ms\b)/g;
/** Ports that make `word:number` a host even where the word is a plain one; elsewhere it may be a key (`user:8412`). */
const plainPorts =
  /^(?:80|443|3000|3001|3306|4000|4222|443\d|5000|5432|5672|6379|7000|80[0189]\d|8443|8500|8888|9000|909\d|9200|11211|27017|5005\d)$/;

/** Phrases that name a host in their first group. All gaps are bounded: hostile text costs no more than its length. */
const phrases: readonly RegExp[] = [
  // host=orders-db, HTTPSConnectionPool(host='api.vendor.com', port=443), "hostname": "x"
  // libpq of old: Is the server running on host "x" and accepting
  /\b(?:host(?:name)?['"]?[ ]?[=:][ ]?|running on host )['"]?([a-z][a-z0-9.-]{1,120})/g,
  // lookups: getaddrinfo ENOTFOUND x; dial tcp: lookup x on 10.0.0.10:53; Could not resolve host: x
  /\b(?:enotfound|eai_again|lookup|resolve(?: host(?:name)?)?:?|unknownhostexception:|no such host:?|host is known\.? \(|server at)[ ]?['"`]?([a-z][a-z0-9.-]{1,120})/g,
  // pgx: 10.8.0.4:5432 (orders-db.acme.internal): dial error
  /\d:\d{2,5} \(([a-z][a-z0-9.-]{2,120})\)/g,
  // connect ETIMEDOUT x, connect to x, getting through to x; but not boto's "when calling the PutObject operation"
  /\b(?:connect(?:ing|ion)? (?:to|with)|connect e[a-z]{5,20}|communicat(?:ing|ion) with|reach(?:ing)?|contact(?:ing)?|calling|calls? to|requests? to|talking to|upstream|dial(?:ing)?) (?:the |service |host |server |upstream )?['"`]?(?![a-z0-9.-]{3,121} operation\b)([a-z][a-z0-9.-]{2,120})/g,
  // no answer from pricing, no response from the payments service; but not from her, nor from the customer
  new RegExp(
    `\\b(?:response|reply|answer)(?: received)? from (?!${persons})(?:the |service |host |server |upstream )?['"\`]?(?![a-z0-9.-]{3,121} operation\\b)([a-z][a-z0-9.-]{2,120})`,
    'g',
  ),
  // inventory-service responded with 503; payments: upstream timed out
  /(?<![\w./-])([a-z][a-z0-9-]{2,60}?)(?:[- ](?:service|svc|api|backend))(?:['"`])? (?:is |was |call |request |has |did |does )?(?:respond|return|repl|answer|unavailable|unreachable|timed|timeout|failed|down|not|refused|closed|request)/g,
  // 503 from inventory, timeout from payments
  /\b(?:5\d\d|429|timeout|timed out|unavailable|error)(?: error| response| status)?(?: [a-z]{3,12}){0,2} (?:from|calling|by) ['"`]?(?![a-z0-9.-]{3,121} operation\b)([a-z][a-z0-9.-]{2,120})/g,
  // payments responded with status 503, payments returned 429
  /(?<![\w./-])([a-z][a-z0-9-]{2,60}) (?:responded|returned|replied|answered)(?: with)?(?: an?)?(?: http)?(?: error)?(?: status)?(?: code)?:? (?:5\d\d|429)\b/g,
  // Balancers and meshes: no instances available for payments, no endpoints available for service "payments", outbound|80||payments.shop.svc
  /\b(?:no (?:healthy |available )?(?:instances?|servers?|endpoints?|hosts?|upstreams?|nodes?)(?: available)?|(?:instance|server)) for (?:the )?(?:service|client|cluster|upstream)?:? ?['"`]?([a-z][a-z0-9.-]{2,120})|\boutbound\|\d{1,5}\|[^|\s]{0,60}\|([a-z][a-z0-9.-]{2,120})/g,
  // libpq in other languages: Verbindung zum Server auf »orders-db«, al servidor en «orders-db», au serveur sur « orders-db »
  /\b(?:server (?:auf|su)|servidor e[nm]|serveur sur) [«»„"]\s?([a-z][a-z0-9.-]{1,120})/g,
  // The same in other scripts: серверу "orders-db", 连接到"orders-db", "orders-db"(10.0.0.4)、ポート5432
  /(?:серверу|连接到) ?"([a-z][a-z0-9.-]{1,120})"|"([a-z][a-z0-9.-]{1,120})" ?(?:\([\da-f.:]{3,45}\))?、ポート/g,
  // CircuitBreaker 'payments' is OPEN
  /\b(?:(?:circuit ?)?breaker|bulkhead) ?(?:['"`([:]|for |of |named |open for |is open for |open: ?|is open: ?) ?['"`]?([a-z][a-z0-9.-]{2,60})/g,
  // InetSocketAddress: orders-db.acme.internal/10.2.3.4:5432, orders-db/<unresolved>:5432
  /(?<![\w./-])([a-z][a-z0-9.-]{2,120})\/(?:<unresolved>|\d{1,3}(?:\.\d{1,3}){3})/g,
  // rpc error: code = DeadlineExceeded desc = payments: context deadline exceeded
  /\bdesc = ([a-z][a-z0-9-]{2,60}): /g,
  // gRPC: /inventory.v1.InventoryService/GetStock
  // and without its slash where the version says that it is one: inventory.v1.Inventory/Reserve
  /(?<![\w./-])([a-z][a-z0-9]{2,40})\.v\d{1,2}(?:alpha\d?|beta\d?)?\.[a-z0-9_]{1,60}\/[a-z]/g,
  /(?<!\/)\/([a-z][a-z0-9]{2,40})(?:\.[a-z0-9_]{1,40}){1,4}\/[a-z]/g,
];

/** What stands where a host could stand, and is none. */
const notHosts = new Set(
  (
    'the this that any all some our its your their host hosts server servers service services client clients database remote ' +
    'peer broker brokers pool node nodes upstream upstreams connection connections address endpoint port status code line http ' +
    'https error errors timeout timed failed failure request requests response responses localhost tcp udp rpc url uri socket ' +
    'and for from with after before while because when was were has had not none null undefined true false internal external ' +
    'at on in of to is it be by get post put delete patch head cluster proxy backend downstream dependency mysql redis ' +
    'postgres postgresql mongodb mongo kafka rabbitmq elasticsearch memcached available connect lookup name hostname exceeded ' +
    'data empty invalid open closed half-open third-party api gateway app self target worker workers read write econnrefused ' +
    'making dial point points prematurely sent received responded returned etimedout econnreset ehostunreach enotfound desc message reason cause caused exception retry retries attempts ' +
    'stream streams channel channels subchannel subchannels plugin plugins'
  ).split(' '),
);
/** Most names that one alert may give: more would be a list of a cluster's nodes. */
const mostNames = 4;

/** Lower-case text without the links to documentation that some drivers append. */
export function withoutDocumentation(text: string): string {
  return text.includes('http') ? text.replace(documentation, ' ') : text;
}

/** Normalised names of the hosts and services that lower-case text names, in order, without IP addresses. */
export function hostsIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(urls)) add(names, urlName(match[1] ?? '', match[2]));
  for (const match of text.matchAll(pairs)) add(names, pairName(match[1] ?? '', match[2] ?? ''));
  for (const phrase of phrases) {
    for (const match of text.matchAll(phrase))
      if (!isPartOfSentence(match, text)) add(names, nameIfHost(match[1] ?? match[2] ?? ''));
  }
  for (const host of hostsToldIn(text)) add(names, nameOfUrl(host));
  for (const host of hostsFetchedInVain(text)) add(names, nameIfHost(host));
  add(names, vendorIn(text));
  return [...names];
}

/** A key, a scheme, one of several brokers, a method that is called on something: a word that goes on is no host. */
function isPartOfSentence({ 0: phrase, 1: word = '', index }: RegExpExecArray, text: string): boolean {
  if (word === '' || !phrase.endsWith(word)) return false;
  const rest = text.slice(index + phrase.length, index + phrase.length + 12);
  // What goes on with colons is an address of version 6.
  if (/^(?:[#=*@]|:[\da-f]{0,4}:)/.test(rest)) return true;
  if (!/^[a-z]+$/.test(word)) return false;
  return (
    /^ (?:brokers?|nodes?|replicas?|members?|peers?)\b/.test(rest) ||
    (phrase.startsWith('calling ') && rest.startsWith(' on '))
  );
}

function add(names: Set<string>, name: string | null): void {
  if (name !== null && names.size < mostNames) names.add(name);
}

function urlName(host: string, asked: string | undefined): string | null {
  // The public door of a company names only itself; the path names who is behind it.
  if (asked !== undefined && !isInside(host)) return nameIfHost(asked) ?? nameOfUrl(host);
  return nameOfUrl(host);
}

/** Where a URL has its host, every dotted word is one: `stock.shop` is a service and its namespace. */
function nameOfUrl(host: string): string | null {
  return nameIfHost(host) ?? (host.includes('.') && !fileLike.test(host) ? nameOfHost(host) : null);
}

function pairName(host: string, port: string): string | null {
  const plain = /^[a-z]+$/.test(host);
  if (plain && !plainPorts.test(port)) return null;
  // Whatever a company calls its zone, what has the port of a server is a host.
  return isServersPort(host, port) && !classLike.test(host) ? nameOfUrl(host) : nameIfHost(host);
}

function nameIfHost(found: string): string | null {
  const host = found.replace(/[.-]+$/, '');
  if (host.length < 3 || notHosts.has(host) || fileLike.test(host) || classLike.test(host)) return null;
  // A dotted word that ends in no suffix of hosts is code or the end of a sentence.
  if (host.includes('.') && !hostSuffix.test(host)) return null;
  if (/(?:error|exception)$/.test(host)) return null;
  return nameOfHost(host);
}
