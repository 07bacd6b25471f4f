/** Decisions about quiet: silences, mutes and time intervals; one for every code. */
export const aboutQuiet = {
  silenced: { code: 'silenced', silence: 'sil-7', who: 'Ada', until: 1_800_003_600_000, reason: 'migration' },
  unsilenced: { code: 'unsilenced', silence: 'sil-7', who: 'Ada', why: 'uncovered' },
  'not-paged-silenced': { code: 'not-paged-silenced', by: 'Ada', until: 1_800_003_600_000 },
  'silence-added': { code: 'silence-added', silence: 'sil-7', who: 'Ada' },
  'silence-ended': { code: 'silence-ended', silence: 'sil-7', who: 'Ada' },
  'silence-over-already': { code: 'silence-over-already', silence: 'sil-7' },
  'no-such-silence': { code: 'no-such-silence', silence: 'sil-7' },
  'too-many-silences': { code: 'too-many-silences', most: 200 },
  'suppressed-by-silence': { code: 'suppressed-by-silence', incident: 'inc-1', silence: 'sil-7', who: 'Ada' },
  'suppressed-by-interval': { code: 'suppressed-by-interval', incident: 'inc-1', interval: 'nights' },
  'not-paged-interval': { code: 'not-paged-interval', interval: 'nights' },
  'interval-over': { code: 'interval-over', receiver: 'payments', interval: 'nights' },
  'not-paged-muted': { code: 'not-paged-muted', who: 'Ada' },
  muted: { code: 'muted', who: 'Ada', forMs: 3_600_000 },
  unmuted: { code: 'unmuted', why: 'worse' },
  'muted-already': { code: 'muted-already', incident: 'inc-1', who: 'Ada' },
} as const;
