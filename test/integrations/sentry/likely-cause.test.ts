import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSentryDoor } from '../../../src/integrations/sentry/door.ts';

const held = 'the secret that is held now';
const other = 'a secret that nobody told the relay';

function bodyOf(installation: string, more: object = {}): string {
  return JSON.stringify({
    action: 'triggered',
    installation: { uuid: installation },
    data: { n: 1, ...more },
    actor: {},
  });
}

function setUp() {
  const keys = { signingSecrets: [held], drillSecret: null, serviceHooks: null };
  const door = createSentryDoor(keys, () => true);
  const send = (body: string, secret: string, signed = body) => {
    const signature = createHmac('sha256', secret).update(signed).digest('hex');
    const headers = { 'sentry-hook-resource': 'event_alert', 'sentry-hook-signature': signature };
    return door.receive({ headers, raw: Buffer.from(body), token: '' });
  };
  const likely = (...of: Parameters<typeof send>) => {
    const ruling = send(...of);
    return ruling.kind === 'refuse' ? ruling.refusal.keep?.likely : ruling.kind;
  };
  return { keys, send, likely };
}

describe('why a signature matches nothing', () => {
  it('names the secret of before once it was taken away', () => {
    const { keys, likely } = setUp();
    expect(likely(bodyOf('11111111-aaaa'), held)).toBe('accept');
    keys.signingSecrets = [other];
    expect(likely(bodyOf('11111111-aaaa'), held)).toBe('previous-secret');
    keys.signingSecrets = [other, held];
    expect(likely(bodyOf('11111111-aaaa'), held)).toBe('accept');
  });

  it('names a proxy that writes the JSON anew', () => {
    const { likely } = setUp();
    const sent =
      '{"action":"triggered","installation":{"uuid":"11111111-aaaa"},"data":{"title":"Gr\\u00fc\\u00dfe"}}';
    for (const anew of [
      JSON.stringify(JSON.parse(sent)),
      JSON.stringify(JSON.parse(sent), null, 2),
      `${sent}\n`,
    ])
      expect(likely(anew, held, sent)).toBe('re-serialised');
    const spaced =
      '{"action": "triggered", "installation": {"uuid": "11111111-aaaa"}, "data": {"n": [1, 2], "t": "a, b"}}';
    expect(likely(JSON.stringify(JSON.parse(spaced)), held, spaced)).toBe('re-serialised');
  });

  it('names another integration where another installation was let in', () => {
    const { likely } = setUp();
    expect(likely(bodyOf('22222222-bbbb'), other)).toBe('unknown-secret');
    expect(likely(bodyOf('11111111-aaaa'), held)).toBe('accept');
    expect(likely(bodyOf('22222222-bbbb'), other)).toBe('other-integration');
    expect(likely(bodyOf('11111111-aaaa'), other)).toBe('unknown-secret');
  });

  it('names a header that was renamed or rewritten, and lets nothing in for it', () => {
    const { keys } = setUp();
    const door = createSentryDoor(keys, () => true);
    const body = bodyOf('11111111-aaaa');
    const signed = (secret: string) => createHmac('sha256', secret).update(body).digest('hex');
    const code = (headers: Record<string, string>) => {
      const all = { 'sentry-hook-resource': 'issue', ...headers };
      const ruling = door.receive({ headers: all, raw: Buffer.from(body), token: '' });
      return ruling.kind === 'refuse' ? ruling.refusal.code : ruling.kind;
    };
    expect(code({ 'x-forwarded-signature': signed(held) })).toBe('signature-misplaced');
    expect(code({ 'sentry-hook-signature': `sha256=${signed(held)}` })).toBe('signature-misplaced');
    expect(code({ 'x-forwarded-signature': signed(other) })).toBe('signature-missing');
    expect(code({ 'sentry-hook-signature': `sha256=${signed(other)}` })).toBe('signature-malformed');
  });

  it('knows a stranger by its form, and stays whole whatever it sends', () => {
    const { likely } = setUp();
    for (const body of ['{}', '', 'x', '[]', '{"installation":1}', '\u0000', '"installation" "data"'])
      expect(likely(body, other)).toBe('stranger');
    for (const body of ['{"installation":"data","data"', `{"installation":{},"data":${'['.repeat(10_000)}`])
      expect(likely(body, other)).toBe('unknown-secret');
    const long = bodyOf('11111111-aaaa', { text: 'ü'.repeat(300_000) });
    expect(likely(long, other)).toBe('unknown-secret');
  });
});
