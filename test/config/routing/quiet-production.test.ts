import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load.ts';
import { maintenanceViews } from '../../../src/observe/quiet-view.ts';

const now = Date.parse('2026-12-01T12:00:00Z');

/** The hints of a house in which everybody is woken, with more of the file. */
function hintsOf(more: string): string {
  const text = `
sentry: { signing_secrets: [a-whole-client-secret-0001] }
receivers:
  - { name: everyone, pagerduty: { routing_key: '00000000000000000000000000000001' } }
route: { receiver: everyone, routes: [{ matchers: [level="info"], mute_time_intervals: [always] }] }
time_intervals:
  - { name: always, time_intervals: [{}] }
  - { name: sundays, time_intervals: [{ weekdays: [sunday] }] }
${more}`;
  return loadSettings({ STORMRELAY_CONFIG: 'r.yaml' }, () => text, now)
    .hints.filter((hint) => !/time_intervals\[\d\]\.name/.test(hint))
    .join('\n');
}

const maintained = (more: string): string => hintsOf(`maintenance: [{ name: move, reason: Disks, ${more} }]`);

describe('maintenance that keeps production quiet is said, with when', () => {
  it.each([
    [`matchers: [environment="production"], until: '2099-01-01T00:00:00Z'`, 'until 2099-01-01 00:00 UTC'],
    [`matchers: [service!="zzz"], time_intervals: [always]`, 'with no end in sight'],
    [
      `matchers: [service!="zzz"], time_intervals: sundays`,
      'from 2026-12-06 00:00 UTC until 2026-12-07 00:00',
    ],
    [`matchers: [category="outage"], until: '2026-12-02T00:00:00Z'`, 'a failed uptime check of any service'],
    [`matchers: [environment!="staging"], until: '2026-12-02T00:00:00Z'`, 'covers production as a whole'],
    [
      `matchers: [service="ledger"], until: '2028-06-01T00:00:00Z'`,
      'some of production until 2028-06-01 00:00',
    ],
    [`matchers: [service="ledger"], time_intervals: [always]`, 'some of production with no end in sight'],
  ])('%s', (more, said) => {
    expect(maintained(more)).toContain(said);
  });

  it.each([
    `matchers: [service="ledger"], until: '2026-12-20T00:00:00Z'`,
    `matchers: [service="ledger"], time_intervals: [sundays]`,
    `matchers: [environment="staging"], until: '2099-01-01T00:00:00Z'`,
    `matchers: [level="warning"], until: '2026-12-02T00:00:00Z'`,
  ])('and else nothing: %s', (more) => {
    expect(maintained(more)).toBe('');
  });

  it('its end is told as it is written, however far away', () => {
    const until = Date.parse('2028-06-01T00:00:00Z');
    const matchers = [{ label: 'service', op: '=', value: 'ledger' }] as const;
    const [view] = maintenanceViews(
      { maintenance: [{ name: 'move', matchers, reason: 'Disks', until }] },
      now,
    );
    expect(view?.until).toBe(until);
  });
});

describe('quiet environments that take production with them', () => {
  it.each([
    [
      "{ production: [prod], quiet: ['p*'] }",
      /"p\*" covers the environment production too.* though not prod/,
    ],
    ['{ production: [prod], quiet: [production] }', /"production" covers the environment production too/],
    ["{ quiet: ['Prod*'] }", /"Prod\*" covers/],
  ])('are said: %s', (environments, said) => {
    expect(hintsOf(`environments: ${environments}`)).toMatch(said);
  });

  it.each(["{ production: [prod], quiet: ['pr-*'] }", "{ production: ['prod*'], quiet: ['p*'] }"])(
    'or not: %s',
    (environments) => {
      expect(hintsOf(`environments: ${environments}`)).toBe('');
    },
  );

  it('hide nobody who sleeps', () => {
    const sleeping = `environments: { production: [prod], quiet: ['p*'] }
services: { cart: { owner: S0CART } }`;
    const route = `receivers:
  - { name: everyone, pagerduty: { routing_key: '00000000000000000000000000000001' } }
  - { name: web, slack: { channel: C0WEB0001 } }
route: { receiver: everyone, routes: [{ matchers: [{ service: 'web*' }], receiver: web }] }`;
    const text = `
sentry: { signing_secrets: [a-whole-client-secret-0001] }
slack: { token: xoxb-100200300-our-own-token }
${route}
${sleeping}`;
    const { hints } = loadSettings({ STORMRELAY_CONFIG: 'r.yaml' }, () => text);
    expect(hints.join('\n')).toMatch(/of web\* wake nobody/);
  });
});
