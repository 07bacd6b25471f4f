import { describe, expect, it } from 'vitest';
import { judgedWith, pagerOf, type Change } from './changed-run.ts';
import { delivery, page, pageCall } from './evidence-sample.ts';

const SPOILED: Change[] = [
  [
    'the outage paged twice',
    'outage-pages',
    (good) => ({
      pagerduty: { ...pagerOf(good), incidents: [page(4000), page(9000, { dedupKey: 'stormrelay:x:i2:1' })] },
    }),
  ],
  ['the outage did not page', 'outage-pages', (good) => ({ pagerduty: { ...pagerOf(good), incidents: [] } })],
  [
    'something else paged',
    'outage-pages',
    (good) => ({
      pagerduty: {
        ...pagerOf(good),
        incidents: [
          page(4000),
          page(9000, { dedupKey: 'stormrelay:x:i9:1', summary: 'z-api', customDetails: null }),
        ],
      },
    }),
  ],
  [
    'a page names a foreign service',
    'pages-not-mixed',
    (good) => ({
      deliveries: [
        ...good.deliveries,
        delivery(9000, 'z-api', { truth: { ...delivery(0, 'z-api').truth, outage: null } }),
      ],
      pagerduty: {
        ...pagerOf(good),
        incidents: [page(4000, { customDetails: { services: 'a-api\nb-api\nz-api' } })],
      },
    }),
  ],
  [
    'the page came late',
    'first-page',
    (good) => ({ pagerduty: { ...pagerOf(good), incidents: [page(6001)] } }),
  ],
  [
    'PagerDuty answered 429 of its own accord',
    'no-rate-limit',
    (good) => ({
      pagerduty: { ...pagerOf(good), calls: [pageCall(1, 'trigger', { status: 429, ingested: false })] },
    }),
  ],
  [
    'a trigger came after the resolve',
    'no-trigger-after-resolve',
    (good) => ({
      pagerduty: { ...pagerOf(good), calls: [...pagerOf(good).calls, pageCall(53_000, 'trigger')] },
    }),
  ],
  [
    'a trigger was repeated at once',
    'no-repeated-trigger',
    (good) => ({
      pagerduty: { ...pagerOf(good), calls: [pageCall(4000, 'trigger'), pageCall(5000, 'trigger')] },
    }),
  ],
  [
    'a page stays open',
    'pages-resolved',
    (good) => ({
      pagerduty: { ...pagerOf(good), incidents: [page(4000, { status: 'acknowledged', resolvedAt: null })] },
    }),
  ],
];

describe('the checks on PagerDuty convict', () => {
  it.each(SPOILED)('when %s: %s', (_what, name, change) => {
    expect(judgedWith(name, change)).toBe(false);
  });
});
