import { describe, expect, it } from 'vitest';
import type { CheckSettings } from '../../../src/action/judge/check-settings.ts';
import { nothingSeen, type Observed } from '../../../src/action/judge/observed.ts';
import { judge } from '../../../src/action/judge/verdict.ts';
import type { DrillRun } from '../../../src/action/run/drill-run.ts';
import { inputSummary, summaryOf } from '../../../src/action/tell/summary-markdown.ts';
import type { DrillHop } from '../../../src/domain/drill/drill-report.ts';
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

const cause = 'Slack answered chat.postMessage in C0NOTEXIST9 with channel_not_found.';
const noChannel = troubleOf('channel-missing', cause);

/** A healthy drill but for Slack. */
function slackIn(change: Partial<DrillHop>): readonly DrillHop[] {
  const noneThere = { receiver: 'slack/C0NOTEXIST9', acceptedAfterMs: null, handle: null, link: null };
  return healthyHops('confirmed').map((hop) =>
    hop.hop === 'slack' ? { ...hop, ...noneThere, ...change } : hop,
  );
}
const noSlack = {
  ...healthy,
  report: healthyReport({ hops: slackIn({ state: 'failed', trouble: noChannel }) }),
};
const lostReport = {
  hops: slackIn({ state: 'failed', trouble: noChannel }),
  receivers: receiversWith('pager', {
    state: 'failed',
    code: 'key-refused',
    detail: 'Invalid routing key.',
  }),
} as const;
const lost: Observed = {
  ...healthy,
  report: healthyReport(lostReport),
};

function summary(seen: Observed, ...earlier: readonly Observed[]): string {
  const run = (one: Observed): DrillRun => ({ seen: one, verdict: judge(one, settings) });
  return summaryOf([...earlier.map(run), run(seen)], settings);
}

/** What is read without unfolding anything. */
function unfolded(seen: Observed, so = settings): string {
  return summaryOf([{ seen, verdict: judge(seen, so) }], so).split('<details>')[0] ?? '';
}

