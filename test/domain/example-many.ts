/** Decisions about a page of many incidents; one for every code. */
export const aboutMany = {
  'page-more-incidents': { code: 'page-more-incidents', more: 1 },
  'page-collects': { code: 'page-collects' },
  'page-long-ago': { code: 'page-long-ago', more: 2, afterMs: 7_200_000 },
  'page-needs-somebody': { code: 'page-needs-somebody', more: 1 },
  'all-in-hand': { code: 'all-in-hand' },
  'page-taken-back': { code: 'page-taken-back', receiver: 'managers' },
  'acknowledged-before': { code: 'acknowledged-before', who: 'Ada' },
  'page-goes-on': { code: 'page-goes-on', who: 'Ada', afterMs: 660_000, met: { code: 'page-outage' } },
  'page-untold': { code: 'page-untold', who: 'Ada' },
  'collector-opened': { code: 'collector-opened' },
} as const;
