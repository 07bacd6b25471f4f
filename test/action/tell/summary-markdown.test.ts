import { describe, expect, it } from 'vitest';
import type { CheckSettings } from '../../../src/action/judge/check-settings.ts';
import { nothingSeen, type Observed } from '../../../src/action/judge/observed.ts';
import { judge } from '../../../src/action/judge/verdict.ts';
import type { DrillRun } from '../../../src/action/run/drill-run.ts';
import { inputSummary, summaryOf } from '../../../src/action/tell/summary-markdown.ts';
import { troubleOf } from '../../../src/domain/sending/trouble.ts';
import { healthyHops, healthyReport, receiversWith } from '../example-report.ts';

const commit = '0f6c2f3a5b6c7d8e9f00112233445566778899aa';
const subject = { service: 'cart', environment: 'production', release: commit, by: 'kim' } as const;
const settings: CheckSettings = {
  relay: 'https://relay.example',
  drillSecret: 's',
  token: 't',
  subject,
  expect: null,
  scenario: 'single',
  timeoutMs: 60_000,
  limits: { ack: 1000, slack: 10_000, page: 10_000 },
  onFailure: 'fail',
  deploy: {
    ...subject,
    what: 'Retry the `cache`',
    compareUrl: 'https://github.com/harbor-goods/cart/compare/a...b',
    runUrl: 'https://github.com/harbor-goods/cart/actions/runs/1',
  },
  retries: 0,
};

const healthy: Observed = {
  ...nothingSeen(1_000),
  deploy: { at: 1_000, ms: 100, failure: null },
  register: { at: 1_100, ms: 50, failure: null },
  ticket: { id: 'drill-41', alerts: 1, provable: ['slack', 'page'] },
  notes: ['This drill shows itself in the normal channel.'],
  alerts: [{ at: 1_150, ms: 30, failure: null }],
  report: healthyReport(),
  over: 'settled',
  cleanup: { kind: 'clean', ms: 40 },
  settled: { ack: 1_180, slack: 1_900 },
  endedAt: 2_400,
};

const noChannel = troubleOf('channel-missing', 'channel_not_found: C0NOTEXIST9');
const lost: Observed = {
  ...healthy,
  report: healthyReport({
    hops: healthyHops('confirmed').map((hop) =>
      hop.hop === 'slack' ? { ...hop, state: 'failed', trouble: noChannel } : hop,
    ),
    receivers: receiversWith('pager', {
      state: 'failed',
      code: 'key-refused',
      detail: 'Invalid routing key.',
    }),
  }),
};

function summary(seen: Observed, ...earlier: readonly Observed[]): string {
  const run = (one: Observed): DrillRun => ({ seen: one, verdict: judge(one, settings) });
  return summaryOf([...earlier.map(run), run(seen)], settings);
}

/** What is read without unfolding anything. */
function unfolded(seen: Observed): string {
  return summary(seen).split('<details>')[0] ?? '';
}

describe('the job summary', () => {
  it('says what failed in its headline, and what to do right below', () => {
    expect(unfolded(lost)).toBe(
      [
        '## ❌ Slack: channel_not_found: C0NOTEXIST9',
        '**To do:** Correct the channel on the relay (SLACK_TEST_CHANNEL for drills, SLACK_CHANNEL for real alerts); use its id, and invite the app to a private one.',
        'An error in production might wake nobody: Slack, real receivers failed.',
        '**real receivers**: A receiver of real alerts would not take one: pagerduty/1f3a9c02: Invalid routing key.<br>**To do:** Give the relay the Integration Key of an Events API V2 integration (PAGERDUTY_ROUTING_KEY; PAGERDUTY_TEST_ROUTING_KEY for drills).',
        '**cart** · production · release 0f6c2f3 · Retry the &#96;cache&#96; · by kim · [what changed](<https://github.com/harbor-goods/cart/compare/a...b>) · drill-41 · relay https&#58;//relay.example · 1400 ms',
        '- This drill shows itself in the normal channel.',
        '**See it**: [Slack (slack/C0TESTCHAN)](<https://harbor.slack.example/archives/C0TESTCHAN/p1794831000000100>)',
        '',
      ].join('\n\n'),
    );
  });

  it('says in its headline what was proven, where nothing failed', () => {
    expect(unfolded(healthy)).toMatch(
      /^## ✅ An error in production still reaches Slack in 412 ms and PagerDuty in 655 ms\n/,
    );
    expect(unfolded(healthy)).not.toContain('To do');
  });

  it('does not hide what failed behind a cancellation', () => {
    const text = unfolded({ ...lost, over: 'cancelled' });
    expect(text).toMatch(/^## ⚪ The check of alerting in production was cancelled\n/);
    expect(text).toContain('**Slack**: channel_not_found');
  });

  it('warns of what fails nothing', () => {
    const open: Observed = { ...healthy, cleanup: { kind: 'open', leftOpen: ['The page is not resolved.'] } };
    expect(unfolded(open)).toContain('⚠️ **cleared up**: The drill has ended, but');
    expect(summary(open)).toContain('| cleared up | ⚠️ see above |');
  });

  it('folds a table that says of each hop how long it took, and when it was done', () => {
    const text = summary(healthy);
    expect(text).toContain(
      '\n\n<details><summary>Every hop, and when it was done</summary>\n\n| hop | result |',
    );
    expect(text).toContain('| Slack | ✅ ok | 412 ms | 10 s | confirmed | 900 ms |  |');
    expect(text).toContain('| webhook answered | ✅ ok | 30 ms | 1 s |  | 180 ms |  |');
    expect(text.trimEnd()).toMatch(/\n\n<\/details>$/);
  });

  it('tells what was not reached from what is not known', () => {
    const failure = { kind: 'refused', status: 401, code: 'signature-mismatch', message: null } as const;
    const refused = { at: 1_150, ms: 30, failure: { ...failure, retryAfterMs: null } };
    const early = summary({ ...healthy, alerts: [refused], report: null, over: 'stopped' });
    expect(early).toContain('| alert counted | ➖ not reached |');
    const sentry = { last: null, refused: { count: 0, firstAt: null, likely: null } } as const;
    const silent = summary({ ...healthy, report: healthyReport({ sentry }) });
    expect(silent).toContain('| Sentry itself | ❔ unknown |');
    const old = summary({ ...healthy, report: { ...healthyReport(), version: 0 } });
    expect(old).toContain('| Slack | ❔ unknown |');
  });

  it('lists the tries where there were several, with why each failed', () => {
    expect(summary(healthy, lost)).toContain(
      '- ❌ try 1, drill-41 channel_not_found: C0NOTEXIST9 A receiver of real alerts would not take one',
    );
    expect(summary(healthy, lost)).toContain('\n- ✅ try 2, drill-41\n');
    expect(summary(healthy)).not.toContain('try 1');
  });

  it('has no literal backticks', () => {
    expect(inputSummary([{ input: 'relay-url', message: 'It is `empty`.' }])).toBe(
      '## ❌ The check could not begin: its inputs are wrong\n\n- **relay-url**: It is &#96;empty&#96;.\n',
    );
    const refused = { kind: 'refused', status: 401, code: 'drill-signature-mismatch' } as const;
    const failure = { ...refused, message: null, retryAfterMs: null };
    const text = summary({ ...healthy, alerts: [{ at: 0, ms: 1, failure }], report: null, over: 'stopped' });
    expect(text.replace('&#96;cache&#96;', '')).not.toMatch(/`|&#96;/);
  });
});
