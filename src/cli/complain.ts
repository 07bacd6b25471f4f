import { ConfigError } from '../config/config-error.ts';
import { CannotListen } from '../http/listen.ts';
import { StoreLocked, StoreUnusable } from '../seams/store.ts';
import { printError } from './print.ts';

/** Prints an error for people, one line for each mistake. Answers with the exit code: 2 for wrong use, else 1. */
export function complain(error: unknown): 1 | 2 {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) printError(`stormrelay: ${problem}`);
    return 2;
  }
  const text = error instanceof Error ? error.message : String(error);
  printError(`stormrelay: ${text}`);
  return mistakes.some((mistake) => error instanceof mistake) ? 2 : 1;
}

/** The command was given something that it cannot use. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What whoever started it can put right; trying the same again would not help. */
const mistakes = [UsageError, StoreLocked, StoreUnusable, CannotListen] as const;
