import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import type { InhibitRule } from '../../../src/domain/routing/inhibit-rule.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { alert, policy, start } from '../../make.ts';
import { minute, Story } from '../../correlate/story.ts';
import { press } from '../../correlate/presses/press.ts';
import { silence } from './silence-story.ts';

const read = (texts: readonly string[]): readonly Matcher[] =>
  texts.map(parseMatcher).filter((one): one is Matcher => !isProblem(one));

const rule = (change: Partial<InhibitRule> = {}): InhibitRule => ({
  name: 'database-down',
  source: read(['service="db"']),
  target: read(['service!="db"']),
  equal: ['environment'],
  ...change,
});

const withRules = (...inhibitRules: readonly InhibitRule[]): Story => new Story({ ...policy, inhibitRules });

let n = 0;
/** One more alert of a service's issue; `level: 'fatal'` makes it one that wakes somebody. */
function fails(service: string, change: Partial<Alert> = {}): Alert {
  n += 1;
  return alert({
    issueKey: `sentry:acme/${service}`,
    title: `${service} fails`,
    service,
    eventId: `n${n}`,
    ...change,
  });
}
const wakes = { level: 'fatal' } as const;
const of = (story: Story, service: string): ReturnType<Story['of']> => story.of(`sentry:acme/${service}`);
const shows = (story: Story, service: string): boolean => story.message(of(story, service).id) !== undefined;

describe('what another incident explains', () => {
  it('is told to nobody and wakes nobody while that goes on and has woken somebody, and says why', () => {
    const story = withRules(rule());
    story.tell(0, fails('db', wakes));
    const source = of(story, 'db').id;
    const became = story.tell(1_000, fails('cart', wakes));
    const target = of(story, 'cart');
    expect(became).toMatchObject({
      kind: 'suppressed',
      decision: { code: 'suppressed-by-inhibition', incident: target.id, source, rule: 'database-down' },
    });
    expect(shows(story, 'cart')).toBe(false);
    expect(target.unpaged?.reason).toEqual({ code: 'not-paged-inhibited', rule: 'database-down', source });
    expect(story.told(target.id)).toContain(
      `Kept quiet while ${source} goes on (db fails), by the rule database-down.`,
    );
  });

  it('is told and wakes somebody at once when that is over', () => {
    const story = withRules(rule());
    story.tell(0, fails('db', wakes));
    story.tell(1_000, fails('cart', wakes));
    story.tell(2_000, fails('login'));
    story.operator(5_000, 'resolve', of(story, 'db').id);
    expect(story.page(of(story, 'cart').id, 1)?.state).toBe('triggered');
    expect([shows(story, 'cart'), shows(story, 'login')]).toEqual([true, true]);
    expect(story.page(of(story, 'login').id, 1)).toBeUndefined();
  });

  it('is never shown where it ends before', () => {
    const story = withRules(rule());
    story.tell(0, fails('db', wakes));
    story.tell(1_000, fails('cart', wakes));
    story.tell(2_000, fails('cart', { status: 'resolved', resource: 'issue.resolved' }));
    story.operator(5_000, 'resolve', of(story, 'db').id);
    expect(shows(story, 'cart')).toBe(false);
  });

  it('keeps the message that it has, which says what stands for it', () => {
    const story = withRules(rule());
    story.tell(0, fails('cart'));
    story.tell(1_000, fails('db', wakes));
    expect(story.tell(2_000, fails('cart')).kind).toBe('counted');
    const { id } = of(story, 'cart');
    const source = of(story, 'db').id;
    const message = story.liveMessage(id);
    expect(message).toMatchObject({ mute: { until: null, by: 'database-down', source, reason: 'db fails' } });
    const { blocks } = renderMessage(message, { now: 0, lag: null, plain: false, relayUrl: null });
    expect(JSON.stringify(blocks)).toContain(
      `Quiet while ${source} goes on, by the rule database-down: db fails`,
    );
  });

  it('differs in a label that has to be the same, so it is told', () => {
    const story = withRules(rule({ equal: ['tags.region'] }));
    const eu = { tags: [['region', 'eu']] } as const;
    story.tell(0, fails('db', { ...wakes, ...eu }));
    story.tell(1_000, fails('cart', { tags: [['region', 'us']] }));
    story.tell(2_000, fails('login', eu));
    story.tell(3_000, fails('search'));
    expect(['cart', 'login', 'search'].map((one) => shows(story, one))).toEqual([true, false, true]);
  });

  it('is told to whoever asks for a page', () => {
    const story = withRules(rule());
    story.tell(0, fails('db', wakes));
    story.tell(1_000, fails('cart'));
    const { id } = of(story, 'cart');
    press(story, 2_000, `page ${id}`);
    expect(story.page(id, 1)?.state).toBe('triggered');
    expect(shows(story, 'cart')).toBe(true);
  });
});

