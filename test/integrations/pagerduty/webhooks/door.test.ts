import { describe, expect, it } from 'vitest';
import { createPagerDutyDoor } from '../../../../src/integrations/pagerduty/webhooks/door.ts';
import { verifyWebhook } from '../../../../src/integrations/pagerduty/webhooks/signature.ts';
import type { Ruling } from '../../../../src/seams/door.ts';
import { startFakeRelay } from '../../../http/doubles/fake-relay.ts';
import { v1, webhookBody } from './webhook-body.ts';

const [newest, old] = ['a-secret-of-the-new-subscription', 'a-secret-of-the-old-subscription'];
const body = webhookBody({ type: 'incident.acknowledged', at: '2027-01-15T08:00:00Z' });

function knock(headers: Readonly<Record<string, string>>, sent = body): Ruling {
  return createPagerDutyDoor([newest, old]).receive({ headers, raw: Buffer.from(sent), token: '' });
}

const codeOf = (ruling: Ruling): string => (ruling.kind === 'refuse' ? ruling.refusal.code : ruling.kind);

describe('the signature of a v3 webhook', () => {
  it('is HMAC-SHA256 over the exact bytes: this one was made with another program', () => {
    const raw = Buffer.from('{"event":{"id":"01BWDWL3NYY7LUFPZCC28QUCMK"}}');
    const header = 'v1=5506cc9666bf0b44b0130188495da4c7f7d70bf91b2f752936d7dba753b9ac52';
    expect(verifyWebhook(header, raw, [newest])).toEqual({ ok: true, verifiedBy: 'secret-1' });
    expect(verifyWebhook(header, raw, [])).toEqual({ ok: false, reason: 'no-secret-configured' });
  });

  it('may be any of several, by any of several secrets', () => {
    const wrong = `v1=${'0'.repeat(64)}`;
    const accepted = knock({
      'x-pagerduty-signature': `${wrong},v2=x, ${v1(old, body)}`,
      'x-webhook-id': 'w-1',
    });
    expect(accepted).toMatchObject({ kind: 'accept', delivery: { id: 'w-1', verifiedBy: 'secret-2' } });
  });

  it('is missing, malformed, of another secret or of another body: 401 each', () => {
    const faults = [
      knock({}),
      knock({ 'x-pagerduty-signature': 'v1=abc' }),
      knock({ 'x-pagerduty-signature': v1('another-secret', body) }),
      knock({ 'x-pagerduty-signature': v1(newest, body) }, `${body} `),
    ];
    expect(faults.map(codeOf)).toEqual([
      'signature-missing',
      'signature-malformed',
      'signature-mismatch',
      'signature-mismatch',
    ]);
    for (const fault of faults) expect(fault).toMatchObject({ refusal: { status: 401, keep: null } });
  });
});

describe('the door', () => {
  it('takes one JSON object and nothing else', () => {
    const signed = (sent: string): Ruling => knock({ 'x-pagerduty-signature': v1(newest, sent) }, sent);
    expect([signed(''), signed('{"event"'), signed('[1]')].map(codeOf)).toEqual([
      'body-empty',
      'body-not-json',
      'body-not-object',
    ]);
  });

  it('answers 202 once it is durable, to the second attempt too; and 404 without a secret', async () => {
    const relay = await startFakeRelay({ pagerdutyWebhookSecrets: [newest] });
    const closed = await startFakeRelay();
    const headers = { 'x-pagerduty-signature': v1(newest, body), 'x-webhook-id': 'w-1' };
    const post = async (url: string): Promise<Response> =>
      fetch(`${url}/webhooks/pagerduty`, { method: 'POST', headers, body });
    try {
      const answers = [await post(relay.url), await post(relay.url), await post(closed.url)];
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 404]);
      expect(await answers[1]?.json()).toMatchObject({ duplicate: true });
      expect(relay.shelf.deliveries).toHaveLength(1);
    } finally {
      await relay.close();
      await closed.close();
    }
  });
});
