import { ConfigError } from '../config/config-error.ts';
import { printError } from './print.ts';

/** Prints an error for people, one line for each mistake. Answers with the exit code: 2 for wrong use, else 1. */
export function complain(error: unknown): 1 | 2 {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) printError(`stormrelay: ${problem}`);
    return 2;
  }
  const text = error instanceof Error ? error.message : String(error);
  printError(`stormrelay: ${text}`);
  return error instanceof UsageError ? 2 : 1;
}

/** The command was given something that it cannot use. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
