/** What went wrong in plain words, and what to do about it. */
export interface Diagnosis {
  readonly cause: string;
  readonly advice: string;
  /** Whether it may be gone by itself a moment later: only then does trying again make sense. */
  readonly passes: boolean;
}
