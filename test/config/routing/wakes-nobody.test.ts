import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load.ts';

/** The hints of a house that has a pager (`payments`), one that escalations name, and a channel for the rest. */
function hintsOf(route: string, more = ''): readonly string[] {
  const text = `
sentry: { signing_secrets: [a-whole-client-secret-0001] }
slack: { token: xoxb-100200300-our-own-token, signing_secrets: [0123456789abcdef0123456789abcdef] }
receivers:
  - { name: everyone, slack: { channel: C0ALERTS } }
  - { name: nobody, slack: { channel: C0NOBODY }, page_when: [] }
  - { name: payments, pagerduty: { routing_key: '00000000000000000000000000000001' } }
  - { name: managers, pagerduty: { routing_key: '00000000000000000000000000000002' }, page_when: [] }
route: ${route}
time_intervals:
  - name: nights
    time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }], location: Europe/Berlin }]
  - name: days
    time_intervals: [{ times: [{ start_time: '00:00', end_time: '22:00' }], location: Europe/Berlin }]
  - name: christmas
    time_intervals: [{ months: ['december'], days_of_month: ['25:26'] }]
${more}`;
  const { hints } = loadSettings({ STORMRELAY_CONFIG: 'r.yaml' }, () => text);
  return hints.filter((hint) => !hint.includes('No route '));
}

const toPayments = 'receiver: payments, escalate: { unacknowledged_for: 10m, to: managers }';
const wakesNobody = /wakes? nobody/;

describe('what is called sound', () => {
  it.each([
    ['a pager takes everything', `{ ${toPayments} }`],
    [
      'a pager takes what is of production, and the rest is told',
      `{ receiver: everyone, routes: [{ matchers: [environment="production"], ${toPayments} }] }`,
    ],
    [
      'a pager takes what no other route does, and each other continues to it',
      `{ ${toPayments}, routes: [{ matchers: [service="cart"], receiver: everyone, continue: true }, { matchers: [service="cart"] }] }`,
    ],
    [
      'the file says itself that nobody should be woken',
      `{ ${toPayments}, routes: [{ matchers: [service="cart"], receiver: nobody }] }`,
    ],
    [
      'what is kept quiet wakes nobody anyway',
      `{ ${toPayments}, routes: [{ matchers: [level="warning"], mute_time_intervals: [nights] }] }`,
    ],
    [
      'one pager speaks while another keeps quiet',
      `{ ${toPayments}, routes: [{ matchers: [level!="info"], active_time_intervals: [nights], continue: true }, { matchers: [level!="info"], active_time_intervals: [days] }] }`,
    ],
    [
      'a route of another environment has no pager',
      `{ ${toPayments}, routes: [{ matchers: [environment="staging"], receiver: everyone }] }`,
    ],
  ])('%s', (_, route) => {
    expect(hintsOf(route)).toEqual([]);
  });
});

