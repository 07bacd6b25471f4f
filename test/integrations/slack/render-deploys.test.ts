import { describe, expect, it } from 'vitest';
import type { TroubleShown } from '../../../src/domain/sending/projection.ts';
import { renderMessage } from '../../../src/integrations/slack/render/render-message.ts';
import { brokeAt, singleMessage, stormMessage } from '../../notifiers/example-projections.ts';
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

/** The lines about what changed, in a message that has room for three. */
function changed(deploys: readonly ShownDeploy[], over: Partial<TroubleShown> = {}): readonly string[] {
  const text = allText(renderMessage(stormMessage({ deploys, changes: [], ...over }), options));
  return text.split('\n').filter((line) => /🚢|🚀/.test(line));
}

describe('where nothing is known to have changed, a message', () => {
  const said = (
    unchanged: TroubleShown['unchanged'],
    over: Partial<TroubleShown> = {},
  ): readonly string[] => {
    const told = { changes: [], deploys: [], ...(unchanged !== undefined && { unchanged }), ...over };
    const text = allText(renderMessage(singleMessage(told), options));
    return text.split('\n').filter((line) => /🚢|🚀/.test(line));
  };
  const release = { version: 'checkout@2.4.0', seenAt: brokeAt - 3 * 86_400_000 };

  it.each<[string, TroubleShown['unchanged'], string]>([
    [
      'whose deploys are told',
      { watched: 1, services: 1, release },
      '🚢 No deploy of checkout is known in the hour before it broke',
    ],
    [
      'whose release is old',
      { watched: 0, services: 1, release },
      '🚀 No new release: `checkout@2.4.0` was first seen 3 days before it broke',
    ],
    [
      'of which nobody tells anything',
      { watched: 0, services: 1, release: null },
      '🚢 Deploys of checkout are not connected here, so what changed is not known',
    ],
    [
      'of which some are told',
      { watched: 2, services: 5, release: null },
      '🚢 No deploy of the 2 of 5 services that tell of theirs is known in the hour before it broke',
    ],
  ])('says so of a service %s', (_which, unchanged, line) => {
    expect(said(unchanged)).toEqual([line]);
  });

  it('says nothing in words of older relays, of what changed, or of what is over', () => {
    expect(said(undefined)).toEqual([]);
    expect(said(undefined, { deploys: [deploy] })).toHaveLength(1);
    const resolution = { at: brokeAt + 60_000, by: 'human', reason: '' };
    const over = { state: 'resolved', resolution, stillArriving: 0 } as const;
    const unchanged = { watched: 1, services: 1, release: null };
    const ended = singleMessage(
      { changes: [], deploys: [], unchanged },
      { page: null, notPaged: null },
      over,
    );
    expect(allText(renderMessage(ended, options))).not.toMatch(/🚢|🚀/);
  });
});

