import { describe, expect, it } from 'vitest';
import type { Maintenance } from '../../../src/domain/routing/maintenance.ts';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { alert, policy, start } from '../../make.ts';
import { minute, Story } from '../../correlate/story.ts';
import { maintenance } from './maintenance-story.ts';
import { silence } from './silence-story.ts';

const key = 'sentry:acme/1';
const fatal = (n: number): ReturnType<typeof alert> => alert({ level: 'fatal', eventId: `e${n}` });
const move = (untilMs: number, change: Partial<Maintenance> = {}): Maintenance =>
  maintenance('move', 'service="checkout"', { from: start, until: start + untilMs, ...change });
const withWork = (...work: readonly Maintenance[]): Story => new Story({ ...policy, maintenance: work });
const shown = (story: Story): boolean => story.message(story.of(key).id) !== undefined;
const page = (story: Story): string | undefined => story.page(story.of(key).id, 1)?.state;

function reload(story: Story, at: number, ...work: readonly Maintenance[]): void {
  const { body } = policyDelivery({ ...policy, maintenance: work }, `p${at}`);
  story.tell(at, body, { source: 'policy', kind: 'policy', verifiedBy: 'self' });
  story.tick(at);
}

describe('what work was expected to cause', () => {
  it('makes no message, wakes nobody, and is suppressed in the books with its reason', () => {
    const story = withWork(move(60 * minute));
    expect(story.tell(1_000, fatal(1))).toMatchObject({
      kind: 'suppressed',
      decision: { code: 'suppressed-by-maintenance', maintenance: 'move' },
    });
    expect([...story.wanted.values()]).toEqual([]);
    expect(story.of(key).unpaged?.reason).toMatchObject({ code: 'not-paged-maintenance' });
    expect(story.told(story.of(key).id)).toContain('In maintenance until 2027-01-15 09:00 UTC (the move).');
  });

  it('is shown and wakes somebody at once when it is over and still fires; what was quiet by then only is shown', () => {
    for (const last of [55, 5]) {
      const story = withWork(move(60 * minute));
      story.tell(1_000, fatal(1));
      story.tell(last * minute, fatal(2));
      story.tick(60 * minute);
      expect(shown(story)).toBe(true);
      expect(page(story)).toBe(last === 55 ? 'triggered' : undefined);
      story.tell(90 * minute, fatal(3));
      expect(page(story)).toBe('triggered');
    }
  });

  it('keeps the message that it has, which says until when and why', () => {
    const story = withWork(move(60 * minute, { from: start + minute }));
    story.tell(0, alert({ eventId: 'e0' }));
    expect(story.tell(2 * minute, fatal(1)).kind).toBe('counted');
    const message = story.liveMessage(story.of(key).id);
    const { blocks } = renderMessage(message, { now: 0, lag: null, plain: false, relayUrl: null });
    expect(JSON.stringify(blocks)).toMatch(/🔧 In maintenance until .+: the move/);
    expect(page(story)).toBeUndefined();
  });

  it('recurs by its calendar, and what is kept quiet in one night is not in the next morning', () => {
    const nights = [{ times: [{ from: 8 * 60, to: 9 * 60 }] }];
    const story = withWork(maintenance('backup', 'service="checkout"', { intervals: nights }));
    story.tell(1_000, fatal(1));
    expect(shown(story)).toBe(false);
    story.tell(58 * minute, fatal(2));
    story.tick(60 * minute);
    expect(page(story)).toBe('triggered');
  });

  it('is kept quiet by a silence that lasts longer', () => {
    const story = withWork(move(60 * minute));
    story.tell(1_000, fatal(1));
    silence(story, 2_000, ['service="checkout"'], 90 * minute);
    story.tell(58 * minute, fatal(2));
    story.tick(60 * minute);
    expect(shown(story)).toBe(false);
    story.tick(91 * minute);
    expect(shown(story)).toBe(true);
  });
});

describe('a reload', () => {
  it('lets go at once what a maintenance kept quiet that is gone', () => {
    const story = withWork(move(60 * minute));
    story.tell(1_000, fatal(1));
    reload(story, 2_000);
    expect([shown(story), page(story)]).toEqual([true, 'triggered']);
  });

  it('moves the end, sooner or later, and keeps quiet until then', () => {
    for (const until of [30, 90]) {
      const story = withWork(move(60 * minute));
      story.tell(1_000, fatal(1));
      reload(story, 2_000, move(until * minute));
      expect(story.of(key).silenced?.until).toBe(start + until * minute);
      story.tell((until - 1) * minute, fatal(2));
      expect(shown(story)).toBe(false);
      story.tick(until * minute);
      expect([shown(story), page(story)]).toEqual([true, 'triggered']);
    }
  });

  it('adds one, which the next alert meets', () => {
    const story = new Story();
    reload(story, 0, move(60 * minute));
    expect(story.tell(1_000, fatal(1)).kind).toBe('suppressed');
  });
});