describe('no outage sleeps for something that woke nobody', () => {
  it('wakes somebody although the source is told, since that is no reason to wake anybody', () => {
    const story = withRules(rule());
    story.tell(0, fails('db'));
    story.tell(1_000, fails('cart'));
    expect(shows(story, 'cart')).toBe(false);
    story.tell(2_000, fails('cart', wakes));
    const { id } = of(story, 'cart');
    expect(story.page(id, 1)?.state).toBe('triggered');
    expect(shows(story, 'cart')).toBe(true);
    expect(story.told(id).join(' ')).toContain('has woken nobody for it');
    expect(story.tell(3_000, fails('cart')).kind).toBe('counted');
  });

  it('wakes somebody as soon as no pager takes the page of the source', () => {
    const story = withRules(rule());
    story.tell(0, fails('db', wakes));
    story.tell(1_000, fails('cart', wakes));
    story.answered(60_000, of(story, 'db').id, { state: 'given-up' });
    expect(story.page(of(story, 'cart').id, 1)?.state).toBe('triggered');
  });

  it('wakes somebody when the page of the source is withdrawn', () => {
    const story = withRules(rule({ equal: [] }));
    story.tell(0, fails('db', { ...wakes, environment: null, eventId: null, resource: 'issue.created' }));
    story.tell(100, fails('cart', wakes));
    expect(story.page(of(story, 'cart').id, 1)).toBeUndefined();
    story.tell(200, fails('db', { environment: 'staging' }));
    expect(story.page(of(story, 'cart').id, 1)?.state).toBe('triggered');
  });

  it('counts an error as over that nobody resolved once it has been silent for ten minutes', () => {
    const story = withRules(rule());
    story.tell(0, fails('db', wakes));
    story.tell(minute, fails('cart', wakes));
    for (const at of [8, 16, 24]) story.tell(at * minute, fails('db'));
    story.tick(33 * minute);
    expect(shows(story, 'cart')).toBe(false);
    story.tick(34 * minute);
    expect(story.page(of(story, 'cart').id, 1)?.state).toBe('triggered');
  });

  it('takes no source from a door that asks for no signature', () => {
    const story = withRules(rule());
    story.tell(0, fails('db'), { source: 'sentry-legacy' });
    expect(story.tell(1_000, fails('cart')).kind).toBe('counted');
  });

  it('counts no source that is told to nobody, and lets go what one kept quiet that is silenced', () => {
    const story = withRules(rule());
    story.tell(0, fails('db'));
    story.tell(1_000, fails('cart'));
    silence(story, 2_000, ['service="db"']);
    story.tell(3_000, fails('db'));
    expect(shows(story, 'cart')).toBe(true);
    story.operator(4_000, 'resolve', of(story, 'db').id);
    story.tell(20 * minute, fails('db'));
    expect(story.tell(21 * minute, fails('login')).kind).toBe('counted');
  });

  it('never silences two that explain each other, nor an incident that explains itself', () => {
    const any = read(['service=~".*"']);
    const story = withRules(rule({ source: any, target: any, equal: [] }));
    for (const [at, level] of [
      [0, 'error'],
      [10_000, 'fatal'],
      [20_000, 'fatal'],
    ] as const) {
      story.tell(at, fails('a', { level }));
      story.tell(at + 1_000, fails('b', { level }));
    }
    expect(shows(story, 'a')).toBe(true);
    expect(story.page(of(story, 'a').id, 1)?.state).toBe('triggered');
    story.operator(30_000, 'resolve', of(story, 'a').id);
    expect(shows(story, 'b')).toBe(true);
    expect(story.page(of(story, 'b').id, 1)?.state).toBe('triggered');
  });
});

describe('new rules', () => {
  const reload = (story: Story, at: number, ...inhibitRules: readonly InhibitRule[]): void => {
    const { body } = policyDelivery({ ...policy, inhibitRules }, `p${at}`);
    story.tell(at, body, { source: 'policy', kind: 'policy', verifiedBy: 'self' });
    story.tick(at);
  };

  it('hold from the moment at which they are told, which is remembered', () => {
    const story = withRules(rule());
    expect(story.state.meta.policySince).toBeUndefined();
    reload(story, minute);
    story.tell(2 * minute, fails('db'));
    expect(story.state.meta.policySince).toBe(start + minute);
  });

  it('let go what a rule kept quiet that is gone, or is another one now', () => {
    for (const next of [[], [rule({ target: read(['service="else"']) })], [rule({ name: 'other' })]]) {
      const story = withRules(rule());
      story.tell(0, fails('db', wakes));
      story.tell(1_000, fails('cart', wakes));
      reload(story, 2_000, ...next);
      expect(story.page(of(story, 'cart').id, 1)?.state).toBe('triggered');
    }
  });

  it('keep quiet what the same rule keeps quiet', () => {
    const story = withRules(rule());
    story.tell(0, fails('db', wakes));
    story.tell(1_000, fails('cart', wakes));
    reload(story, 2_000, rule({ name: 'another', source: read(['service="x"']) }), rule());
    expect(shows(story, 'cart')).toBe(false);
    expect(story.tell(3_000, fails('cart')).kind).toBe('suppressed');
  });
});
