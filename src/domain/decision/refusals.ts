import { number, text } from './shape.ts';
import type { Coded, ToldBefore } from './vocabulary.ts';

const incident = { incident: text } as const;
const pair = { child: text, root: text } as const;

/** Why a person's split or merge is refused. */
export const refusals = {
  resolved: incident,
  drill: incident,
  collector: incident,
  'own-trouble': incident,
  alone: { ...incident, issues: number },
  'no-such-issue': { ...incident, issue: text },
  'issue-elsewhere': { ...incident, issue: text },
  'issue-over': { issue: text },
  'only-issue': { ...incident, issue: text },
  itself: incident,
  'already-part': pair,
  'holds-it': pair,
  'other-class': { ...incident, its: text, root: text, roots: text },
} as const;

/** Why a person's split or merge is refused. */
export type Refusal = Coded<typeof refusals> | ToldBefore;
