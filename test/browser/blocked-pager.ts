import type { Routing } from '../../src/domain/routing/route.ts';
import { route } from '../decide/routing/routed-story.ts';

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
  route: route('platform', []),
  intervals: {},
};
