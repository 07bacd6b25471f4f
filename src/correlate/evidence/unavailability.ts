import { persons } from './host-shapes.ts';
import { hostsToldIn } from './told-hosts.ts';
import { saysNoRouteElsewhere, saysUnavailableElsewhere } from './localized-words.ts';

/** Words of drivers, proxies and operating systems for "I could not get through", in lower case. */
const unavailable = new RegExp(
  [
    // The operating system and the network.
    'econn(?:refused|reset|aborted)|etimedout|\\betimeout\\b|esockettimedout|ehostunreach|enetunreach|epipe|ehostdown|enotconn',
    'natserror: (?:503|connection_|timeout)',
    'connect call failed|connection (?:was |has been |is )?(?:refused|reset|aborted|lost|closed|terminated|broken|error|timed|timeout|attempt|failed|failure|not available|dropped|shut ?down|killed|interrupted|dead|stale)',
    // A shop refuses cards, and browsers what a policy forbids.
    '(?<!(?:card|payment|charge|order) (?:was |is |has been )?)refused(?! to (?:execute|apply|display|load|set|get))|broken pipe|socket (?:hang up|closed|disconnected|timeout|exception|is not connected|error)|no route to host|(?:host|network) is (?:down|unreachable)|unreachable(?! (?:executed|code))|not reachable|i/o timeout',
    'time(?:d)?[ -]?out|deadline[ _]?exceeded|took too long|did not (?:respond|answer|reply) (?:in|within|after|for)\\b|unable to (?:obtain|retrieve|fetch|get|download) (?:the )?(?:configuration|metadata|discovery document|document|jwks|signing keys|keys) from|nsurlerrordomain code=-100[1456]|-100[45]\\b.{0,40}connect|could not connect to the server|network connection was lost',
    // Getting no connection at all.
    "(?:could ?n[o']t|can(?:not|'t| not)|unable to|failed to|failure to|fail to|error while|error) (?:establish |open |obtain |acquire |get |make |create |re|check(?:ing)? ?out |borrow )?(?:a |an |any |the )?(?:new |database |tcp |jdbc |initial |backend )?connect(?:ing|ion)?\\b|(?:could ?n[o']t|can(?:not|'t| not)|unable to|failed to|failure to|fail to|error) (?:reach|contact|dial)",
    "too many (?:connections|clients)|connection slots|max_(?:client_conn|user_connections)|no more connections|resource from the pool|pool (?:is )?(?:exhausted|empty|full|limit|timeout|timed|overflow|closed)|pooltimedout|exhausted the (?:connection )?pool|queuepool limit|no (?:available|free|idle|more) connections?|no connections? (?:is |are )?(?:active|available)|unabletoconnect|pool paused|could not be queued for execution|max(?:imum)? (?:number of )?(?:client |concurrent )?connections|all pooled connections|connection not available|could not open (?:jpa entitymanager|hibernate session|session for transaction|jdbc)|can't get socket|does not (?:have|contain) (?:an? )?(?:available |healthy )?(?:server|instance) for",
    // What vendors' clients say: an error occurred with our connection to Stripe, unexpected error communicating with Stripe.
    '(?:error|problem|trouble|failure) (?:occurred )?(?:while |when |in )?(?:communicat(?:ing|ion) with|with (?:our|the|your) connection to)|(?:communication with|connection to) [a-z][\\w.-]{1,60} failed',
    // Losing one.
    "server has gone away|dbprocess is dead|went away|link failure|lost connection|gone away|bad connection|terminating connection|closed (?:the|by) |(?:connection|socket|channel|client|session|topology|stream|pool)[^\\n]{0,30} closed|closed (?:connection|client|channel|network)|disconnected|not connected|isn't writeable|premature(?:ly reached)? (?:close|end)|unexpected (?:eof|end of stream|end of file)|incompleteread|incomplete ?read|incompletemessage|\\beof$|error reading a communication packet|exception while (?:reading from|writing to) stream|connectionloss|unexpected close|typeerror: terminated|read error on connection|error while (?:reading|writing) (?:line|bytes) (?:from|to) the server|i/o error occurred while sending|no connection to the server|connection_forced|forced connection closure|connection is not open|amqpconnectionerror|disconnectexception|transport(?:-level error| (?:is closing|endpoint|error|failure))",
    // An engine that answers, but does not serve: it starts, stops, elects, lacks replicas, or only reads.
    "readonly you can't|read only replica|read-only (?:transaction|mode|replica|option|slave|standby|instance)|database is read-only|database .{0,60} is read-only|--(?:super-)?read-only|cannot execute [a-z ]{1,30} in a read-only|loading redis|loading the dataset|busyloading|clusterdown|masterdown|noreplicas|misconf|oom command|starting up|shutting down|is (?:being )?shut ?down|shutdown in progress|in recovery mode|is not accepting|not yet accepting|not currently (?:available|accepting)|node is recovering|is in read-?only mode|clusterallfailed|refresh slots cache|tryagain multiple|(?:node|server) (?:is )?not active|server has failed|service not available|temporary local problem|encountered an internal error|\\btns[:-]|ora-(?:0103[34]|01089|01090|0311[34]|03135|12\\d{3})|mqrc_|reason '?(?:2009|2059|2161|2162|2538|2539)\\b|sqlstate[ =:[(]{1,2}(?:08|57p0|53300)|\\[2002\\]",
    'no (?:healthy |live |alive |active |suitable |reachable |available |usable |configured |running )?(?:servers?|nodes?|brokers?|hosts?|instances?|endpoints?|upstreams?|replicas?|backends?|contact points?) (?:is |are |was |were )?(?:available|reachable|configured|up\\b|healthy|registered)|no (?:reachable|suitable|available|healthy|live|alive) (?:servers?|nodes?|brokers?|hosts?|instances?|endpoints?|upstreams?|members?)|no living connections|server selection|nohostavailable|nonodeavailable|noinstancesavailable|no[- ]?primary|nonodesavailable|not (?:primary|master)\\b|notwritableprimary|primarysteppeddown',
    'leader[ _]not[ _]available|not[ _]?leader|not[ _]?enough[ _]?(?:in-sync )?replicas|not_?coordinator|coordinator (?:is )?(?:not available|load)|all shards failed|quorum|consistency level|at consistency|broker transport|brokers? (?:connections? )?(?:are )?down|nobrokersavailable|no leader|leadership election|election in progress|in metadata|update metadata|in-sync replicas|batch creation|buffering timed|no responders|cluster_block|master_not_discovered|circuit_breaking_exception|is sealed\\b|standby node|request queue is full|backpressure',
    // HTTP and gRPC.
    '(?<!(?:product|item|article|size|offer|room|seat|slot)s? (?:is |are |currently )?)unavailable|bad gateway|gateway time|internal server error|too many requests|rate[ -]?limit|throttl|slowdown|slow down|throughputexceeded|provisioned throughput|reduce your request rate|request rate (?:is )?(?:too|limit|exceeded)|resource_?exhausted|overloaded|over capacity|no healthy upstream|upstream (?:connect|request|prematurely|sent|timed|server)|disconnect\\/reset before headers|delayed connect error|fetch failed|failed to fetch|(?<![a-z] )load failed\\b|network ?error|networkerror|network request failed|max retries|giving up after \\d{1,4} attempt|retries exceeded|retries exhausted|stream (?:removed|reset|id .{0,20} not processed|terminated by rst)|rst_stream|goaway|http\\/2 error|error sending request|error trying to connect|service temporarily|temporarily (?:failed|out of service|overloaded)',
    '(?:status|http|code|response|returned|respond(?:ed)?(?: with)?|got|replied|answered|with|a|server error:?)[ :=(]{1,3}(?:5\\d\\d|429|408)\\b|https?:\\/\\/[^\\s]{1,150} (?:5\\d\\d|429)\\b|\\[5\\d\\d[\\] ]|\\b(?:5[02]\\d|429) (?:from|on|for|at|error|server|service|\\(?bad|gateway|internal)',
    // Circuit breakers, bulkheads and uptime checks.
    'circuit ?breaker|circuit (?:is |was )?(?:now )?(?:open|in the open)|breaker (?:is )?open|brokencircuit|opencircuit|short-circuited|bulkhead|isolatedcircuit|downtime|\\bis down\\b|\\bwent down\\b|(?:server|host|node|broker|database|service|shard|partition|cluster) is offline|health ?check failed|not responding|no response|not available, (?:retry|try)',
    // A bare word that did not answer is what was called, unless it is a person or any server.
    `\\bno (?:answer|reply)(?: received)? from (?!${persons}|(?:the|an?|any|server|host|remote|peer)(?![\\w-]))['"\`]?[a-z][a-z0-9-]{2,60}(?![\\w@])`,
  ].join('|'),
);

