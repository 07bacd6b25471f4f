import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome, Step } from '../../../src/domain/sending/outcome.ts';
import { nothingSent } from '../../../src/domain/sending/sent.ts';
import { brokeAt, singleMessage } from '../../notifiers/example-projections.ts';
import { keptLog, rowOf, sendOf } from '../../notifiers/example-sends.ts';
import { json, startScripted, type ScriptedServer } from '../../notifiers/scripted-server.ts';
import { posted } from '../../sent.ts';
import { edgeAt, lane, token } from './slack-edge.ts';

/** Every code of Slack's tables, by what it must lead to when a message is posted. */
const table: Readonly<Record<string, readonly string[]>> = {
  limited: ['ratelimited', 'rate_limited'],
  'long wait': [
    'org_login_required',
    'team_added_to_org',
    'external_channel_migrating',
    'message_limit_exceeded',
  ],
  'safe retry': ['request_timeout', 'streaming_state_conflict'],
  ambiguous: ['internal_error', 'fatal_error', 'service_unavailable', 'update_failed'],
  lane: [
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'ekm_access_denied',
    'messages_tab_disabled',
    'team_not_found',
    'posting_to_channel_denied',
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
  refused: [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_too_long',
    'msg_blocks_too_long',
    'too_many_attachments',
    'attachment_payload_limit_exceeded',
    'no_text',
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
    'markdown_text_conflict',
    'block_mismatch',
    'restricted_action_thread_locked',
    'restricted_action_non_threadable_channel',
    'cannot_reply_to_message',
  ],
};

const wanted: Readonly<Record<string, Partial<Outcome>>> = {
  limited: { kind: 'limited', waitMs: 5000 },
  'long wait': { kind: 'limited', waitMs: 300_000 },
  'safe retry': { kind: 'failed', ambiguous: false },
  ambiguous: { kind: 'failed', ambiguous: true },
  lane: { kind: 'misconfigured', scope: 'lane' },
  credential: { kind: 'misconfigured', scope: 'credential' },
  refused: { kind: 'refused' },
};

describe('outcomes of Slack', () => {
  let server: ScriptedServer;
  const kept = keptLog();

  beforeAll(async () => {
    server = await startScripted(() => json({ ok: true }));
  });
  afterAll(() => server.close());

  function answered(step: Step, body: unknown, headers: Record<string, string> = {}): Promise<Outcome> {
    server.answer = () => json(body, 200, headers);
    const sent = step === 'create' ? nothingSent : posted({ handle: '1773496931.000100' });
    const row = rowOf(singleMessage(), lane, { sent, attempts: { ambiguousAt: brokeAt } });
    // A notifier of its own each time: what one learned about metadata must not colour the next answer.
    return edgeAt(server.url, kept.log).send(sendOf(row, step));
  }

  describe.each(Object.entries(table))('a code that means %s', (meaning, codes) => {
    it.each(codes)('is understood so: %s', async (code) => {
      expect(await answered('create', { ok: false, error: code })).toMatchObject(wanted[meaning] ?? {});
    });
  });

  it.each([
    ['channel_not_found', 'channel-missing'],
    ['not_in_channel', 'not-a-member'],
    ['restricted_action', 'posting-forbidden'],
    ['token_revoked', 'token-refused'],
    ['missing_scope', 'scope-missing'],
    ['unknown_method', 'strange-answer'],
    ['msg_too_long', 'payload-refused'],
    ['internal_error', 'provider-failing'],
    ['ratelimited', 'limited'],
    ['quantum_flux', 'unknown'],
  ])('names for %s what people have to do about it: %s', async (error, code) => {
    expect(await answered('create', { ok: false, error })).toMatchObject({ code });
  });

  it.each(['cant_update_message', 'edit_window_closed'])(
    'sees in %s that the message stays as it is',
    async (code) => {
      expect(await answered('change', { ok: false, error: code })).toMatchObject({ kind: 'frozen' });
    },
  );

  it.each(['message_not_found', 'is_inactive'])(
    'sees in %s that the message to change is gone',
    async (code) => {
      expect(await answered('change', { ok: false, error: code })).toMatchObject({ kind: 'gone' });
    },
  );

  it('never drops a code that it does not know: ambiguous for a post, certain for a change', async () => {
    const body = { ok: false, error: 'quantum_flux' };
    expect(await answered('create', body)).toMatchObject({ kind: 'failed', ambiguous: true });
    expect(await answered('change', body)).toMatchObject({ kind: 'failed', ambiguous: false });
    expect(await answered('create', body)).toMatchObject({
      reason: expect.stringContaining('quantum_flux') as string,
    });
  });

  it('obeys Retry-After of an ok:false in a 200', async () => {
    const outcome = await answered('create', { ok: false, error: 'ratelimited' }, { 'retry-after': '12' });
    expect(outcome).toMatchObject({ kind: 'limited', waitMs: 12_000 });
  });

  it('calls an answer without a ts ambiguous, and a change without one delivered', async () => {
    expect(await answered('create', { ok: true })).toMatchObject({ kind: 'failed', ambiguous: true });
    expect(await answered('change', { ok: true })).toEqual({
      kind: 'delivered',
      handle: '1773496931.000100',
    });
  });

  it.each(['missing_scope', 'not_in_channel', 'no_permission', 'invalid_cursor', 'invalid_ts_oldest'])(
    'is blind, not blocked, when looking fails with %s',
    async (code) => {
      expect(await answered('lookup', { ok: false, error: code })).toMatchObject({ kind: 'blind' });
    },
  );

  it('treats every other trouble of a lookup as its own', async () => {
    expect(await answered('lookup', { ok: false, error: 'ratelimited' })).toMatchObject({ kind: 'limited' });
    expect(await answered('lookup', { ok: false, error: 'token_revoked' })).toMatchObject({
      kind: 'misconfigured',
    });
    expect(await answered('lookup', { ok: true })).toMatchObject({ kind: 'failed' });
  });

  it('tells the operator what Slack complained about and what to do, and no token', async () => {
    const outcome = await answered('create', {
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: [`[ERROR] must be less than 3001 characters near ${token}`] },
    });
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('3001 characters') as string,
    });
    expect(JSON.stringify(outcome)).not.toContain('xoxb');
    expect(
      await answered('create', { ok: false, error: 'missing_scope', needed: 'chat:write' }),
    ).toMatchObject({
      reason: expect.stringMatching(/needs the scope chat:write.*reinstall/) as string,
    });
  });
});
