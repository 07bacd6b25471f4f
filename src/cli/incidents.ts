import type { Command } from 'commander';
import { askRelay } from './ask-relay.ts';
import { print } from './print.ts';

/** `stormrelay acknowledge|resolve|split|merge <incident>`: as on the page, also at PagerDuty. */
export function addIncidents(program: Command): void {
  addHandling(program, 'acknowledge', 'Say that you are on it: its page is acknowledged at PagerDuty too.');
  addHandling(program, 'resolve', 'Say that it is over: its page is resolved at PagerDuty too.');
  addSplit(program);
  addMerge(program);
}

function addHandling(program: Command, action: 'acknowledge' | 'resolve', description: string): void {
  named(program, action)
    .description(description)
    .action(async (incident: string, { by }: { by?: string }) => {
      await ask(incident, action, by === undefined ? {} : { who: by });
      print(`${incident}: ${action === 'acknowledge' ? 'acknowledged' : 'resolved'}${byWhom(by)}.`);
    });
}

interface Given {
  readonly by?: string;
  readonly why?: string;
}

function addSplit(program: Command): void {
  named(program, 'split')
    .option('--why <text>', 'why it does not belong there, for its timeline')
    .description(
      'Take an incident out of its storm, or dissolve the storm that it leads. What was split stays split: no rule joins it to a storm again. It pages only when it meets a paging rule by itself.',
    )
    .action(async (incident: string, { by, why }: Given) => {
      await ask(incident, 'split', { who: by, why });
      print(`${incident}: split${byWhom(by)}. No rule joins it to a storm again; merge does.`);
    });
}

function addMerge(program: Command): void {
  named(program, 'merge')
    .requiredOption('--into <incident>', 'what it becomes part of, for example inc-40')
    .option('--why <text>', 'why they are one trouble, for their timelines')
    .description(
      'Make an incident, with what belongs to it, part of another one: they are one trouble, with one message and one page. Nobody is woken by it, and no rule takes it apart.',
    )
    .action(async (incident: string, { by, why, into }: Given & { into: string }) => {
      await ask(incident, 'merge', { into, who: by, why });
      print(`${incident}: merged into ${into}${byWhom(by)}. Split takes it out again.`);
    });
}

function named(program: Command, action: string): Command {
  return program
    .command(action)
    .argument('<incident>', 'for example inc-42')
    .option('--by <name>', 'who does it');
}

/** What is undefined is not said. @throws Error when no relay answers, or it refuses. */
function ask(incident: string, action: string, body: object): Promise<void> {
  return askRelay(`/api/incidents/${encodeURIComponent(incident)}/${action}`, body);
}

function byWhom(name: string | undefined): string {
  return name === undefined ? '' : ` by ${name}`;
}
