import type { Command } from 'commander';
import type { Given } from './incidents.ts';
import type { SilenceOptions } from './silences.ts';

const incidents = () => import('./incidents.ts');

/** What is said of an incident. */
export function addIncidents(program: Command): void {
  addHandling(program, 'acknowledge', 'Say that you are on it: its page is acknowledged at PagerDuty too.');
  addHandling(program, 'resolve', 'Say that it is over: its page is resolved at PagerDuty too.');
  addHandling(program, 'unmute', 'Say that it is to be heard again, although somebody had muted it.');
  addSplit(program);
  addMerge(program);
}

/** What is kept quiet. */
export function addSilences(program: Command): void {
  const group = program.command('silence').description('Keep quiet what you know of, for a while.');
  const load = () => import('./silences.ts');
  group
    .command('add')
    .argument('<matcher...>', 'what it covers, all of them at once: \'service="cart"\' \'level!="fatal"\'')
    .requiredOption('--for <time>', 'for how long: 30m, 2h, 7d; at most 30d')
    .requiredOption('--reason <text>', 'why, for whoever asks')
    .option('--from <moment>', 'begin later: "2027-01-30T22:00:00+01:00", with its zone, at most 90d ahead')
    .option('--by <name>', 'who wants it')
    .description('Add a silence: what is new under it makes no message, and nobody is woken by it.')
    .action(async (matchers: readonly string[], options: SilenceOptions) =>
      (await load()).add(matchers, options),
    );
  group
    .command('list')
    .option('--all', 'those that ended within 14 days too')
    .description(
      'List what is silenced, or will be, by whom, until when; what maintenance of the configuration and other incidents keep quiet too.',
    )
    .action(async (options: { all?: boolean }) => (await load()).list(options));
  group
    .command('expire')
    .argument('<silence>', 'for example sil-42')
    .description('End a silence now, or one that has not begun: what still fires is shown at once.')
    .action(async (id: string) => (await load()).expire(id));
}

/** What is said of a channel or a key. */
export function addLanes(program: Command): void {
  program
    .command('lanes')
    .description('Say what you know of a channel or a key.')
    .command('reset')
    .argument('<lane>', 'for example slack:C024BE91L')
    .option('--by <name>', 'who says so')
    .description('Say that it works again: whatever it was told to wait for, it is tried at once.')
    .action(async (lane: string, given: { by?: string }) => (await import('./lanes.ts')).reset(lane, given));
}

/** What may have been lost on its way. */
export function addCatchUp(program: Command): void {
  program
    .command('catch-up')
    .option('--since <time>', 'how far back: 30m, 2h, 7d; at most 7d', '2h')
    .description(
      'Read in Sentry what happened lately, and show what the relay has not heard of. Needs SENTRY_AUTH_TOKEN.',
    )
    .action(async ({ since }: { since: string }) => (await import('./catch-up.ts')).catchUp(since));
}

function addHandling(
  program: Command,
  action: 'acknowledge' | 'resolve' | 'unmute',
  description: string,
): void {
  named(program, action)
    .description(description)
    .action(async (incident: string, given: Given) => (await incidents()).act(action, incident, given));
}

function addSplit(program: Command): void {
  named(program, 'split')
    .option('--issue <id>', 'one issue of several, by its short id in Sentry, for example CART-2')
    .option('--why <text>', 'why it does not belong there, for its timeline')
    .description(
      'Take an incident out of its storm, or dissolve the storm that it leads. What was split stays split: no rule joins it to a storm again. It pages only when it meets a paging rule by itself.',
    )
    .action(async (incident: string, given: Given & { issue?: string }) =>
      (await incidents()).split(incident, given),
    );
}

function addMerge(program: Command): void {
  named(program, 'merge')
    .requiredOption('--into <incident>', 'what it becomes part of, for example inc-40')
    .option('--why <text>', 'why they are one trouble, for their timelines')
    .description(
      'Make an incident, with what belongs to it, part of another one: they are one trouble, with one message and one page. Nobody is woken by it, and no rule takes it apart.',
    )
    .action(async (incident: string, given: Given & { into: string }) =>
      (await incidents()).merge(incident, given),
    );
}

function named(program: Command, action: string): Command {
  return program
    .command(action)
    .argument('<incident>', 'for example inc-42')
    .option('--by <name>', 'who does it');
}
