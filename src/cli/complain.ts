import { ConfigError } from '../config/config-error.ts';
import { CannotListen } from '../http/listen.ts';
import { StoreLocked, StoreUnusable } from '../seams/store.ts';
import { printError } from './print.ts';

/** Prints an error for people, one line for each mistake. Answers with the exit code: 2 for wrong use, else 1. */
export async function complain(error: unknown): Promise<1 | 2> {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) printError(`stormrelay: ${problem}`);
    return 2;
  }
  const text = error instanceof Error ? error.message : String(error);
  printError(`stormrelay: ${error instanceof UsageError ? text : await asConfigured(text)}`);
  return mistakes.some((mistake) => error instanceof mistake) ? 2 : 1;
}

/** Store and sockets know settings by their variables; where the file says one, its line is named. */
async function asConfigured(text: string): Promise<string> {
  const { whereaboutsIn } = await import('../config/load.ts');
  try {
    return whereaboutsIn(process.env).sentence(text);
  } catch (error) {
    if (error instanceof ConfigError) return text;
    throw error;
  }
}

/** The command was given something that it cannot use. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What whoever started it can put right; trying the same again would not help. */
const mistakes = [UsageError, StoreLocked, StoreUnusable, CannotListen] as const;
