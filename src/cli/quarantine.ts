import type { Command } from 'commander';
import { reading, when } from './reading-store.ts';

/** `stormrelay quarantine`: deliveries whose signature did not match. */
export function addQuarantine(program: Command): void {
  program
    .command('quarantine')
    .description('List deliveries whose signature matched no secret.')
    .option('--limit <n>', 'how many at most', '20')
    .action(async (options: { limit: string }) => {
      await reading(async (store) => {
        const refused = await store.quarantined(Number(options.limit) || 20);
        if (refused.length === 0) process.stdout.write('Nothing is in quarantine.\n');
        for (const one of refused)
          process.stdout.write(`${when(one.at)}  ${one.kind}  ${one.deliveryId}  ${one.reason}\n`);
      });
    });
}
