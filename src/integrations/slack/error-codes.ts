import type { TroubleCode } from '../../domain/sending/trouble.ts';

/**
 * What an error code of Slack's Web API asks for. Sources: the error tables of chat.postMessage, chat.update and
 * conversations.history (docs.slack.dev/reference/methods).
 */
type SlackFault =
  /** Slack limits us: wait as told, then the same again. */
  | 'limited'
  /** It will be minutes or hours until Slack takes anything (a migration, a spent plan): wait long. */
  | 'wait-long'
  /** Slack says that it did not process the request. */
  | 'unprocessed'
  /** It may have taken effect all the same. */
  | 'ambiguous'
  /** The channel is not as configured. */
  | 'lane'
  /** The token or the app is not as configured. */
  | 'credential'
  /** This payload will never be taken. */
  | 'payload'
  /** The message to change is gone. */
  | 'gone'
  /** The message is there, and may not be changed (any more). */
  | 'frozen';

const codes: Readonly<Record<SlackFault, readonly string[]>> = {
  limited: ['ratelimited', 'rate_limited'],
  'wait-long': [
    'org_login_required',
    'team_added_to_org',
    'external_channel_migrating',
    'message_limit_exceeded',
  ],
  unprocessed: ['request_timeout', 'streaming_state_conflict'],
  ambiguous: ['internal_error', 'fatal_error', 'service_unavailable', 'update_failed'],
  lane: [
    'channel_not_found',
    'channel_is_limited_access',
    'not_in_channel',
    'is_archived',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'ekm_access_denied',
    'messages_tab_disabled',
    'posting_to_channel_denied',
    'team_not_found',
  ],
  credential: [
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'missing_scope',
    'no_permission',
    'access_denied',
    'accesslimited',
    'app_access_restricted',
    'not_allowed_token_type',
    'two_factor_setup_required',
    'enterprise_is_restricted',
    'is_bot',
    'as_user_not_supported',
    'send_on_behalf_not_allowed',
    'unknown_method',
    'method_deprecated',
    'deprecated_endpoint',
  ],
  payload: [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_too_long',
    'msg_blocks_too_long',
    'no_text',
    'too_many_attachments',
    'attachment_payload_limit_exceeded',
    'invalid_attachments',
    'too_many_contact_cards',
    'markdown_text_conflict',
    'missing_file_data',
    'block_mismatch',
    'cant_broadcast_message',
    'no_dual_broadcast_content_update',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
    'metadata_must_be_sent_from_app',
    'invalid_arguments',
    'invalid_arg_name',
    'invalid_array_arg',
    'invalid_charset',
    'invalid_form_data',
    'invalid_post_type',
    'missing_post_type',
    'invalid_json',
    'json_not_object',
    'invalid_cursor',
    'invalid_limit',
    'invalid_ts_latest',
    'invalid_ts_oldest',
    'invalid_metadata_filter_keys',
    // These two close one thread. Blocking the lane for them would silence the whole channel.
    'restricted_action_thread_locked',
    'restricted_action_non_threadable_channel',
    'cannot_reply_to_message',
  ],
  gone: ['message_not_found', 'is_inactive'],
  frozen: ['cant_update_message', 'edit_window_closed'],
};

const faults: ReadonlyMap<string, SlackFault> = new Map(
  Object.entries(codes).flatMap(([fault, names]) => names.map((name) => [name, faultNamed(fault)] as const)),
);

function faultNamed(key: string): SlackFault {
  const known: readonly SlackFault[] = [
    'limited',
    'wait-long',
    'unprocessed',
    'ambiguous',
    'lane',
    'credential',
    'payload',
    'gone',
    'frozen',
  ];
  return known.find((fault) => fault === key) ?? 'ambiguous';
}

/** What a code asks for; null for a code that is not in Slack's tables. */
export function faultOf(code: string): SlackFault | null {
  return faults.get(code) ?? null;
}

/** Codes that say: the message's metadata, not the message. */
export function isAboutMetadata(code: string): boolean {
  return /^(invalid_metadata|metadata_)/.test(code) && faults.has(code);
}

/** Codes that say: the message's blocks, and nothing else of it. */
export function isAboutBlocks(code: string | null): boolean {
  return (
    code !== null && /^(invalid_blocks|msg_blocks_too_long|block_mismatch)/.test(code) && faults.has(code)
  );
}

/** What people have to do for it, where that is more than a code's fault says. */
const troubles: readonly (readonly [TroubleCode, readonly string[]])[] = [
  ['channel-missing', ['channel_not_found', 'is_archived', 'team_not_found', 'messages_tab_disabled']],
  ['not-a-member', ['not_in_channel']],
  ['token-refused', ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive']],
  ['scope-missing', ['missing_scope', 'no_permission', 'access_denied', 'not_allowed_token_type']],
  ['strange-answer', ['unknown_method', 'method_deprecated', 'deprecated_endpoint']],
];

const troubleOfFault: Readonly<Record<SlackFault, TroubleCode>> = {
  limited: 'limited',
  'wait-long': 'limited',
  unprocessed: 'provider-failing',
  ambiguous: 'provider-failing',
  lane: 'posting-forbidden',
  credential: 'posting-forbidden',
  payload: 'payload-refused',
  gone: 'message-gone',
  frozen: 'message-gone',
};

/** What is wrong, in the relay's own vocabulary; `unknown` for a code that is not in Slack's tables. */
export function troubleFor(code: string): TroubleCode {
  const named = troubles.find(([, names]) => names.includes(code));
  const fault = faultOf(code);
  return named?.[0] ?? (fault === null ? 'unknown' : troubleOfFault[fault]);
}

const advice: ReadonlyMap<string, string> = new Map([
  ['channel_not_found', 'Check the channel id, and invite the bot if the channel is private.'],
  ['not_in_channel', 'Invite the bot to the channel.'],
  ['is_archived', 'Unarchive the channel or configure another one.'],
  ['restricted_action', "Allow the app to post in the workspace's settings."],
  ['restricted_action_read_only_channel', "Allow the app to post in the channel's settings."],
  ['restricted_action_thread_only_channel', 'The channel takes replies only: configure another one.'],
  ['invalid_auth', 'Check the bot token.'],
  ['not_authed', 'Set the bot token.'],
  ['token_revoked', 'Reinstall the app and set the new bot token.'],
  ['token_expired', 'Set a new bot token, or turn token rotation off.'],
  ['account_inactive', 'The app was removed from the workspace: install it again and set the new bot token.'],
  ['missing_scope', 'Add the scope under OAuth & Permissions and reinstall the app.'],
  ['unknown_method', 'Check SLACK_API_URL.'],
]);

/** What to do about a code, as a sentence; empty when there is nothing better than the code itself. */
export function adviceFor(code: string): string {
  return advice.get(code) ?? '';
}
