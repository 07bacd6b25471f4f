/**
 * Sentry's group types, as far as the relay tells them apart: number (`type_id`), slug and today's category
 * (`category_v2`) of getsentry/sentry: src/sentry/issues/grouptype.py, performance/grouptype.py,
 * monitors/grouptype.py, uptime/grouptype.py, incidents/grouptype.py, preprod. Events carry the number, issues the
 * slug, and both must come to the same category.
 */
const groupTypes: readonly (readonly [id: number, slug: string, category: string])[] = [
  [1, 'error', 'error'],
  [1001, 'performance_slow_db_query', 'db_query'],
  [1004, 'performance_render_blocking_asset_span', 'frontend'],
  [1006, 'performance_n_plus_one_db_queries', 'db_query'],
  [1007, 'performance_consecutive_db_queries', 'db_query'],
  [1008, 'performance_file_io_main_thread', 'mobile'],
  [1009, 'performance_consecutive_http', 'http_client'],
  [1010, 'performance_n_plus_one_api_calls', 'http_client'],
  [1011, 'performance_m_n_plus_one_db_queries', 'db_query'],
  [1012, 'performance_uncompressed_assets', 'frontend'],
  [1013, 'performance_db_main_thread', 'mobile'],
  [1015, 'performance_large_http_payload', 'http_client'],
  [1016, 'performance_http_overhead', 'http_client'],
  [1017, 'performance_duration_regression', 'metric'],
  [1018, 'performance_p95_endpoint_regression', 'metric'],
  [1019, 'performance_streamed_spans_exp', 'metric'],
  [1020, 'db_query_injection_vulnerability', 'db_query'],
  [1021, 'query_injection_vulnerability', 'db_query'],
  [1906, 'performance_n_plus_one_db_queries_experimental', 'db_query'],
  [1910, 'performance_n_plus_one_api_calls_experimental', 'http_client'],
  [1911, 'performance_m_n_plus_one_db_queries_experimental', 'db_query'],
  [2001, 'profile_file_io_main_thread', 'mobile'],
  [2002, 'profile_image_decode_main_thread', 'mobile'],
  [2003, 'profile_json_decode_main_thread', 'mobile'],
  [2007, 'profile_regex_main_thread', 'mobile'],
  [2009, 'profile_frame_drop', 'mobile'],
  [2011, 'profile_function_regression', 'metric'],
  [3501, 'llm_detected_experimental', 'ai_detected'],
  [3502, 'llm_detected_experimental_v2', 'ai_detected'],
  [4001, 'monitor_check_in_failure', 'outage'],
  [4002, 'monitor_check_in_timeout', 'outage'],
  [4003, 'monitor_check_in_missed', 'outage'],
  [5002, 'replay_click_rage', 'frontend'],
  [5003, 'replay_hydration_error', 'frontend'],
  [6001, 'feedback', 'feedback'],
  [7001, 'uptime_domain_failure', 'outage'],
  [8001, 'metric_issue', 'metric'],
  [8002, 'metric_issue_poc', 'metric'],
  [10001, 'web_vitals', 'frontend'],
  [11001, 'preprod_static', 'preprod'],
  [11003, 'preprod_size_analysis', 'preprod'],
];

const byId: ReadonlyMap<number, string> = new Map(groupTypes.map(([id, , category]) => [id, category]));
const bySlug: ReadonlyMap<string, string> = new Map(groupTypes.map(([, slug, category]) => [slug, category]));

/** Numbers are given out by the thousand, slugs by their first word: a type that is new here is of its neighbours' kind. */
const families: readonly (readonly [thousand: number, word: string, category: string])[] = [
  [1, 'performance', 'performance'],
  [2, 'profile', 'mobile'],
  [3, 'llm', 'ai_detected'],
  [4, 'monitor', 'outage'],
  [5, 'replay', 'frontend'],
  [6, 'feedback', 'feedback'],
  [7, 'uptime', 'outage'],
  [8, 'metric', 'metric'],
  [11, 'preprod', 'preprod'],
];

/** The category of a group type's number, null where nothing like it is known. */
export function categoryOfTypeId(id: number): string | null {
  const family = families.find(([thousand]) => thousand === Math.floor(id / 1000));
  return byId.get(id) ?? family?.[2] ?? null;
}

/** The category of a group type's slug (`issueType`), null where nothing like it is known. */
export function categoryOfSlug(slug: string): string | null {
  const family = families.find(([, word]) => slug === word || slug.startsWith(`${word}_`));
  return bySlug.get(slug) ?? family?.[2] ?? null;
}

/** The slug of a group type's number, where it is known. */
export function slugOfTypeId(id: number): string | null {
  return groupTypes.find(([known]) => known === id)?.[1] ?? null;
}
