import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { judgedWith, pagerOf, slackOf, type Change } from './changed-run.ts';
import { message, page, revision, T0, waking } from './evidence-sample.ts';

const managers = { routingKey: 'm' };
const parameters = { withinMs: 5000 };
const told = message([revision(94_100, 'Paging managers. Nobody of everyone has answered.', 0)], {
  threadTs: String(T0 + 1800),
});

/** The good run, in which the managers were woken at these times, 90 s after the page when nothing else is said. */
function escalated(at: readonly number[], also: Partial<Evidence> = {}): Change[2] {
  return (good) => ({
    escalation: { to: 'managers', routingKey: 'm', afterMs: 90_000 },
    pagerduty: {
      ...pagerOf(good),
      incidents: [page(4000), ...at.map((one) => page(one, managers))],
      wakings: [waking(4000), ...at.map((one) => waking(one, managers))],
    },
    slack: { ...slackOf(good), messages: [...slackOf(good).messages, told] },
    ...also,
  });
}

const inTime = 94_000;
const acknowledged: Evidence['acts'] = [
  { at: T0 + 30_000, does: 'acknowledge', what: 'cache', dedupKey: 'stormrelay:x:i1:1', failure: null },
];

describe('the second receiver', () => {
  it.each<[string, Change[2]]>([
    ['was woken when it was time', escalated([inTime])],
    ['was woken a hair early by the clock of the fake', escalated([inTime - 300])],
    ['was left asleep, since somebody had acknowledged', escalated([], { acts: acknowledged })],
  ])('%s', (_what, change) => {
    expect(judgedWith('escalated-once', change, parameters)).toBe(true);
  });

  it.each<[string, Change[2]]>([
    ['was never woken', escalated([])],
    ['was woken twice', escalated([inTime, inTime + 20_000])],
    ['was woken too early', escalated([inTime - 2000])],
    ['was woken too late', escalated([inTime + 18_000])],
    ['was woken although somebody had acknowledged', escalated([inTime], { acts: acknowledged })],
    [
      'was woken, and the channel does not say so',
      (good) => ({ ...escalated([inTime])(good), slack: slackOf(good) }),
    ],
  ])('is found out when it %s', (_what, change) => {
    expect(judgedWith('escalated-once', change, parameters)).toBe(false);
  });

  it('is another receiver: what the first was woken for is one page all the same', () => {
    expect(judgedWith('outage-pages', escalated([inTime]))).toBe(true);
    expect(judgedWith('nobody-woken-twice', escalated([inTime]))).toBe(true);
    expect(judgedWith('outage-pages', (good) => ({ ...escalated([inTime])(good), escalation: null }))).toBe(
      false,
    );
  });

  it('is not judged where there is none', () => {
    expect(judgedWith('escalated-once', () => ({}), parameters)).toBeNull();
  });
});
