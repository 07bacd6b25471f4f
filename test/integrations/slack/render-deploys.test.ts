import { describe, expect, it } from 'vitest';
import type { TroubleShown } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, singleMessage } from '../../notifiers/example-projections.ts';
import { allText, problemsOf } from './rendered-text.ts';

type ShownDeploy = TroubleShown['deploys'][number];

const options = { now: brokeAt + 3_000, lag: null, plain: false, relayUrl: null };
const deploy: ShownDeploy = {
  service: 'checkout',
  version: 'checkout@2.4.1',
  at: brokeAt - 240_000,
  by: 'Ana Silva',
  what: 'Round prices up',
  compareUrl: 'https://github.com/acme/checkout/compare/a...b',
};

/** The lines about what changed. */
function changed(deploys: readonly ShownDeploy[], over: Partial<TroubleShown> = {}): readonly string[] {
  const text = allText(renderMessage(singleMessage({ deploys, changes: [], ...over }), options));
  return text.split('\n').filter((line) => /🚢|🚀/.test(line));
}

describe('a deploy in a message', () => {
  it('says what was deployed, when, by whom, what it changes, and where to read that', () => {
    expect(changed([deploy])).toEqual([
      '🚢 checkout `checkout@2.4.1` was deployed 4 min before the first alert, by Ana Silva: Round prices up' +
        ' (<https://github.com/acme/checkout/compare/a...b|changes>)',
    ]);
  });

  it('leaves out what CI did not tell', () => {
    expect(changed([{ ...deploy, version: null, by: null, what: null, compareUrl: null }])).toEqual([
      '🚢 checkout was deployed 4 min before the first alert',
    ]);
  });

  it('has no link without an address', () => {
    const [line = ''] = changed([{ ...deploy, compareUrl: null }]);
    expect(line).toMatch(/: Round prices up$/);
  });

  it.each([
    [0, 'at the time of the first alert'],
    [-14_000, '14 s before the first alert, by Ana Silva'],
    [90_000, '1 min 30 s after the first alert'],
    [-3_000_000, '50 min before the first alert'],
  ])('that came %d ms after the first alert was "%s"', (ms, told) => {
    expect(changed([{ ...deploy, at: brokeAt + ms }])[0]).toContain(`was deployed ${told}`);
  });

  it.each([0, -400, 2_000, 90_000])('that came %d ms after the first alert accuses nobody', (ms) => {
    const [line = ''] = changed([{ ...deploy, at: brokeAt + ms }]);
    expect(line).toContain('checkout@2.4.1');
    expect(line).not.toContain('Ana Silva');
  });

  it('of a service that did not break accuses nobody', () => {
    const [line = ''] = changed([{ ...deploy, service: 'emails' }]);
    expect(line).toMatch(/^🚢 emails .* was deployed 4 min before the first alert: Round prices up/);
  });

  it('is one of the newest three', () => {
    const many = [1, 2, 3, 4].map((n) => ({ ...deploy, version: `v${n}` }));
    expect(changed(many).map((line) => /`(v\d)`/.exec(line)?.[1])).toEqual(['v1', 'v2', 'v3']);
  });

  it('tells its release, which is not listed a second time', () => {
    const changes = [
      { version: 'checkout@2.4.1', service: 'checkout', firstAt: brokeAt - 200_000 },
      { version: 'cart@7', service: 'cart', firstAt: brokeAt - 60_000 },
    ];
    expect(changed([deploy], { changes })).toEqual([
      expect.stringMatching(/^🚢 checkout `checkout@2.4.1`/) as string,
      expect.stringMatching(/^🚀 cart `7`/) as string,
    ]);
    expect(changed([{ ...deploy, version: 'checkout@2.4.0' }], { changes })).toHaveLength(3);
  });

  it('of one service does not hide the same release of another', () => {
    const changes = ['checkout', 'cart'].map((service) => ({ version: 'shop@9', service, firstAt: brokeAt }));
    expect(changed([{ ...deploy, version: 'shop@9' }], { changes })).toEqual([
      expect.stringMatching(/^🚢 checkout `shop@9`/) as string,
      expect.stringMatching(/^🚀 cart `shop@9`/) as string,
    ]);
  });

  it('lets no text of CI ping, link or break out, however long', () => {
    const hostile = `<!channel> <https://evil.example|ok> @here \`*_~ https://evil.example/ ${'&'.repeat(5_000)}`;
    const bad = { ...deploy, service: hostile, version: hostile, by: hostile, what: hostile };
    for (const compareUrl of [hostile, 'http://github.com/', 'javascript:alert(1)', null]) {
      const rendered = renderMessage(singleMessage({ deploys: [{ ...bad, compareUrl }] }), options);
      expect(problemsOf(rendered)).toEqual([]);
      expect(allText(rendered)).toContain('🚢');
    }
  });
});