describe('a deploy in a message', () => {
  it('says what was deployed, when, by whom, what it changes, and where to read that', () => {
    expect(changed([deploy])).toEqual([
      '🚢 *Ana Silva* deployed `checkout@2.4.1` 4 min before it broke: “Round prices up”' +
        ' (<https://github.com/acme/checkout/compare/a...b|changes>)',
    ]);
  });

  it('leaves out what CI did not tell', () => {
    expect(changed([{ ...deploy, version: null, by: null, what: null, compareUrl: null }])).toEqual([
      '🚢 checkout was deployed 4 min before it broke',
    ]);
  });

  it('has no link without an address', () => {
    const [line = ''] = changed([{ ...deploy, compareUrl: null }]);
    expect(line).toMatch(/: “Round prices up”$/);
  });

  it.each([
    [0, '`checkout@2.4.1` was deployed as it broke'],
    [-14_000, '*Ana Silva* deployed `checkout@2.4.1` 14 s before it broke'],
    [90_000, '`checkout@2.4.1` was deployed 1 min 30 s after it broke'],
    [-3_000_000, '*Ana Silva* deployed `checkout@2.4.1` 50 min before it broke'],
  ])('that came %d ms after the first event: "%s"', (ms, told) => {
    expect(changed([{ ...deploy, at: brokeAt + ms }])[0]).toContain(`🚢 ${told}`);
  });

  it.each([0, -400, 2_000, 90_000])('that came %d ms after the first event accuses nobody', (ms) => {
    const [line = ''] = changed([{ ...deploy, at: brokeAt + ms }]);
    expect(line).toContain('checkout@2.4.1');
    expect(line).not.toContain('Ana Silva');
  });

  it('of a service that did not break accuses nobody', () => {
    const [line = ''] = changed([{ ...deploy, service: 'ledger' }]);
    expect(line).toMatch(/^🚢 ledger .* was deployed 4 min before it broke: “Round prices up”/);
  });

  it('is one of three, and it is said how many more there are', () => {
    const many = [4, 1, 3, 2].map((n) => ({ ...deploy, version: `v${n}`, at: brokeAt - n * 60_000 }));
    const lines = changed(many);
    expect(lines.map((line) => /`(v\d)`/.exec(line)?.[1])).toEqual(['v1', 'v2', 'v3']);
    expect(lines[2]).toMatch(/ · and 1 other change$/);
  });

  it('comes first where it is the likely culprit: before the outage, of a service that broke, the nearest', () => {
    const of = (service: string, ms: number): ShownDeploy => ({
      ...deploy,
      service,
      version: null,
      at: brokeAt + ms,
    });
    const deploys = [of('cart', 20_000), of('ledger', -10_000), of('search', -90_000), of('cart', -60_000)];
    const lines = changed(deploys);
    expect(lines[0]).toContain('*Ana Silva* deployed cart 1 min before it broke');
    expect(lines[1]).toContain('*Ana Silva* deployed search 1 min 30 s before it broke');
    expect(lines[2]).toContain('🚢 ledger was deployed 10 s before it broke');
  });

  it('is the one line that an everyday error has for what changed', () => {
    const deploys = [deploy, { ...deploy, version: 'v0', at: brokeAt - 300_000 }];
    const text = allText(renderMessage(singleMessage({ deploys, changes: [] }), options));
    expect(text.match(/🚢/g)).toHaveLength(1);
    expect(text).toContain('|changes>) · and 1 other change\n');
  });

  it('tells its release, which is not listed a second time', () => {
    const changes = [
      { version: 'checkout@2.4.1', service: 'checkout', firstAt: brokeAt - 200_000 },
      { version: 'cart@7', service: 'cart', firstAt: brokeAt - 60_000 },
    ];
    expect(changed([deploy], { changes })).toEqual([
      '🚀 `cart@7` was first seen 1 min before it broke',
      expect.stringMatching(/^🚢 .* deployed `checkout@2.4.1`/) as string,
    ]);
    expect(changed([{ ...deploy, version: 'checkout@2.4.0' }], { changes })).toHaveLength(3);
  });

  it('of one service does not hide the same release of another', () => {
    const changes = ['checkout', 'cart'].map((service) => ({ version: 'shop@9', service, firstAt: brokeAt }));
    expect(changed([{ ...deploy, version: 'shop@9' }], { changes })).toEqual([
      '🚀 cart `shop@9` was first seen as it broke',
      expect.stringMatching(/^🚢 .* deployed checkout `shop@9`/) as string,
    ]);
  });

  it('lets no text of CI ping, link or break out, however long', () => {
    const hostile = `<!channel> <https://evil.example|ok> @here \`*_~ https://evil.example/ ${'&'.repeat(5_000)}`;
    const bad = { ...deploy, service: hostile, version: hostile, by: hostile, what: hostile };
    for (const compareUrl of [hostile, 'http://github.com/', 'javascript:alert(1)', null]) {
      const rendered = renderMessage(stormMessage({ deploys: [{ ...bad, compareUrl }] }), options);
      expect(problemsOf(rendered)).toEqual([]);
      expect(allText(rendered)).toContain('🚢');
    }
  });
});