describe('what wakes nobody is said', () => {
  it.each([
    [
      'of a service that no route names',
      `{ receiver: everyone, routes: [{ matchers: [service="cart"], ${toPayments} }] }`,
      /service that no route names/,
    ],
    [
      'of a service in the list of a matcher',
      `{ ${toPayments}, routes: [{ matchers: [{ service: [cart, basket] }], receiver: everyone }] }`,
      /of cart and basket wake nobody/,
    ],
    [
      'of a project',
      `{ ${toPayments}, routes: [{ matchers: [project="cart"], receiver: everyone }] }`,
      /of cart wake nobody/,
    ],
    [
      'of what a tag says',
      `{ ${toPayments}, routes: [{ matchers: [tags.team="data"], receiver: everyone }] }`,
      /of what meets tags\.team="data" wake nobody/,
    ],
    [
      'of storms alone',
      `{ ${toPayments}, routes: [{ matchers: [storm="true"], receiver: everyone }] }`,
      /In production a storm of a service that no route names wakes nobody/,
    ],
    [
      'of fatal errors alone',
      `{ ${toPayments}, routes: [{ matchers: [level="fatal"], receiver: everyone }] }`,
      /In production a fatal error of a service that no route names wakes nobody/,
    ],
    [
      'on a holiday',
      `{ ${toPayments}, routes: [{ matchers: [service="cart"], mute_time_intervals: [christmas] }] }`,
      /of cart wake nobody while this keeps quiet, for example on Monday, December 25, 2028/,
    ],
    [
      'out of hours',
      `{ ${toPayments}, routes: [{ matchers: [service="cart"], active_time_intervals: [days] }] }`,
      /of cart wake nobody while this keeps quiet/,
    ],
  ])('%s', (_, route, said) => {
    const hints = hintsOf(route);
    expect(hints.filter((hint) => wakesNobody.test(hint))).toHaveLength(1);
    expect(hints.join('\n')).toMatch(said);
  });

  it('is told once of all routes that the same words mend', () => {
    const same = ['a', 'b', 'c', 'd', 'e']
      .map((name) => `{ matchers: [service="${name}"], receiver: everyone }`)
      .join(', ');
    const hints = hintsOf(`{ ${toPayments}, routes: [${same}] }`).filter((hint) => wakesNobody.test(hint));
    expect(hints).toEqual([expect.stringMatching(/ of a, b, c and 2 more wake nobody: everyone has no /)]);
    const quiet = ['a', 'b', 'c']
      .map((name) => `{ matchers: [service="${name}"], mute_time_intervals: [nights] }`)
      .join(', ');
    const muted = hintsOf(`{ ${toPayments}, routes: [${quiet}] }`).filter((hint) => wakesNobody.test(hint));
    expect(muted).toEqual([
      expect.stringMatching(
        /routes\[0\].* of a, b and c wake nobody .* here and in route 1 and route 2, or /,
      ),
    ]);
  });

  it('of a service of which the file tells an owner', () => {
    const route = `{ ${toPayments}, routes: [{ matchers: [{ service: 'pay-*' }], receiver: everyone }] }`;
    expect(hintsOf(route, 'services: { pay-web: { owner: S0PAY } }').join()).toMatch(
      /of pay-web and pay-\* wake/,
    );
  });

  it('where the rules for all leave out fatal errors', () => {
    expect(hintsOf(`{ ${toPayments} }`, 'paging: { levels: [error] }').join()).toMatch(
      /paging\.levels: In production a fatal error of a service that no route names wakes nobody: only error is named\. Add fatal\.$/,
    );
  });

  it('is looked for in a year once, however many services there are', () => {
    const named = Array.from({ length: 300 }, (_, n) => `s${n}: { owner: S0TEAM }`).join(', ');
    const route = `{ ${toPayments}, routes: [{ matchers: [level!="info"], active_time_intervals: [nights], continue: true }, { matchers: [level!="info"], active_time_intervals: [days] }] }`;
    expect(hintsOf(route, `services: { ${named} }`)).toEqual([]);
  });

  it.each([
    [
      'category="metrics"',
      /In production a critical metric alert of what meets category="metric" wakes? nobody/,
    ],
    ['category="metrics", service="cart"', /In production a critical metric alert of cart wakes? nobody/],
    ['service="cart", environment="production", environment="staging"', / of cart wake nobody/],
  ])('also of a route to which nothing comes yet: %s', (matchers, said) => {
    const list = matchers.split(', ').map((one) => `'${one}'`);
    const hints = hintsOf(
      `{ ${toPayments}, routes: [{ matchers: [${list.join(', ')}], receiver: everyone }] }`,
    ).join('\n');
    expect(hints).toMatch(/never holds?/);
    expect(hints).toMatch(said);
  });
});

describe('who cannot be woken', () => {
  const within = (routes: string): string =>
    hintsOf(
      `{ ${toPayments}, routes: [{ matchers: [level="info"], receiver: everyone, escalate: { unacknowledged_for: 10m, to: managers }, routes: [${routes}] }] }`,
    ).join('\n');
  const inVain = /everyone pages nobody, so there is nothing that could stay unacknowledged/;

  it('is not escalated from, whatever routes are within', () => {
    expect(within('{ matchers: [service="cart"] }')).toMatch(inVain);
    expect(within('{ matchers: [service="cart"], receiver: payments }')).not.toMatch(inVain);
    expect(
      within(
        '{ matchers: [service="cart"], receiver: payments, escalate: { unacknowledged_for: 5m, to: managers } }',
      ),
    ).toMatch(inVain);
  });

  it('is said where somebody in the shadow would be, beside programs that nobody is asked of', () => {
    const text = (shadow: boolean): string => `
sentry: { signing_secrets: [a-whole-client-secret-0001] }
slack: { token: xoxb-100200300-our-own-token }
receivers:
  - { name: audit, slack: { channel: C0AUDIT01 }, page_when: [] }
  - { name: shop, pagerduty: { routing_key: '00000000000000000000000000000001' } }
  - { name: platform, pagerduty: { routing_key: '00000000000000000000000000000002' }, shadow: ${String(shadow)} }
route: { receiver: platform, routes: [{ receiver: audit, continue: true }, { matchers: [{ service: 'pay*' }], receiver: shop }, { receiver: platform }] }`;
    const told = (shadow: boolean): readonly string[] =>
      loadSettings({ STORMRELAY_CONFIG: 'r.yaml' }, () => text(shadow)).hints;
    expect(told(false)).toEqual([]);
    expect(told(true)).toEqual([
      expect.stringMatching(
        /receivers\[2\]\.shadow: In production nobody is woken by a fatal error, .* platform would be, and shadow: true only records it/,
      ),
    ]);
  });
});