describe('the job summary', () => {
  it('says what failed in its headline, what to do right below, and only then what it means', () => {
    expect(unfolded(noSlack)).toBe(
      [
        '## ❌ Slack: channel C0NOTEXIST9 not found or archived',
        '**To do:** Correct the channel on the relay (SLACK_TEST_CHANNEL for drills, SLACK_CHANNEL for real alerts); use its id, and invite the app to a private one.<br>Slack answered chat.postMessage in C0NOTEXIST9 with channel_not_found.',
        'An error in production might wake nobody.',
        '**cart** · production · release 0f6c2f3 · Retry the cache · by kim · [what changed](<https://github.com/harbor-goods/cart/compare/a...b>) · drill-41 · relay https&#58;//relay.example · 1400 ms',
        '- This drill shows itself in the normal channel.',
        '',
      ].join('\n\n'),
    );
  });

  it('names two troubles in its headline, and each with what to do', () => {
    const text = unfolded(lost);
    expect(text).toMatch(
      /^## ❌ Slack: channel C0NOTEXIST9 not found or archived; PagerDuty for real alerts: routing key 1f3a9c02 refused\n\n/,
    );
    expect(text).toContain(
      '\n\n**Slack: channel C0NOTEXIST9 not found or archived**<br>**To do:** Correct the channel',
    );
    expect(text).toContain(
      '\n\n**PagerDuty for real alerts: routing key 1f3a9c02 refused**<br>**To do:** Give the relay',
    );
  });

  it('counts the troubles that its headline has no place for', () => {
    const sentry = { last: null, refused: { count: 3, firstAt: null, likely: null } } as const;
    const report = healthyReport({ ...lostReport, sentry });
    expect(unfolded({ ...lost, report })).toMatch(
      /^## ❌ Slack: .*; PagerDuty for real alerts: .*; and 1 more\n/,
    );
  });

  it('says how long it was waited for in vain', () => {
    const limited = troubleOf('limited', 'Slack limits chat.postMessage: wait 30 s.');
    const hops = slackIn({ state: 'waiting', trouble: limited });
    const late = unfolded({ ...healthy, report: healthyReport({ hops }), over: 'timeout' });
    expect(late).toMatch(
      /^## ❌ Slack: the rate limit is reached, not done within 60 s\n\n\*\*To do:\*\* Wait/,
    );
    expect(late).toContain('<br>Not done within 60 s. Slack limits chat.postMessage');
  });

  it.each([
    [
      'what the relay lacks for drills',
      {},
      { provable: ['slack'] },
      'PagerDuty: the relay has no routing key for drills',
    ],
    [
      'what the relay lacks for real alerts',
      { receivers: receiversWith('pager', {}).filter(({ kind }) => kind === 'chat') },
      {},
      'PagerDuty for real alerts: the relay has no routing key',
    ],
    [
      'an older relay',
      { version: 0 },
      {},
      'The relay at https&#58;//relay.example is of an older version than this check: ',
    ],
    [
      'a trouble that has no code yet',
      { hops: slackIn({ state: 'failed', trouble: troubleOf('unknown', 'Slack said mayday.') }) },
      {},
      'Slack: Slack said mayday\n',
    ],
  ] as const)('begins with %s', (_name, report, ticket, begin) => {
    const seen: Observed = {
      ...healthy,
      report: healthyReport(report),
      ticket: { id: 'drill-41', alerts: 1, provable: ['slack', 'page'], ...ticket },
    };
    expect(unfolded(seen, { ...settings, expect: ['slack', 'page'] })).toContain(`## ❌ ${begin}`);
  });

  it('says in its headline what was proven, where nothing failed', () => {
    expect(unfolded(healthy)).toMatch(
      /^## ✅ An error in production still reaches Slack in 412 ms and PagerDuty in 655 ms\n/,
    );
    expect(unfolded(healthy)).not.toContain('To do');
  });

  it('does not hide what failed behind a cancellation', () => {
    const text = unfolded({ ...noSlack, over: 'cancelled' });
    expect(text).toMatch(/^## ⚪ The check of alerting in production was cancelled\n/);
    expect(text).toContain('\n\n**Slack: channel C0NOTEXIST9 not found or archived**<br>**To do:** ');
    expect(text).toContain('\n\nRun it again to know.');
  });

  it('warns of what fails nothing', () => {
    const open: Observed = { ...healthy, cleanup: { kind: 'open', leftOpen: ['The page is not resolved.'] } };
    expect(unfolded(open)).toContain(
      '⚠️ **The drill has ended, but not everything shows it yet: The page is not resolved**<br>**To do:** ',
    );
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
      '- ❌ try 1, drill-41: Slack: channel C0NOTEXIST9 not found or archived; PagerDuty for real alerts: ',
    );
    expect(summary(healthy, lost)).toContain('\n- ✅ try 2, drill-41\n');
    expect(summary(healthy)).not.toContain('try 1');
  });

  it('shortens a commit wherever a release names it, and counts no alerts that were never announced', () => {
    const so = {
      ...settings,
      scenario: 'storm',
      subject: { ...subject, release: `cart@${commit}-hotfix` },
    } as const;
    const text = unfolded({ ...healthy, ticket: null, report: null, over: 'stopped' }, so);
    expect(text).toContain(' · release cart&#64;0f6c2f3-hotfix · ');
    expect(text).toContain(' · a storm · ');
  });

  it('has no literal backticks', () => {
    expect(inputSummary([{ input: 'relay-url', message: 'It is `empty`.' }])).toBe(
      '## ❌ The check could not begin: wrong input relay-url\n\n- **relay-url**: It is empty.\n',
    );
    const refused = { kind: 'refused', status: 401, code: 'drill-signature-mismatch' } as const;
    const failure = { ...refused, message: null, retryAfterMs: null };
    const text = summary({ ...healthy, alerts: [{ at: 0, ms: 1, failure }], report: null, over: 'stopped' });
    expect(text).not.toMatch(/`|&#96;/);
  });
});
