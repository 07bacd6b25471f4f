import { describe, expect, it } from 'vitest';
import type { OverflowProjection } from '../../../src/domain/sending/projection.ts';
import { messageLimits } from '../../../src/integrations/slack/limits.ts';
import { renderOverflow } from '../../../src/integrations/slack/render/render-overflow.ts';
import { start } from '../../make.ts';

const hostile = `<!channel> *bold* \`code\` <https://evil.example|click> & ${'x'.repeat(5_000)}`;

function overflow(change: Partial<OverflowProjection> = {}): OverflowProjection {
  return {
    surface: 'overflow',
    incident: 'overflow-1',
    state: 'open',
    since: start,
    waiting: 190,
    ended: 3,
    seen: 200,
    worst: Array.from({ length: 15 }, (_, n) => ({
      incident: `inc-${n}`,
      title: hostile,
      severity: 'error',
      service: hostile,
      link: `https://acme.sentry.io/issues/${n}/`,
      shortId: `SHOP-${n}`,
      alerts: 2,
    })),
    services: Array.from({ length: 40 }, (_, n) => ({ name: `${n} ${hostile}`, incidents: n })),
    moreServices: 7,
    covers: [],
    alerts: 380,
    ...change,
  };
}

describe('the message that stands for many', () => {
  it('says how many more there are, names the worst with links, and stays within what Slack takes', () => {
    const { text, blocks } = renderOverflow(overflow(), { now: start, plain: false });
    expect(text).toContain('190 more incidents, worst first');
    const all = JSON.stringify(blocks);
    expect(all).toContain('<https://acme.sentry.io/issues/14/|SHOP-14>');
    expect(all).toContain('and 175 more');
    expect(all).toMatch(/ 2 alerts: `/);
    expect(all).toContain('3 incidents resolved before they had a message');
    expect(all.length).toBeLessThan(messageLimits.allBlocks);
    expect(text.length).toBeLessThan(messageLimits.text);
  });

  it('lets no text of an error ping or link (I9)', () => {
    const said = JSON.stringify(renderOverflow(overflow(), { now: start, plain: false }));
    expect(said).not.toContain('<!channel>');
    expect(said).not.toContain('<https://evil');
  });

  it('says when it is over', () => {
    const done = overflow({ state: 'over', waiting: 0, worst: [], services: [], moreServices: 0 });
    const { text } = renderOverflow(done, { now: start, plain: true });
    expect(text).toBe('✅ All 200 have been shown or resolved');
  });
});
