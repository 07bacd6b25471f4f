/** A pager that takes nothing, four minutes before `now` and on. */
export const blockedPager = (now: number) =>
  ({
    kind: 'blocked',
    since: now - 240_000,
    until: now + 31_000,
    reason: 'PagerDuty refuses the routing key.',
  }) as const;
