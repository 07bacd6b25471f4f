import type { Matcher } from '../routing/matcher.ts';

/** What somebody asks for about silences: a new one, for so many ms from when it begins, or the end of one. */
export type SilenceWord =
  | {
      readonly action: 'add';
      readonly matchers: readonly Matcher[];
      /** Virtual ms at which it begins; absent or past: when it is applied. */
      readonly from?: number | undefined;
      readonly forMs: number;
      readonly by: string;
      readonly reason: string;
    }
  | { readonly action: 'end'; readonly silence: string; readonly by: string };
