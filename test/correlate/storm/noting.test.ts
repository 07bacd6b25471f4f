import { describe, expect, it } from 'vitest';
import { Draft } from '../../../src/correlate/state/draft.ts';
import { noteBreakout, noteBurst, usualHere } from '../../../src/correlate/storm/noting.ts';
import type { Issue } from '../../../src/domain/issue.ts';
import { start } from '../../make.ts';
import { DrillStory, drillStorm } from '../drill-story.ts';
import { minute, Story } from '../story.ts';
import { twoQuietHours, wave, wordless } from '../wordless.ts';

const at = (story: Story, ms: number): Draft => new Draft(story.state, 1_000_000, start + ms);
const surgeKeys = (story: Story): readonly string[] =>
  [...story.state.baselines.keys()].filter((key) => key.startsWith('surge:'));
const anIssue = (story: Story): Issue => [...story.state.issues.values()][0]!;

describe('what is usual of all causes', () => {
  it('is not known by who has just begun to watch: anything may happen every few minutes', () => {
    const story = new Story();
    story.tell(0, wordless(1, 'cart'));
    expect(usualHere(at(story, 1_000), 'production').any(3)).toBeCloseTo(0.25, 2);
    const later = twoQuietHours(story);
    expect(usualHere(at(story, later), 'production').any(3)).toBeLessThan(0.05);
    expect(usualHere(at(story, later), 'production').any(1)).toBeCloseTo(0.25, 1);
  });

  it('leaves out those that break out now and have been counted', () => {
    const story = new Story();
    const now = twoQuietHours(story);
    const before = usualHere(at(story, now), 'production').any(3);
    wave(story, now, { issues: 3, services: ['cart'] });
    const usual = usualHere(at(story, now + 12_000), 'production');
    expect(usual.any(3)).toBeGreaterThan(2 * before);
    expect(usual.any(3, 3)).toBeCloseTo(before, 2);
  });

  it('leaves them out of the last minutes as well: told once each, ten must do', () => {
    const story = new Story();
    const now = twoQuietHours(story);
    const before = usualHere(at(story, now), 'production').any(1);
    for (let n = 0; n < 20; n += 1) story.tell(now + n * 1_000, wordless(100 + n, `elsewhere-${n % 18}`));
    const usual = usualHere(at(story, now + 20_000), 'production');
    expect(usual.any(1)).toBeGreaterThan(3);
    expect(usual.any(1, 20)).toBeCloseTo(before, 1);
  });

  it('counts each level of loudness once a breakout', () => {
    const story = new Story();
    for (let n = 0; n < 9; n += 1) story.tell(n * 1_000, wordless(1, 'cart', { eventId: `e${n}` }));
    for (const burst of [1, 2, 3, 5, 8])
      expect(story.state.baselines.get(`surge:production/${burst}`)?.weight).toBeCloseTo(1, 5);
  });

  it('counts once a breakout how its trouble lasts, however long that goes on', () => {
    const story = new Story();
    for (let n = 0; n < 60; n += 1) story.tell(n * 5_000, wordless(1, 'cart', { eventId: `e${n}` }));
    for (const lasting of [5, 8, 13, 21])
      expect(story.state.baselines.get(`surge:production/lasting/${lasting}`)?.weight).toBeCloseTo(1, 1);
  });

  it('calls nothing lasting that takes longer than the first minutes', () => {
    const story = new Story();
    for (let n = 0; n < 20; n += 1) story.tell(n * minute, wordless(1, 'cart', { eventId: `e${n}` }));
    expect(story.state.baselines.get('surge:production/lasting/5')?.weight).toBeCloseTo(1, 1);
    expect(story.state.baselines.has('surge:production/lasting/8')).toBe(false);
  });

  it('hears a noisy day within minutes', () => {
    const story = new Story();
    const now = twoQuietHours(story);
    for (let n = 0; n < 40; n += 1) story.tell(now + n * 6_000, wordless(100 + n, `elsewhere-${n % 9}`));
    expect(usualHere(at(story, now + 4 * minute), 'production').any(1)).toBeGreaterThan(5);
  });

  it('counts nothing that a storm explains', () => {
    const story = new Story();
    const now = twoQuietHours(story);
    wave(story, now, { issues: 6, services: ['cart', 'login', 'search'] });
    expect(story.storm.storm?.cause.kind).toBe('surge');
    const before = usualHere(at(story, now + 15_000), 'production').any(3);
    wave(story, now + 15_000, { first: 520, issues: 12, services: ['cart', 'login', 'search'] });
    expect(story.of('sentry:acme/w531').parent).toBe(story.storm.id);
    expect(usualHere(at(story, now + 30_000), 'production').any(3)).toBeCloseTo(before, 1);
  });

  it('is of one environment class alone', () => {
    const story = new Story();
    for (let n = 0; n < 20; n += 1) story.tell(n * minute, wordless(n, 'cart', { environment: 'staging' }));
    expect(surgeKeys(story)).toContain('surge:non-production/1');
    expect(surgeKeys(story)).not.toContain('surge:production/1');
  });

  it('knows by many that spoke once that nothing speaks twice here, and unlearns it', () => {
    const story = new Story();
    for (let n = 0; n < 60; n += 1) story.tell(n * 30_000, wordless(n, `elsewhere-${n % 9}`));
    expect(usualHere(at(story, 30 * minute), 'production').throttled).toBe(true);
    story.tell(31 * minute, wordless(90, 'cart', { eventId: 'a' }));
    story.tell(31 * minute + 1_000, wordless(90, 'cart', { eventId: 'b' }));
    expect(usualHere(at(story, 31 * minute + 2_000), 'production').throttled).toBe(false);
    const young = new Story();
    for (let n = 0; n < 10; n += 1) young.tell(n * minute, wordless(n, 'cart'));
    expect(usualHere(at(young, 10 * minute), 'production').throttled).toBe(false);
  });

  it('takes what breaks out at this moment for no proof that nothing speaks twice', () => {
    const story = new Story();
    for (let n = 0; n < 12; n += 1) story.tell(n * minute, wordless(n, `elsewhere-${n % 9}`));
    for (let n = 0; n < 25; n += 1) story.tell(12 * minute + n * 800, wordless(100 + n, `later-${n % 9}`));
    expect(usualHere(at(story, 13 * minute), 'production').throttled).toBe(false);
  });
});

