import { describe, expect, it } from 'vitest';
import type { Voter } from '../../../src/correlate/state/heard.ts';
import { adopt } from '../../../src/correlate/storm/adopt.ts';
import { Choice } from '../../../src/correlate/storm/choice.ts';
import { joinInstead } from '../../../src/correlate/storm/takeover.ts';
import { recognise } from '../../../src/correlate/storm/vote.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { redisStorm, Story } from '../story.ts';
import { alertSaying, stormOf, usualBy, voter } from '../voices.ts';

const thresholds = defaultPolicy.storm;
const nothingUsual = usualBy(() => 0);

const ledger = (service: string): Voter =>
  voter(`${service}-pg`, service, 'Error: connect EHOSTUNREACH 10.9.0.4:5432', { alerts: 2 });
const sessions = (service: string): Voter =>
  voter(`${service}-redis`, service, 'dial tcp 10.9.0.5:6379: connect: no route to host', { alerts: 2 });
const parcels = (service: string): Voter =>
  voter(`${service}-http`, service, 'IOError: network is unreachable (parcels.acme.internal:8080)', {
    alerts: 2,
  });
const slow = (service: string, breakoutAt = 0): Voter =>
  voter(`${service}-mongo`, service, 'MongoError: timed out connecting to 10.9.0.6:27017', { breakoutAt });

function causeOf(...voters: readonly Voter[]): string | undefined {
  const [newest, ...others] = voters;
  return recognise(newest!, others, thresholds, nothingUsual)?.cause.key;
}

function joining(members: readonly Voter[], storm: readonly Voter[]): string | undefined {
  const finding = { cause: members[0]!.evidence.named!, issues: members.map(({ issue }) => issue) };
  return joinInstead(finding, members, [stormOf('inc-1', storm)], 20_000)?.cause.key;
}

describe('what the network has no route to', () => {
  it('is the network where it is three things that have nothing in common', () => {
    expect(causeOf(ledger('cart'), sessions('mail'), parcels('tax'))).toBe('mode:network');
    expect(causeOf(ledger('cart'), ledger('mail'), ledger('tax'), sessions('web'))).toBe(
      'dependency:postgres',
    );
    expect(causeOf(slow('cart'), sessions('mail'), parcels('tax'))).toBeUndefined();
  });

  it('is the network where two things have a storm each, and half of both say so', () => {
    const found = [sessions('cart'), sessions('mail'), sessions('tax')];
    expect(joining(found, [ledger('web'), ledger('admin')])).toBe('mode:network');
    expect(
      joining([slow('cart'), slow('mail'), slow('tax')], [ledger('web'), ledger('admin')]),
    ).toBeUndefined();
    const late = found.map((one) => ({ ...one, breakoutAt: 90_000 }));
    expect(joining(late, [ledger('web'), ledger('admin')])).toBeUndefined();
  });

  it('takes what cannot be reached in its first minute along, and nothing later', () => {
    const cause = { kind: 'mode', key: 'mode:network', title: '' } as const;
    const networkStorm = stormOf('inc-1', [ledger('web'), parcels('admin')], { cause });
    const rule = (one: Voter): string | undefined =>
      adopt(one, new Choice([networkStorm]), one.breakoutAt, thresholds)?.rule.code;
    expect(rule(sessions('mail'))).toBe('no-route-there-either');
    expect(rule(slow('mail', 20_000))).toBe('behind-the-network');
    expect(rule(slow('mail', 70_000))).toBeUndefined();
    const found = [slow('cart', 20_000), slow('mail', 20_000)];
    const finding = { cause: found[0]!.evidence.named!, issues: found.map(({ issue }) => issue) };
    expect(joinInstead(finding, found, [networkStorm], 20_000)?.root).toBe('inc-1');
  });

  it('was why a storm had opened a moment before: it goes on as part of it, and its page ends', () => {
    const story = new Story();
    redisStorm(story);
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    const texts = [
      'Error: connect EHOSTUNREACH 10.9.0.4:5432',
      'dial tcp 10.9.0.5:9092: connect: no route to host',
      'IOError: network is unreachable (parcels.acme.internal:8080)',
    ];
    for (const [n, text] of [...texts, ...texts].entries()) {
      const service = `s-${n % texts.length}`;
      story.tell(10_000 + n * 500, { ...alertSaying(text), service, issueKey: `sentry:acme/${service}` });
    }
    expect(story.storm.storm?.cause.key).toBe('mode:network');
    expect(story.of('sentry:acme/s-0').parent ?? story.of('sentry:acme/s-0').id).toBe(story.storm.id);
    expect(story.incidents.find(({ id }) => id === 'inc-1')?.parent).toBe(story.storm.id);
    expect(story.pages()).toEqual(['inc-1:1:resolved', `${story.storm.id}:1:triggered`]);
  });
});
