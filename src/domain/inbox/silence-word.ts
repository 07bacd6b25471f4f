import type { Matcher } from '../routing/matcher.ts';

/** What somebody asks for about silences: a new one, for so many ms from when it is applied, or the end of one. */
export type SilenceWord =
  | {
      readonly action: 'add';
      readonly matchers: readonly Matcher[];
      readonly forMs: number;
      readonly by: string;
      readonly reason: string;
    }
  | { readonly action: 'end'; readonly silence: string; readonly by: string };
