const parcel = { what: 'page', page: 1, receiver: 'pagerduty/p1' } as const;

/** Decisions about pages that were wanted already: what pagers answered, and what is not paged again. */
export const pageAnswers = {
  'page-joined': { code: 'page-joined', pages: 5, windowMs: 300_000, collector: 'inc-9' },
  'page-repeated': { code: 'page-repeated', quietMs: 900_000, acknowledged: true },
  'not-paged-again': { code: 'not-paged-again', service: 'boot', who: null },
  'page-overdue': {
    code: 'page-overdue',
    page: 1,
    forMs: 60_000,
    said: 'PagerDuty says 503.',
    receiver: null,
    doubtful: true,
  },
  'page-given-up': { code: 'page-given-up', page: 2, said: null, receiver: 'payments' },
  'page-taken-late': { code: 'page-taken-late', page: 1, afterMs: 125_000, over: true },
  'page-taken-by-fallback': {
    code: 'page-taken-by-fallback',
    page: 1,
    afterMs: 62_000,
    over: false,
    refused: true,
  },
  'page-taken-beside': { code: 'page-taken-beside', page: 1, afterMs: 300_000, over: false },
  'page-never-taken': { code: 'page-never-taken', page: 1 },
  'over-before-page': { code: 'over-before-page', page: 1 },
  'page-reported': { code: 'page-reported', page: 1, receiver: 'pagerduty', answer: 'taken' },
  'doubtful-resolved': { code: 'doubtful-resolved', ...parcel },
  'doubtful-acknowledged': { code: 'doubtful-acknowledged', ...parcel },
  'acknowledged-together': { code: 'acknowledged-together', who: 'Ada', collector: 'inc-9' },
  'taken-back-together': { code: 'taken-back-together', collector: 'inc-9' },
  'shared-page-ended': { code: 'shared-page-ended', who: 'Ada', collector: 'inc-9' },
} as const;