describe('what is forgotten', () => {
  it('is a cause that no longer matters once there are very many, and never what is usual of all', () => {
    const story = new Story();
    story.tell(0, wordless(1, 'cart'));
    for (let n = 0; n < 2_000; n += 1)
      story.state.baselines.set(`template:t${n}`, {
        key: `template:t${n}`,
        weight: 1,
        at: start,
        services: [],
      });
    const draft = at(story, 24 * 60 * minute);
    noteBreakout(draft, anIssue(story));
    expect(draft.baseline('template:t0')).toBeNull();
    expect(draft.baseline('surge:production/1')).not.toBeNull();
    expect(draft.baseline('service:cart')?.weight).toBeGreaterThanOrEqual(1);
  });
});

describe('a drill', () => {
  it('counts for nothing that is usual', () => {
    const story = new DrillStory();
    story.register(0, 'n1', 8);
    drillStorm(story, 1_000, 'n1');
    expect(story.state.baselines.size).toBe(0);
    const issue = anIssue(story);
    expect(issue.environmentClass).toMatch(/^drill:/);
    const draft = at(story, 5_000);
    noteBreakout(draft, issue);
    noteBurst(draft, issue, { before: 0, burst: 8, lastedBefore: 0, lasting: 21 });
    expect(draft.baseline(`surge:${issue.environmentClass}/lasting/8`)).toBeNull();
    for (const burst of [1, 3, 8])
      expect(draft.baseline(`surge:${issue.environmentClass}/${burst}`)).toBeNull();
    expect(draft.baseline('dependency:redis')).toBeNull();
  });

  it('is not explained by what is usual: next to nothing is', () => {
    const story = new Story();
    for (let n = 0; n < 60; n += 1) story.tell(n * 10_000, wordless(n, 'cart'));
    const drill = usualHere(at(story, 10 * minute), 'drill:d1');
    expect(drill.any(1)).toBeLessThan(0.1);
    expect(drill.cause('service:cart').breakouts).toBe(0);
    expect(drill.throttled).toBe(false);
    expect(usualHere(at(story, 10 * minute), 'production').cause('service:cart').breakouts).toBeGreaterThan(
      1,
    );
  });
});
