/** Identifiers that one issue may vote for: more would be a list of columns. */
const mostCodes = 4;
/** Candidates that are looked at: a text of nothing but identifiers costs no more than one of words. */
const mostCandidates = 60;
const longestCode = 60;

/**
 * A word of at least two parts: `vat_rate`, `TAX_V2`, `orders.total_cents`, `eu-rounding-rules`, `taxRateTable`. What
 * stands in a path, an address or a longer word is none.
 */
const candidate =
  /(?<![\w.$/\\@:-])([A-Za-z][A-Za-z0-9]{0,40}(?:[._-][A-Za-z0-9]{1,40}){1,6}|[a-z]{2,20}(?:[A-Z][a-z0-9]{1,20}){1,4})(?![\w$/\\@]|[.:-]\w)/g;

/**
 * Single words are names only where a text quotes them as the name of such a thing: `relation "invoices"`.
 */
const namedThing =
  /\b(?:relation|table|column|topic|queue|exchange|stream|subject|bucket|feature|flag|toggle|experiment) ["'`](?:[a-z]\w{0,40}\.)?([A-Za-z][A-Za-z0-9]{3,40})["'`]/gi;

/** What a text calls by such a name it names, quoted or not: `feature stock-rounding-mode`. */
const afterThing =
  /\b(?:relation|table|column|topic|queue|exchange|stream|subject|bucket|feature|flag|toggle|experiment) $/i;

/** Words that English strings together with dashes: `out-of-date`, `one-to-many`. */
const english = /-(?:of|to|the|in|by|and|on|or|at|a|not|for|no)-/;

/**
 * Code-like identifiers that text names, best first, at most four: in lower case, with `.`, `-`, `_` and humps as one
 * (`orders.total_cents`, `ORDERS_TOTAL_CENTS` and `ordersTotalCents` are `orders_total_cents`). What stands behind a
 * dot counts as well (`total_cents`). Errors that share one across services are likely to share a change. Error codes,
 * ids, file names, hosts and the identifiers of every code base are none.
 * @param text Text in its own case, already bounded by the caller.
 */
export function codesIn(text: string): readonly string[] {
  const worth = new Map<string, number>();
  const add = (code: string | null, value: number): void => {
    if (code !== null && value > (worth.get(code) ?? 0)) worth.set(code, value);
  };
  let read = 0;
  for (const match of text.matchAll(candidate)) {
    if ((read += 1) > mostCandidates) break;
    const word = match[1] ?? '';
    if (isKeyOfDump(text, match.index + word.length)) continue;
    const isQuoted =
      quotedAt(text, match.index, word.length) || afterThing.test(text.slice(0, match.index).slice(-14));
    const value = worthOf(word, isQuoted);
    if (value === 0) continue;
    add(codeOf(word), value);
    const behind = word.slice(word.lastIndexOf('.') + 1);
    if (behind !== word && worthOf(behind, isQuoted) > 0) add(codeOf(behind), value - 1);
  }
  for (const match of text.matchAll(namedThing)) add(codeOf(match[1] ?? ''), 3);
  return [...worth]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostCodes)
    .map(([code]) => code);
}

/**
 * What an identifier is worth as a shared cause, 0 for none: a constant or what is quoted more than what merely looks
 * like code. Plain dots are file names as often and single dashes English: they count only in quotes.
 */
function worthOf(word: string, isQuoted: boolean): number {
  const quoted = isQuoted ? 4 : 0;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(word)) return 6 + quoted;
  if (word.includes('_')) return /^[a-z][a-z0-9._-]*$/.test(word) ? 4 + quoted : 0;
  if (word.includes('.') || word.includes('-')) {
    if (isQuoted && /^[a-z]/.test(word)) return quoted;
    return /^[a-z][a-z0-9]*(?:-[a-z0-9]+){2,}$/.test(word) && !english.test(word) ? 2 : 0;
  }
  const humps = word.match(/[A-Z]/g)?.length ?? 0;
  return /^[a-z]/.test(word) && humps >= (isQuoted ? 1 : 2) ? 2 + quoted : 0;
}

