const identifierWord =
  /(?<![\w.$/-])(?:[a-z][a-z0-9]*(?:_[a-z0-9]+){1,5}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){1,5}|[a-z]{2,20}(?:[A-Z][a-z0-9]{1,20}){2,4})(?![\w$/]|\.\w)/g;

/** Identifiers that appear in errors of every code base, and so say nothing about a shared cause. */
const everywhere = new Set(
  (
    'user_id account_id order_id request_id trace_id span_id session_id customer_id tenant_id created_at updated_at deleted_at ' +
    'status_code error_code error_message content_type access_token refresh_token client_id client_secret user_agent file_name ' +
    'first_name last_name max_retries retry_after read_timeout connect_timeout access_denied bad_request bad_gateway ' +
    'internal_error internal_server_error not_found too_many_requests deadline_exceeded resource_exhausted permission_denied ' +
    'invalid_argument failed_precondition already_exists service_unavailable gateway_timeout unauthorized_client network_error ' +
    'connection_error timeout_error unknown_error server_error validation_error type_error key_error value_error null_pointer ' +
    'out_of_range site_packages node_modules max_length min_length is_active has_many foreign_key primary_key'
  ).split(' '),
);
const errno = /^(?:err|e|http|sqlstate|ssl|tls|grpc|cert|eai|hy|ora|ns|net)_/;

/**
 * A code-like identifier that lower or upper case text names (`vat_rate`, `TAX_V2`), in lower case, or null.
 * Errors that share one across services are likely to share a change. Error codes and the identifiers of every
 * code base are none.
 * @param text Text in its own case, already bounded by the caller.
 */
export function codeIn(text: string): string | null {
  for (const match of text.matchAll(identifierWord)) {
    const word = match[0].toLowerCase();
    if (word.length < 5 || errno.test(word) || everywhere.has(word) || /_(?:id|ids|at)$/.test(word)) continue;
    return word;
  }
  return null;
}