/** Operating systems' words for it, lower case: EHOSTUNREACH and ENETUNREACH, on Linux, BSD, Windows and the JVM. */
const noRoute =
  /ehostunreach|enetunreach|no route ?to ?host|(?:host|network) (?:is )?unreachable|unreachable (?:host|network)\b|(?:os error|\[errno) 1(?:01|13)\b/;

/** What a reachable engine says about a bad query: never a sign that it cannot be reached. */
const queryError =
  /deadlock|duplicate (?:key|entry)|unique constraint|violates|constraint (?:fail|viol|error)|integrityerror|foreign key|syntax error|error in your sql syntax|does not exist|unknown column|e11000|wrongtype|invalid input syntax|lock (?:wait )?timeout|lock request time out|locknotavailable|could not serialize|serialization failure|data too long|value too long|out of range value|would be truncated|arithmetic overflow|parsing_exception|mapper_parsing|index_not_found|version[ _]conflict|conditionalcheckfailed|optimistic lock|stale ?object|nosuchkey|nosuchbucket|null value in column|cannot insert the value null|field overflow|message ?(?:size)? ?too large|record_?too_?large|crossslot|noscript|doesn't exist|cardinality|ora-00001|ora-0094[24]|unknown topic|precondition_failed/;

/** Somebody on the other side went away: a closed tab, an impatient client. Servers log it all day. */
const clientLeft =
  /clientabort|clientdisconnect|asyncrequestnotusable|client has (?:disconnected|aborted|gone|left)|client closed (?:the )?(?:request|connection)|request (?:was )?aborted|request (?:was )?cancell?ed by (?:the )?(?:client|user)|context cancell?ed|aborted by (?:the )?(?:client|user)|user aborted|servletoutputstream failed|getoutputstream|jetty\.io\.eof|response (?:already|was already) (?:committed|closed)|(?:status|code|http)[ :=]{1,2}499\b|abort handler|operation was aborted(?! due to timeout)|signal is aborted without reason/;

/** Whether lower-case text says that something could not be reached. */
export function saysUnavailable(text: string): boolean {
  return (
    (unavailable.test(text) || saysUnavailableElsewhere(text) || hostsToldIn(text).length > 0) &&
    !saysClientLeft(text)
  );
}

/** Whether lower-case text says that no way leads to what was called: the machine may be gone, or the network. */
export function saysNoRoute(text: string): boolean {
  return noRoute.test(text) || saysNoRouteElsewhere(text);
}

/** Whether lower-case text only says that whoever asked did not wait for the answer. */
export function saysClientLeft(text: string): boolean {
  return clientLeft.test(text);
}

/** Whether lower-case text complains about a query instead of the engine. */
export function saysQueryError(text: string): boolean {
  return queryError.test(text);
}