/** Whether what ends here is the key of a printed record: it belongs to whoever prints, and what is wrong is the value. */
function isKeyOfDump(text: string, end: number): boolean {
  return /^(?: ?= ?"|: ?\{)/.test(text.slice(end, end + 4));
}

/** Whether a word stands in quotes, brackets of a key, or a placeholder: `"x"`, `['x']`, `${x}`. */
function quotedAt(text: string, at: number, length: number): boolean {
  const before = text.charAt(at - 1);
  return before !== '' && '"\'`{[<'.includes(before) && '"\'`}]>:'.includes(text.charAt(at + length));
}

/** The one spelling of an identifier, or null when it says nothing about a change. */
function codeOf(word: string): string | null {
  if (word.length < 5 || word.length > longestCode || fileLike.test(word) || hostLike.test(word)) return null;
  const code = word
    .replace(/([a-z0-9])(?=[A-Z][a-z])/g, '$1_')
    .replace(/[._-]/g, '_')
    .toLowerCase();
  if (everywhere.has(code) || errorLike.test(code) || identity.test(code)) return null;
  const parts = code.split('_');
  // A name of three parts says enough, whatever it is the path or the size of.
  if (parts.length < 3 && plumbing.test(code)) return null;
  return parts.some(isNumberLike) ? null : code;
}

/** Ids, dates, versions of builds, hashes: a part that is a number of three digits or more, or hex. */
function isNumberLike(part: string): boolean {
  return /^\d{1,2}$|^\d{3,}|^(?=[a-f]*\d)[0-9a-f]{6,}$|^[a-z]*\d[a-z]+\d[a-z0-9]*$/.test(part);
}

/** Files, packages and classes by their endings, domains by their suffix. */
const fileLike =
  /\.(?:go|py|pyc|js|mjs|cjs|ts|tsx|jsx|rb|erb|java|kt|php|cs|rs|c|cc|cpp|h|ex|exs|scala|swift|vue|html?|css|json|xml|ya?ml|sql|so|dll|jar|pdf|csv|txt|md|log|png|jpe?g|svg|webp|gif|zip|gz|tmp|lock|toml|ini|conf|env|sh|exe|map|parquet|proto)$/i;
const hostLike =
  /\.(?:com|net|org|io|dev|app|co|cloud|eu|uk|de|fr|internal|local|lan|corp|intra|private|home|consul|svc|test|example|invalid|localdomain)$|^(?:com|org|net|io|java|javax|jakarta|kotlin|system|microsoft|github)\.|-(?:svc|service|api|server|proxy|gateway|worker|primary|replica|master|db|cluster)$/i;

/** Codes of errors and states: they begin or end with what went wrong, and every business refuses cards. */
const errorLike =
  /^(?:err|http|https|sqlstate|ssl|tls|grpc|cert|eai|hy|ora|ns|er|sql|mqrc|nsurl|kern|exc|sig|invalid|missing|unknown|unexpected|unsupported|unable|cannot|could|not|no|non|bad|too|insufficient|expired|failed|fatal|incorrect|duplicate|already|rate_limit|is|has|can|should|will|get|set|on|handle|to)_|_(?:error|err|errors|exception|failed|failure|timeout|timed_out|denied|expired|refused|rejected|declined|unavailable|exceeded|invalid|found|required|missing|mismatch|exists|exhausted|aborted|cancell?ed|closed|lost|reset|unreachable|limited|unauthorized|forbidden|funds|supported|allowed|violation|violated|only|first|up|down|out|in|off|free|based|side|like|party|time|zero|empty|null)$/;

/** What identifies one thing or moment, never a kind of things. */
const identity = /(?:^|_)(?:id|ids|uuid|guid|oid|pk|at|ts|timestamp|datetime)$/;

/** What every code base has one of, and what carries every request. */
const plumbing =
  /(?:^|_)(?:sku|date|hash|sha|token|secret|password|email|phone|url|uri|path|dir|ip|host|hostname|port|addr|locale|lang|agent|csrf|cookie|nonce|etag|checksum|args|kwargs|argv|stdin|stdout|stderr|length|size|count|index|idx|offset|type|kind|class|cls|self|this|func|fn|callback)$|^(?:x|content|accept|cache|user|access|data|aria|text|application|image|utf|iso|django|react|webpack|node|npm|python|java|site|dist|lib|src|app|test|spec|http|request|response|session|client|server|e|t|n|this|self|props|state|req|res|ctx|window|document|process|console|module|exports|com|org|www)_(?:type|length|encoding|language|control|agent|testid|label|id|env|props|state|body|query|params|headers?|data|modules?|packages?|url|path|method|status|code|host|port|name|token|key|[a-z])$/;

/** Identifiers that appear in errors of every code base, and so say nothing about a shared cause. */
const everywhere: ReadonlySet<string> = new Set(
  (
    'error_code error_message error_description status_code status_text first_name last_name full_name display_name file_name ' +
    'max_retries retry_after retry_count client_secret api_key public_key private_key foreign_key primary_key unique_key ' +
    'internal_server_error internal_error bad_request bad_gateway gateway_timeout too_many_requests service_unavailable ' +
    'deadline_exceeded resource_exhausted permission_denied failed_precondition unauthorized_client invalid_argument ' +
    'max_length min_length is_active has_many belongs_to many_to_many null_pointer none_type object_id default_value ' +
    'key_value name_value stack_trace call_stack main_thread event_loop worker_thread thread_pool heap_space dead_letter ' +
    'json_parse json_data raw_data form_data query_string user_input read_write end_of_file line_number front_end back_end ' +
    'real_time run_time time_zone look_up set_up data_base file_system next_page prev_page per_page page_size sort_by order_by ' +
    'group_by left_join inner_join for_each add_event_listener remove_event_listener query_selector inner_html local_storage ' +
    'get_item set_item session_storage request_animation_frame read_only well_known en_us en_gb up_to_date'
  ).split(' '),
);
