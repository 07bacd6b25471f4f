/** What a check found: true, false, or null for "not judged"; the detail shows the figure and the bound. */
export interface Finding {
  readonly ok: boolean | null;
  readonly detail: string;
}

/** A finding with its reason. */
export function found(ok: boolean, detail: string): Finding {
  return { ok, detail };
}

/** Says why a check cannot be judged in this run. */
export function notJudged(why: string): Finding {
  return { ok: null, detail: `not judged: ${why}` };
}

/** The finding of a check on what Slack saw, when nobody looked. */
export const SLACK_UNSEEN = notJudged('what Slack received was not observed');
/** The finding of a check on what PagerDuty saw, when nobody looked. */
export const PAGERDUTY_UNSEEN = notJudged('what PagerDuty received was not observed');
/** The finding of a check on the books, when the relay did not show them. */
export const BOOKS_UNSEEN = notJudged('the relay did not show its books');

/** `1.2 s`, `340 ms`, or `never`. */
export function spoken(ms: number): string {
  if (!Number.isFinite(ms)) return 'never';
  return Math.abs(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `12,500`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-GB');
}

/** `1 page`, `2 pages`. */
export function counted(value: number, one: string): string {
  return `${value} ${value === 1 ? one : `${one}s`}`;
}

/** At most three examples of what is wrong, and how many more there are. */
export function examples(items: readonly string[]): string {
  const more = items.length > 3 ? ` and ${items.length - 3} more` : '';
  return `${items.slice(0, 3).join('; ')}${more}`;
}
