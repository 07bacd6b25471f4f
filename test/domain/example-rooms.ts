/** What a receiver said last, of a row that was given up. */
export const said = { trouble: 'payload-refused', said: 'Slack says invalid_blocks.' } as const;

/** A decision for every code that is about an incident's own channel. */
export const roomExamples = {
  'room-opened': { code: 'room-opened', who: null },
  'room-archived': { code: 'room-archived', who: 'Ada' },
  'room-guests': { code: 'room-guests', asked: ['Robin'], unknown: ['Kim'], why: null },
  'room-there-already': { code: 'room-there-already', incident: 'inc-1' },
  'no-room-to-archive': { code: 'no-room-to-archive', incident: 'inc-1' },
  'no-rooms-here': { code: 'no-rooms-here' },
  'room-noted': { code: 'room-noted', incident: 'inc-1' },
} as const;
