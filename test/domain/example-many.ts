/** Decisions about a page of many incidents, or one of which nobody is heard to take it; one for every code. */
export const aboutMany = {
  'page-more-incidents': { code: 'page-more-incidents', more: 1 },
  'page-collects': { code: 'page-collects' },
  'page-long-ago': { code: 'page-long-ago', more: 2, afterMs: 7_200_000 },
  'page-long-ago-unheard': { code: 'page-long-ago-unheard', more: 2, afterMs: 360_000 },
  'page-grew-unheard': { code: 'page-grew-unheard', from: 2, to: 4 },
  'page-more-severe-unheard': { code: 'page-more-severe-unheard' },
  'page-needs-somebody': { code: 'page-needs-somebody', more: 1 },
  'all-in-hand': { code: 'all-in-hand' },
  'page-taken-back': { code: 'page-taken-back', receiver: 'managers' },
  'acknowledged-before': { code: 'acknowledged-before', who: 'Ada' },
  'page-goes-on': { code: 'page-goes-on', who: 'Ada', afterMs: 660_000, met: { code: 'page-outage' } },
  'page-untold': { code: 'page-untold', who: 'Ada' },
  'collector-opened': { code: 'collector-opened' },
} as const;
