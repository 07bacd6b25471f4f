import { parseScenario } from '../../../simulator/storm/scenario-file.ts';
import type { Scenario } from '../../../simulator/storm/scenario.ts';

/**
 * A storm that comes again after a quiet time and after somebody resolved its page in PagerDuty; then somebody
 * acknowledges it, before the last service failed. And a crash that has nothing to do with it.
 */
export function shortSecondStorm(): Scenario {
  return parseScenario('short-second-storm', TEXT);
}

const TEXT = `
title: A short storm that comes again
world: fernhill
length: 2m
families:
  refused:
    exception: { type: Error, message: 'connect ECONNREFUSED {ip}:6379' }
  crash:
    level: fatal
    exception: { type: InvariantViolation, message: A sold basket was emptied }
outages:
  - id: cache
    starts: 1s
    lasts: 12s
    stagger: 3s
    services: [basket-api, checkout-api, search-api, pricing-engine]
    families: [refused]
    issues: 8
    spread: 4s
    perMinute: 240
    again: [{ after: 70s, lasts: 15s }]
    resolves: { after: 3s, within: 3s }
alone:
  - id: crash
    kind: error
    service: basket-api
    family: crash
    steps:
      - { at: 5s, does: fires, times: 2, within: 2s, wakes: true }
      - { at: 100s, does: resolved }
people:
  - { does: resolve-in-pagerduty, what: cache, after: 30s }
  - { does: acknowledge, what: cache, outburst: 2, after: 4s }
checks:
  - nothing-lost
  - books-balance
  - slack-covers-alerts
  - drained
  - somebody-woken
  - nobody-woken-twice
  - own-pages
  - outage-pages
  - no-trigger-after-resolve
  - pages-resolved
`;
