import type { Routing } from '../../src/domain/routing/route.ts';

/** A pager that takes nothing, four minutes before `now` and on. */
export const blockedPager = (now: number) =>
  ({
    kind: 'blocked',
    since: now - 240_000,
    until: now + 31_000,
    reason: 'PagerDuty refuses the routing key.',
  }) as const;

/** The configuration names a team whose key that is. */
export const platform: Routing = {
  receivers: [
    {
      name: 'platform',
      surfaces: ['pagerduty/5f3a90c1'],
      pageWhen: null,
      mentionOnPage: null,
      shadow: false,
    },
  ],
  route: {
    receiver: 'platform',
    matchers: [],
    continue: false,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    holdMs: 0,
    escalate: null,
    routes: [],
  },
  intervals: {},
};
