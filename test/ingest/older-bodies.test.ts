import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../src/config/policy.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { deployDelivery, readDeploy } from '../../src/ingest/deploy-delivery.ts';
import { drillDelivery, readDrillCommand } from '../../src/ingest/drill-command.ts';
import { laneDelivery, readLaneReport } from '../../src/ingest/lane-report.ts';
import { operatorDelivery, readOperatorCommand } from '../../src/ingest/operator-command.ts';
import { policyDelivery, readPolicy } from '../../src/ingest/policy-entry.ts';
import { Story } from '../correlate/story.ts';
import { alert, chat, pager, policy } from '../make.ts';

/** As the first relay wrote it: no receivers of drills, no environments, nobody who leaves, no growth, no group wait. */
const firstPolicy = {
  receivers: [chat],
  storm: {
    windowMs: 60_000,
    minIssues: 7,
    minServices: 3,
    minLoudIssues: 3,
    minReleaseIssues: 3,
    minAlertsInAll: 5,
    minIssuesInAll: 4,
    quietMs: 600_000,
    releaseAgeMs: 1_800_000,
    softMs: 120_000,
    activeMs: 600_000,
    surprise: 1e-4,
    baselineHalfLifeMs: 1_800_000,
  },
  paging: {
    levels: ['fatal', 'error'],
    eventsAMinute: 50,
    forMinutes: 2,
    staleMs: 900_000,
    capPages: 5,
    capWindowMs: 300_000,
  },
  resolve: { foldMs: 600_000, quietMs: 7_200_000, quietMinEvents: 3, forgetMs: 3_600_000 },
};

const told = {
  register: {
    action: 'register',
    nonce: 'n-1',
    scenario: 'storm',
    alerts: 5,
    subject: { service: 'checkout', environment: 'production', release: null, by: 'Ines' },
  },
  end: { action: 'end', drill: 'drill-3', result: 'passed', summary: 'All seen.' },
  deploy: {
    service: 'checkout',
    environment: 'production',
    version: 'checkout@2.4.1',
    by: 'Ines',
    what: 'Retry payments',
    compareUrl: null,
  },
  lane: { lane: 'slack:C1', state: { kind: 'waiting', until: 5, reason: '429', failures: 2 } },
  split: { action: 'split', incident: 'inc-1', who: 'Ada', why: 'Not the same.' },
  merge: { action: 'merge', incident: 'inc-1', who: 'Ada', into: 'inc-2', why: null },
} as const;

describe('what this relay writes', () => {
  it('reads back as it was told, and equal policies stay equal as JSON', () => {
    expect(readDrillCommand(drillDelivery(told.register, 'x').body)).toEqual(told.register);
    expect(readDrillCommand(drillDelivery(told.end, 'x').body)).toEqual(told.end);
    expect(readDeploy(deployDelivery(told.deploy, 'x').body)).toEqual(told.deploy);
    const coded = { ...told.lane, state: { ...told.lane.state, code: 'limited' } } as const;
    for (const report of [told.lane, coded])
      expect(readLaneReport(laneDelivery(report, 'x').body)).toEqual(report);
    for (const command of [told.split, told.merge])
      expect(readOperatorCommand(operatorDelivery(command, 'x', 'loopback').body)).toEqual(command);
    const compiled = compilePolicy({
      slack: null,
      pagerduty: null,
      pagerdutyTest: null,
      pagerdutyOld: [],
      pagerdutyWebhookSecrets: ['a-secret'],
      environments: { production: ['live*'], quiet: ['lab'] },
      sentry: { drillSecret: null },
    });
    for (const one of [defaultPolicy, policy, compiled])
      expect(JSON.stringify(readPolicy(policyDelivery(one, 'x').body))).toBe(JSON.stringify(one));
  });
});

describe('what a relay before this one wrote', () => {
  it('names no version, and says the same', () => {
    expect(readDrillCommand(JSON.stringify(told.register))).toEqual(told.register);
    expect(readDrillCommand(JSON.stringify(told.end))).toEqual(told.end);
    expect(readDeploy(JSON.stringify(told.deploy))).toEqual(told.deploy);
    expect(readLaneReport(JSON.stringify(told.lane))).toEqual(told.lane);
    expect(readOperatorCommand(JSON.stringify({ ...told.split, id: 'c-1' }))).toEqual(told.split);
  });

  it('has its own numbers in a policy, and today’s for what it did not know', () => {
    const read = readPolicy(JSON.stringify(firstPolicy));
    expect(read.receivers).toEqual([chat]);
    // Rules that its relay did not have stay out of what it decided.
    const rules = { countsNewcomers: true, namesApart: true, failuresOnly: true, enduresSteadily: true };
    expect(Object.keys(rules).filter((rule) => rule in read.storm)).toEqual([]);
    expect({ ...read.storm, ...rules }).toEqual({ ...defaultPolicy.storm, minIssues: 7 });
    expect(read.paging).toEqual({
      ...defaultPolicy.paging,
      levels: ['fatal', 'error'],
      eventsAMinute: 50,
    });
    const { drillReceivers, environments, leaving } = read;
    expect({ drillReceivers, environments, leaving }).toEqual({
      drillReceivers: [],
      environments: { production: [], quiet: [] },
      leaving: [],
    });
  });

  it('holds in the brain: its policy decides who is woken afterwards, and nothing breaks for want of a member', () => {
    const story = new Story();
    const before = { ...firstPolicy, receivers: [chat, pager] };
    expect(story.tell(0, JSON.stringify(before), { source: 'policy' })).toMatchObject({ kind: 'set-aside' });
    const disposition = story.tell(1_000, alert({ level: 'error' }));
    expect(disposition.kind).toBe('counted');
    expect(story.state.meta.policy.paging.growth).toEqual(defaultPolicy.paging.growth);
    expect(story.pages()).toEqual([`${story.incidents[0]?.id ?? ''}:1:triggered`]);
  });
});

describe('what nobody can read', () => {
  it.each([
    ['no JSON', '{', 'not JSON'],
    ['a number', '7', 'the body'],
    ['another noun', '{"lane":7}', 'lane'],
    ['an unknown state', '{"lane":"slack:C1","state":{"kind":"dancing"}}', 'state.kind'],
    ['a newer relay’s words', '{"lane":"slack:C1","state":{"kind":"flowing"},"v":2}', 'Update the relay'],
  ])('is told with what is wrong: %s', (_name, body, words) => {
    expect(() => readLaneReport(body)).toThrow(words);
  });

  it('changes nothing and stops nobody: the entry becomes a dead letter', () => {
    const story = new Story();
    expect(story.tell(0, '{"receivers":"none"}', { source: 'policy' })).toMatchObject({
      kind: 'dead',
      reason: expect.stringContaining('receivers') as string,
    });
    expect(story.deadLetters).toHaveLength(1);
    expect(story.state.meta.policy).toEqual(policy);
    expect(story.tell(1_000, alert()).kind).toBe('counted');
  });
});
