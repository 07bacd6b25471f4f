import { flag, listOf, maybe, number, orElse, text, wordOf } from './shape.ts';

/** What a pager told of a page, and what that was to the relay. `who` is null where nobody did it, or nobody says who. */
export const pager = {
  /** `before`: it became known after what was done there since. Older relays did not tell so. */
  'pager-unacknowledged': { who: maybe(text), before: orElse(flag, false) },
  /** `over`: the incident is resolved here, which is final. `before`: as above. */
  'pager-reopened': { who: maybe(text), over: flag, before: orElse(flag, false) },
  'pager-assigned': {
    how: wordOf('reassigned', 'escalated', 'delegated'),
    who: maybe(text),
    to: listOf(text),
  },
  'pager-priority': { who: maybe(text), priority: maybe(text) },
  'pager-note': { who: maybe(text), note: text },
  'pager-responder': { name: text, state: text },
  'pager-ended-alone': {},
  /** Somebody handled a page for which another rings by now. */
  'pager-older-page': { action: wordOf('acknowledged', 'resolved'), who: text, page: number },
  'pager-told': { event: text },
  'pager-echo': { event: text },
  'pager-incident-unknown': { pagerIncident: text },
  'pager-incident-not-ours': { pagerIncident: text },
  'pager-event-unused': { event: text },
} as const;
