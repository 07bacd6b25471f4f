import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/integrations/webhook/config.ts';
import { messageId, signedHeaders } from '../../../src/integrations/webhook/sign.ts';
import { noAttempts } from '../../../src/domain/sending/notification.ts';

const newest = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const older = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
const body = '{"type":"incident.opened","data":{"name":"ümlaut €"}}';

describe('what an event is signed with', () => {
  it('is what the receivers’ own library verifies, by each of the secrets and by no other', () => {
    const headers = { ...signedHeaders(body, { id: 'msg_1', at: Date.now(), secrets: [newest, older] }) };
    for (const secret of [newest, older])
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'incident.opened' });
    const stranger = new Webhook(`whsec_${Buffer.alloc(32, 1).toString('base64')}`);
    expect(() => stranger.verify(body, headers)).toThrow(/No matching signature/);
    expect(() => new Webhook(newest).verify(`${body} `, headers)).toThrow(/No matching signature/);
  });

  it('has the age of the attempt, so that a receiver refuses what is old', () => {
    const at = Date.now() - 10 * 60_000;
    const headers = { ...signedHeaders(body, { id: 'msg_1', at, secrets: [newest] }) };
    expect(() => new Webhook(newest).verify(body, headers)).toThrow(/too old/);
  });

  it('has one id for a version, however often it is sent', () => {
    const row = { id: 'inc-1/webhook/a/hook', digest: 'd1', attempts: noAttempts };
    const id = messageId(row);
    expect(id).toMatch(/^msg_[\w-]{32}$/);
    expect(messageId({ ...row, attempts: { ...noAttempts, count: 3 } })).toBe(id);
    const others = [
      { ...row, digest: 'd2' },
      { ...row, id: 'inc-2/webhook/a/hook' },
      { ...row, attempts: { ...noAttempts, plain: true } },
    ].map(messageId);
    expect(new Set([id, ...others]).size).toBe(4);
  });

  it('is a secret of the specification’s form', () => {
    expect(keyOf(newest)).toHaveLength(32);
    for (const none of ['', 'whsec_', 'whsec_!!!', Buffer.alloc(32).toString('base64'), 'whsec_abcde'])
      expect(keyOf(none)).toBeNull();
  });
});
