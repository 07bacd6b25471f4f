/** Decisions about what the relay itself suffers from. */
export const ownTroubles = {
  'own-trouble-noted': { code: 'own-trouble-noted', trouble: 'dead-letters', state: 'on' },
  'own-trouble-began': { code: 'own-trouble-began', trouble: 'dead-letters' },
  'resolved-own-trouble': { code: 'resolved-own-trouble' },
  'page-own-trouble': { code: 'page-own-trouble' },
} as const;
