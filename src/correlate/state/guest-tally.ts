import type { Issue } from '../../domain/issue.ts';
import { Loudest } from './loudest.ts';

/** The issues of a storm's guests, apart from its own. Their alerts count in the storm all the same. */
export interface GuestTally {
  readonly issueCount: number;
  /** Issues with the most events, the loudest first. */
  readonly loudest: readonly Issue[];
  /** Of the guest that came last; null without guests. */
  readonly newest: Issue | null;
  /** Where they failed, in the order in which they came. */
  readonly services: ReadonlySet<string>;
}

/** Of a storm that lists none, and of what is no storm. */
export const noGuests: GuestTally = { issueCount: 0, loudest: [], newest: null, services: new Set() };

/** Follows what changes in the rows of guests that stay. */
export class OpenGuestTally implements GuestTally {
  issueCount = 0;
  newest: Issue | null = null;
  readonly services = new Set<string>();
  private newestAt = -Infinity;
  private readonly ranked = new Loudest();

  get loudest(): readonly Issue[] {
    return this.ranked.issues;
  }

  /**
   * Adds an issue of a guest.
   * @param at When it became one, virtual ms.
   */
  add(issue: Issue, at: number): void {
    this.issueCount += 1;
    this.services.add(issue.service);
    if (at >= this.newestAt) {
      this.newest = issue;
      this.newestAt = at;
    }
    this.ranked.add(issue);
  }

  follow(before: Issue, row: Issue): void {
    if (this.newest === before) this.newest = row;
    this.ranked.follow(before, row);
  }
}
