import type { Command } from 'commander';
import { askRelay } from './ask-relay.ts';
import { print } from './print.ts';

/** `stormrelay acknowledge|resolve <incident>`: as on the page, also at PagerDuty. */
export function addIncidents(program: Command): void {
  add(program, 'acknowledge', 'Say that you are on it: its page is acknowledged at PagerDuty too.');
  add(program, 'resolve', 'Say that it is over: its page is resolved at PagerDuty too.');
}

function add(program: Command, action: 'acknowledge' | 'resolve', description: string): void {
  program
    .command(action)
    .argument('<incident>', 'for example inc-42')
    .option('--by <name>', 'who does it')
    .description(description)
    .action(async (incident: string, { by }: { by?: string }) => {
      await askRelay(
        `/api/incidents/${encodeURIComponent(incident)}/${action}`,
        by === undefined ? {} : { who: by },
      );
      const done = action === 'acknowledge' ? 'acknowledged' : 'resolved';
      print(`${incident}: ${done}${by === undefined ? '' : ` by ${by}`}.`);
    });
}
