import type { Unknown } from '../feed/use-relay.ts';
import { clockMinute } from '../words/moments.ts';

/** `Unknown since 11:44`; null when all is known. */
export function unknownWords(unknown: Unknown | null): string | null {
  return unknown === null ? null : `Unknown since ${clockMinute(unknown.since)}`;
}
