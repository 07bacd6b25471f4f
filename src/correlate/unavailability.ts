/** Words of drivers, proxies and operating systems for "I could not get through", in lower case. */
const unavailable = new RegExp(
  [
    // The operating system and the network.
    'econn(?:refused|reset|aborted)|etimedout|esockettimedout|ehostunreach|enetunreach|epipe|ehostdown',
    'connection (?:was )?(?:refused|reset|aborted|lost|closed|terminated|broken|error|timed|timeout|attempt|failed|failure|is not available|not available|dropped)',
    'refused|broken pipe|socket (?:hang up|closed|disconnected|timeout|exception|is not connected)|no route to host|unreachable(?! (?:executed|code))|not reachable|i/o timeout',
    'time(?:d)?[ -]?out|deadline[ _]?exceeded|took too long',
    // Getting no connection at all.
    "(?:could ?n[o']t|can(?:not|'t| not)|unable to|failed to|failure to|fail to) (?:establish |open |obtain |acquire |get |make |create |re)?(?:a |an )?(?:new |database |tcp |jdbc |initial )?(?:connect|reach|contact|connection|dial)",
    'too many (?:connections|clients)|connection slots|resource from the pool|pool (?:is )?(?:exhausted|empty|full|limit|timeout)|exhausted the (?:connection )?pool|queuepool limit|no (?:available|free|idle) connections?|no connections? (?:is |are )?(?:active|available)|unabletoconnect|max(?:imum)? (?:number of )?(?:client )?connections',
    // Losing one.
    "server has gone away|went away|link failure|lost connection|gone away|bad connection|terminating connection|closed (?:the|by) |(?:connection|socket|channel|client|session|topology|stream|pool)[^\\n]{0,30} closed|closed (?:connection|client|channel|network)|disconnected|not connected|isn't writeable|premature(?:ly reached)? (?:close|end)|unexpected (?:eof|end of stream)|\\beof$|read error on connection|error while (?:reading|writing) (?:line|bytes) (?:from|to) the server|i/o error occurred while sending|no connection to the server|connection_forced|forced connection closure|connection is not open|amqpconnectionerror|disconnectexception",
    // An engine that answers, but does not serve.
    "readonly you can't|read only replica|loading redis|loading the dataset|busyloading|clusterdown|masterdown|misconf|oom command|starting up|shutting down|in recovery mode|no (?:reachable|suitable|available) (?:servers?|nodes?|brokers?|hosts?)|no living connections|no servers? available|server selection|nohostavailable|nonodeavailable|no[- ]?primary|no alive nodes|nonodesavailable|not (?:primary|master)|leader[ _]not[ _]available|not[ _]?leader|not enough (?:in-sync )?replicas|all shards failed|quorum|broker transport|brokers? (?:connections? )?(?:are )?down|nobrokersavailable|no leader|leadership election|in metadata|update metadata|in-sync replicas|buffering timed",
    // HTTP and gRPC.
    'unavailable|bad gateway|gateway time|internal server error|too many requests|rate[ -]?limit|throttl|slowdown|slow down|throughputexceeded|resource_?exhausted|overloaded|over capacity|no healthy upstream|upstream (?:connect|request|prematurely)|fetch failed|failed to fetch|network ?error|networkerror|max retries|retries exceeded|request aborted|stream (?:removed|reset)|goaway|service temporarily|temporarily failed',
    '(?:status|http|code|response|returned|respond(?:ed)?(?: with)?|got|replied|answered|with|a|server error:?)[ :=(]{1,3}(?:5\\d\\d|429|408)\\b|https?:\\/\\/[^\\s]{1,150} (?:5\\d\\d|429)\\b|\\[5\\d\\d[\\] ]|\\b50[0234] (?:from|on|for|at|error|server|service|\\(?bad|gateway|internal)',
    // Circuit breakers and uptime checks.
    'circuit ?breaker|circuit (?:is )?open|breaker (?:is )?open|brokencircuit|opencircuit|downtime|\\bis down\\b|\\bwent down\\b|health ?check failed|not responding|no response',
  ].join('|'),
);

/** What a reachable engine says about a bad query: never a sign that it cannot be reached. */
const queryError =
  /deadlock|duplicate (?:key|entry)|unique constraint|violates|constraint (?:fail|viol|error)|integrityerror|foreign key|syntax error|error in your sql syntax|does not exist|unknown column|e11000|wrongtype|invalid input syntax|lock (?:wait )?timeout|locknotavailable|could not serialize|data too long|value too long|out of range value|parsing_exception|mapper_parsing|index_not_found|version[ _]conflict|conditionalcheckfailed|nosuchkey|nosuchbucket|null value in column|field overflow|message ?(?:size)? ?too large|record_?too_?large|crossslot|noscript|doesn't exist|cardinality/;

/** Whether lower-case text says that something could not be reached. */
export function saysUnavailable(text: string): boolean {
  return unavailable.test(text);
}

/** Whether lower-case text complains about a query instead of the engine. */
export function saysQueryError(text: string): boolean {
  return queryError.test(text);
}
