import chalk from 'chalk';

/**
 * chalk knows FORCE_COLOR, but not NO_COLOR (no-color.org: any value but the empty one means no colour). Where both
 * are set, FORCE_COLOR holds, as in Node itself.
 */
export function heedNoColor(env: NodeJS.ProcessEnv): void {
  const { NO_COLOR: no, FORCE_COLOR: force } = env;
  if (no !== undefined && no !== '' && force === undefined) chalk.level = 0;
}
