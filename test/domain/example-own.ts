/** Decisions about what the relay itself suffers from. */
export const ownTroubles = {
  'own-trouble-noted': { code: 'own-trouble-noted', trouble: 'dead-letters', state: 'on' },
  'own-trouble-began': { code: 'own-trouble-began', trouble: 'dead-letters' },
  'resolved-own-trouble': { code: 'resolved-own-trouble' },
  'resolved-store-failed': {
    code: 'resolved-store-failed',
    refused: 44,
    forMs: 22_000,
    from: 1_800_000_000_000,
    why: 'no-room',
  },
  'page-own-trouble': { code: 'page-own-trouble' },
} as const;
