import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, singleMessage } from '../../notifiers/example-projections.ts';
import { allText, textsOf } from './rendered-text.ts';

const options = { now: brokeAt + 175_000, lag: null, plain: false, relayUrl: null };

/** The lines of the first section: what is to be seen at once. */
function topLines(message: LiveMessage): readonly string[] {
  return textsOf(renderMessage(message, options).blocks[1]!)[0]!.split('\n');
}

describe('the message of a metric', () => {
  it('says nothing of a metric twice: a tag that its words hold, or the line that Sentry broke', () => {
    const { what } = singleMessage();
    const about = [{ name: 'Measured', value: 'failure_rate() over 5 min' }];
    const message = '31% failure_rate\nFilter: transaction:/checkout';
    const tags = [
      ['aggregate', 'failure_rate()'],
      ['query', 'transaction:/checkout'],
      ['team', 'payments'],
    ] as const;
    const over = {
      title: 'Failures',
      what: { ...what, type: null, message, about },
      events: 0,
      users: null,
      tags,
    };
    const text = allText(renderMessage(singleMessage({ ...over, sentryCount: null }), options));
    expect(text).toContain('`31% failure_rate · Filter: transaction:/checkout`');
    expect(text).not.toMatch(/aggregate:|query:/);
    expect(text).toContain('team: payments');
  });

  it('puts the words of what is measured and not counted where the figures would be', () => {
    const { what } = singleMessage();
    const measured = { ...what, type: null, message: '31% failure_rate in the last 5 minutes' };
    const metric = singleMessage({ title: 'Failures', what: measured, users: null, events: 0 });
    expect(topLines({ ...metric, sentryCount: null }).slice(0, 2)).toEqual([
      '💬 `31% failure_rate in the last 5 minutes`',
      expect.stringMatching(/^users not known · since <!date/),
    ]);
    const about = [{ name: 'Threshold', value: 'above 5' }];
    const bare = { ...metric, what: { ...measured, about }, sentryCount: null };
    expect(renderMessage(bare, options).text).toContain(
      ' · 31% failure_rate in the last 5 minutes · Threshold: above 5 · ',
    );
    const [, second] = renderMessage(bare, { ...options, plain: true }).text.split('\n');
    expect(second).toBe('💬 `31% failure_rate in the last 5 minutes`');
  });

  it('leads with where a metric stands, and says neither that nor its threshold again', () => {
    const { what } = singleMessage();
    const about = [
      { name: 'Value', value: '31 %' },
      { name: 'Threshold', value: 'above 5 %' },
      { name: 'Measured', value: 'failure_rate() over 5 min' },
    ];
    const message = singleMessage({
      title: 'Failures at 31 % (threshold 5 %)',
      what: { ...what, type: null, message: '31.00% failure rate in the last 5 minutes', about },
      rule: 'Failures',
      tags: [['query', 'transaction:/checkout']],
      users: null,
      events: 0,
      sentryCount: null,
    });
    const rendered = renderMessage(message, options);
    expect(rendered.text).toBe(
      '🔴 checkout (production): Failures at 31 % (threshold 5 %) · since 14:02:11 UTC',
    );
    expect(topLines(message)[0]).toMatch(/^users not known · since <!date/);
    expect(allText(rendered)).toContain('Measured: `failure_rate() over 5 min`');
    expect(allText(rendered)).toContain('query: transaction:/checkout');
    expect(allText(rendered)).not.toMatch(/31\.00|Threshold:|Value:|rule Failures/);
  });
});
