/** Decisions about what pagers tell; one for every code. */
export const aboutPagers = {
  'pager-unacknowledged': { code: 'pager-unacknowledged', who: null, before: false },
  'pager-reopened': { code: 'pager-reopened', who: 'Ada', over: true, before: false },
  'pager-assigned': { code: 'pager-assigned', how: 'escalated', who: null, to: ['Ada', 'Ben'] },
  'pager-priority': { code: 'pager-priority', who: 'Ada', priority: 'P1' },
  'pager-note': { code: 'pager-note', who: 'Ada', note: 'It is the switch.' },
  'pager-responder': { code: 'pager-responder', name: 'Ben', state: 'pending' },
  'pager-ended-alone': { code: 'pager-ended-alone' },
  'pager-older-page': { code: 'pager-older-page', action: 'resolved', who: 'Ada', page: 1 },
  'pager-told': { code: 'pager-told', event: 'triggered' },
  'pager-echo': { code: 'pager-echo', event: 'resolved' },
  'pager-incident-unknown': { code: 'pager-incident-unknown', pagerIncident: 'Q1' },
  'pager-incident-not-ours': { code: 'pager-incident-not-ours', pagerIncident: 'Q1' },
  'pager-event-unused': { code: 'pager-event-unused', event: 'service.updated' },
} as const;
