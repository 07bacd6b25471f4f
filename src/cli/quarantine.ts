import type { Command } from 'commander';
import { hanging, print } from './print.ts';
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
        if (refused.length === 0) print('Nothing is in quarantine.');
        for (const one of refused)
          print(hanging(`${when(one.at)}  ${one.kind}  ${one.deliveryId}  ${one.reason}`, 4));
      });
    });
}
