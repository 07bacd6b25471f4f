import { readFileSync } from 'node:fs';
import type { Wanted } from '../../../src/domain/sending/notification.ts';

/**
 * Rows as the relay of November 2026 stored them, when every state named every member and a page stood there in
 * PagerDuty's words; with what that relay did next with each, and what is sent of it: a trigger in that relay's own
 * bytes, a message in the form that messages have now.
 */
export interface OlderRow {
  readonly name: string;
  readonly wanted: Wanted;
  readonly sent: object;
  readonly next: object;
  readonly shown: { readonly dedup_key?: string } | null;
}

/** One of every kind. */
export const olderRows = JSON.parse(
  readFileSync(new URL('older-rows.json', import.meta.url), 'utf8'),
) as readonly OlderRow[];
