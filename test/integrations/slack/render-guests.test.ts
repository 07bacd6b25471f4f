import { describe, expect, it } from 'vitest';
import type { IssueShown } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, pageShown, stillOpen, stormMessage } from '../../notifiers/example-projections.ts';
import { allText } from './rendered-text.ts';

const options = { now: brokeAt, lag: null, plain: false, relayUrl: null };
const stranger = (n: number, change: Partial<IssueShown> = {}): IssueShown => ({
  title: `LedgerError: page ${n} is torn`,
  shortId: `LEDGER-${n}`,
  link: `https://acme.sentry.io/issues/${n}/`,
  service: 'ledger',
  alerts: 20 - n,
  ...change,
});
const listOf = (...shown: readonly IssueShown[]) => ({ count: shown.length, shown, newest: 'sentry:acme/1' });

describe('what is new beside a storm', () => {
  it('is listed with its link, its service and its events, apart from the services of the storm', () => {
    const message = stormMessage({
      guests: listOf(stranger(1), stranger(2, { link: null, service: '<!channel>', alerts: 1 })),
    });
    const text = allText(renderMessage(message, options));
    expect(text).toContain(
      [
        '*New errors since it began*: 2 issues whose cause is unknown',
        '• <https://acme.sentry.io/issues/1/|LedgerError: page 1 is torn> ledger, 19 events',
        '• LedgerError: page 2 is torn &lt;!channel&gt;, 1 event',
      ].join('\n'),
    );
    expect(text).toContain('12 services');
    expect(text.match(/ledger/g)).toHaveLength(1);
  });

  it('says how many more there are', () => {
    const shown = [1, 2, 3, 4, 5, 6].map((n) => stranger(n));
    const message = stormMessage({ guests: { count: 10, shown, newest: 'sentry:acme/6' } });
    const text = allText(renderMessage(message, options));
    expect(text).toMatch(/page 6 is torn> ledger, 14 events\nand 4 more\n/);
    const elsewhere = ['voucher-desk', '<!here>'];
    const named = stormMessage({ guests: { count: 10, shown, elsewhere, newest: 'sentry:acme/6' } });
    expect(allText(renderMessage(named, options))).toContain(
      'and 4 more (also of voucher-desk, &lt;!here&gt;)\n',
    );
  });

  it('is not mentioned where there is nothing', () => {
    expect(allText(renderMessage(stormMessage(), options))).not.toContain('New errors');
  });

  it('stands in the plain form as well, without its links', () => {
    const message = stormMessage({ guests: { count: 5, shown: [stranger(1)], newest: 'sentry:acme/1' } });
    expect(renderMessage(message, { ...options, plain: true }).text).toContain(
      'New errors since it began: 5 issues whose cause is unknown: ledger: LedgerError: page 1 is torn; 4 more\n',
    );
  });
});

describe('a storm without a name', () => {
  const cause = 'cause not named yet: 14 issues of 6 services in 40 s, usually 0.3 a minute';
  const storm = { cause, since: brokeAt, unnamed: true } as const;

  const resolution = { at: brokeAt + 60_000, by: 'human', reason: 'Fixed.' };

  it.each([
    [stillOpen, `🔥 12 services failing in production, ${cause}`],
    [
      { state: 'resolved', resolution, stillArriving: 0 },
      `⚪ Resolved: 12 services were failing in production, ${cause}`,
    ],
  ] as const)('says first who fails: $0.state', (handling, headline) => {
    const message = stormMessage({ storm, title: cause, severity: 'critical' }, pageShown(), handling);
    const [header] = renderMessage(message, options).blocks;
    expect(header).toMatchObject({ type: 'header', text: { text: headline } });
  });
});
