import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceByRule } from '../../../src/correlate/rules/cause-by-rule.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { filledKey, longestKey, type CauseRule } from '../../../src/domain/routing/cause-rule.ts';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { alert, policy } from '../../make.ts';
import { minute, Story } from '../story.ts';

const edge: CauseRule = {
  name: 'edge',
  matchers: [{ label: 'message', op: '=~', pattern: 'upstream connect error.*' }],
  key: 'edge {{ tags.region }}',
};

/** What a service says when the edge gives it no answer: each in words of its own, and of no name that is known. */
const cutOff = (n: number, change: Partial<Alert> = {}): Alert =>
  alert({
    issueKey: `sentry:acme/${n}`,
    service: `service-${n}`,
    title: `Error: upstream connect error ${'abcdefgh'[n] ?? 'z'} in handler number ${n}`,
    message: `upstream connect error ${'abcdefgh'[n] ?? 'z'}`,
    exceptions: [],
    eventId: `e${n}`,
    tags: [['region', 'eu-west']],
    ...change,
  });

const told = (story: Story): string => story.incidents.flatMap(({ id }) => story.told(id)).join('\n');

describe('a rule of the operator', () => {
  const by = (change: Partial<Alert>, rules: readonly CauseRule[] = [edge]): string | undefined =>
    evidenceByRule(cutOff(1, change), 'production', rules)?.named?.key;

  it('names the cause of what meets it, whatever the texts say', () => {
    expect(by({})).toBe('rule:edge:edge eu-west');
    const redis = { message: 'upstream connect error: connect ECONNREFUSED cache-main:6379' };
    expect(evidenceByRule(cutOff(1, redis), 'production', [edge])).toMatchObject({
      named: { kind: 'rule', title: 'edge eu-west' },
      rule: 'edge',
      family: null,
      names: [],
    });
  });

  it('says nothing where a field of its key is missing, or where it would be too long; then the next one may', () => {
    expect(by({ tags: [] })).toBeUndefined();
    expect(by({ tags: [['region', ' ']] })).toBeUndefined();
    expect(by({ tags: [['region', 'x'.repeat(longestKey)]] })).toBeUndefined();
    const next = { ...edge, name: 'next', key: '{{service}} at {{environment}}' };
    expect(by({ tags: [] }, [edge, next])).toBe('rule:next:service-1 at production');
  });

  it('says nothing of what Sentry itself raises', () => {
    expect(by({ kind: 'occurrence' })).toBeUndefined();
  });

  it('lets no text of an error hide in its key', () => {
    expect(by({ tags: [['region', 'eu\u202E\u001B[31m\nwest']] })).toBe('rule:edge:edge eu west');
  });

  it('fills a key in one pass: what a field holds is never a field', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const filled = filledKey('{{ a }}|{{ b }}', (field) => (field === 'a' ? one : other));
        if (one.trim() === '' || other.trim() === '') expect(filled).toBeNull();
        else if (filled !== null) expect(filled).toBe(`${one.trim()}|${other.trim()}`);
      }),
    );
  });
});

describe('what a rule says is one trouble', () => {
  const withRules = { ...policy, causeRules: [edge] };

  it('is one storm, one page and one message, which say by which rule', () => {
    const story = new Story(withRules);
    for (let n = 1; n <= 5; n++) story.tell(n * 1_000, cutOff(n));
    expect(story.roots).toHaveLength(1);
    expect(story.storm.storm?.cause).toMatchObject({ kind: 'rule', title: 'edge eu-west' });
    expect(story.pages()).toEqual([`${story.storm.id}:1:triggered`]);
    expect(told(story)).toContain('edge eu-west, by your rule edge.');
  });

  it('is taken up by a storm that goes on, and what another key says is not', () => {
    const story = new Story(withRules);
    for (let n = 1; n <= 5; n++) story.tell(n * 1_000, cutOff(n));
    story.tell(30_000, cutOff(6));
    story.tell(31_000, cutOff(7, { tags: [['region', 'us-east']] }));
    expect(story.of('sentry:acme/6').parent).toBe(story.storm.id);
    expect(story.of('sentry:acme/6').adoption).toMatchObject({ soft: false });
    expect(story.of('sentry:acme/7').parent).toBeNull();
    expect(told(story)).toContain('a rule of yours says that they belong together');
    expect(told(story)).toContain('In common: edge eu-west, by your rule edge');
  });

  it('is no storm without the rule, and none in two environment classes', () => {
    const story = new Story();
    for (let n = 1; n <= 5; n++) story.tell(n * 1_000, cutOff(n));
    expect(story.roots.some(({ storm }) => storm?.cause.kind === 'rule')).toBe(false);
    const apart = new Story(withRules);
    for (let n = 1; n <= 4; n++)
      apart.tell(n * 1_000, cutOff(n, { environment: n % 2 === 0 ? 'staging' : 'production' }));
    expect(apart.roots.filter(({ storm }) => storm !== null)).toEqual([]);
  });

  it('holds for what breaks out once there is the rule, also in issues that were known before', () => {
    const story = new Story();
    for (let n = 1; n <= 5; n++) story.tell(n, cutOff(n));
    story.tell(5 * minute, policyDelivery(withRules, 'p').body, { source: 'policy', kind: 'policy' });
    story.tell(6 * minute, cutOff(1, { eventId: 'f1' }));
    expect(story.state.issues.get('sentry:acme/1')?.evidence.rule).toBeUndefined();
    for (let n = 1; n <= 5; n++) story.tell(30 * minute + n * 1_000, cutOff(n, { eventId: `g${n}` }));
    expect(story.storm.storm?.cause.title).toBe('edge eu-west');
  });

  it('is told by a richer payload where the first one knew no tag', () => {
    const story = new Story(withRules);
    story.tell(0, cutOff(1, { resource: 'issue.created', tags: [], environment: null }));
    story.tell(500, cutOff(1));
    expect(story.state.issues.get('sentry:acme/1')?.evidence.rule).toBe('edge');
  });
});
