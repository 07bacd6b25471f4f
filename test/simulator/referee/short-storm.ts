import { parseScenario } from '../../../simulator/storm/scenario-file.ts';
import type { Scenario } from '../../../simulator/storm/scenario.ts';

/** A storm of half a minute with a moment of 429, which a relay that knows one incident can handle. */
export function shortStorm(): Scenario {
  return parseScenario('short-storm', TEXT);
}

const TEXT = `
title: A short storm
world: fernhill
length: 40s
families:
  refused:
    exception: { type: Error, message: 'connect ECONNREFUSED {ip}:6379' }
outages:
  - id: cache
    starts: 1s
    lasts: 20s
    stagger: 3s
    services: [basket-api, checkout-api, search-api, pricing-engine]
    families: [refused]
    issues: 8
    spread: 5s
    perMinute: 240
    resolves: { after: 3s, within: 3s }
happenings:
  - { at: 7s, for: 5s, fault: { target: { service: slack }, fault: { kind: rate-limit, retryAfter: 12 } } }
checks:
  - answered
  - nothing-lost
  - books-balance
  - slack-covers-alerts
  - drained
  - outage-pages
  - pages-not-mixed
  - one-root-message: { beforeRecognition: 5 }
  - storm-traffic: { max: 40 }
  - no-rate-limit
  - retry-after-obeyed
  - post-rate: { perSecond: 5 }
  - no-duplicate-message
  - no-trigger-after-resolve
  - no-repeated-trigger: { apartMs: 60000 }
  - pages-resolved
  - messages-current
  - no-ping
  - no-dead-letters
  - clean-exit
`;
