import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src/domain/sending/projection.ts';
import type { OriginShown } from '../../../src/domain/sentry-context.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { message as liveMessage, start } from '../../make.ts';
import { allText } from './rendered-text.ts';

const day = 86_400_000;
const origin: OriginShown = {
  firstSeenAt: start - 12 * day,
  firstRelease: 'checkout@2.3.0',
  commit: { id: 'a1b2c3d4', title: 'Retry <!channel> twice', by: 'Mara *Quill*' },
  owners: ['checkout-team'],
  runbook: 'https://wiki.example.com/checkout',
};

function linesOf(message: LiveMessage): readonly string[] {
  const rendered = renderMessage(message, { now: start, lag: null, plain: false, relayUrl: null });
  return allText(rendered).split('\n');
}

const everyday = liveMessage({ since: start, origin });

describe('where an error comes from', () => {
  it('is one line of an everyday error: since when Sentry knows it, and which commit it suspects', () => {
    const line = linesOf(everyday).find((one) => one.includes('🔎'));
    expect(line).toContain('first seen 12 days ago in `checkout@2.3.0`');
    expect(line).toContain('Sentry suspects `a1b2c3d4` by Mara ∗Quill∗: Retry &lt;!channel&gt; twice');
  });

  it('leaves the line to what changed, so that an everyday error stays four lines', () => {
    const deploys = [
      {
        service: 'checkout',
        version: 'checkout@2.4.1',
        at: start - 14_000,
        by: 'ada',
        what: null,
        compareUrl: null,
      },
    ];
    const text = linesOf({ ...everyday, deploys }).join('\n');
    expect(text).toContain('deployed');
    expect(text).not.toContain('🔎');
  });

  it('is said first where no webhook had told of it, beside what changed', () => {
    const read = { ...origin, firstSeenAt: null, commit: null, reconstructed: true } as const;
    const deploy = { service: 'checkout', version: 'checkout@2.4.1', at: start - 14_000, by: 'ada' };
    const deploys = [{ ...deploy, what: null, compareUrl: null }];
    const text = linesOf({ ...everyday, deploys, origin: read }).join('\n');
    expect(text).toContain('🔎 reconstructed from Sentry, no webhook told of it');
    const since = linesOf({ ...everyday, deploys, origin: { ...read, toldSince: true } }).join('\n');
    expect(since).toContain('🔎 read in Sentry before its webhooks came');
    expect(since).not.toContain('no webhook told');
    expect(text).toContain('deployed');
  });

  it('is in the plain form too, with the runbook, and is bounded and safe there', () => {
    const plain = renderMessage(everyday, { now: start, lag: null, plain: true, relayUrl: null }).text;
    expect(plain).toContain('first seen 12 days ago');
    expect(plain).toContain('Retry &lt;!channel&gt; twice');
    expect(plain).toContain('📖 Runbook: <https://wiki.example.com/checkout>');
    const bad = { ...everyday, origin: { ...origin, runbook: 'javascript:alert(1)' } };
    expect(renderMessage(bad, { now: start, lag: null, plain: true, relayUrl: null }).text).not.toContain(
      'Runbook',
    );
  });

  it('says nothing of an error that began with the incident', () => {
    const young = { ...origin, firstSeenAt: start - 60_000, commit: null };
    expect(linesOf({ ...everyday, origin: young }).join('\n')).not.toContain('🔎');
  });

  it('names owners while nobody has taken it, and leads to the runbook while it is open', () => {
    expect(linesOf(everyday).join('\n')).toContain('owned by checkout-team');
    expect(linesOf(everyday).join('\n')).toContain('<https://wiki.example.com/checkout|📖 Runbook>');
    const taken = linesOf({ ...everyday, assignee: 'ada' }).join('\n');
    expect(taken).not.toContain('owned by');
    expect(
      linesOf({ ...everyday, origin: { ...origin, runbook: 'javascript:alert(1)' } }).join('\n'),
    ).not.toContain('Runbook');
  });
});
