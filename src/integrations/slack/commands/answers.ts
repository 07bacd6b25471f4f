import { pageWord } from '../../../domain/sending/page-words.ts';
import { counted, duration } from '../../../domain/text/figures.ts';
import type { OnCallAnswer } from '../../../seams/on-call.ts';
import { besideLine, calledLine, doneLine } from '../presses/done-words.ts';
import { section, sectionsOfLines, type Block } from '../render/blocks.ts';
import { code, inline, link } from '../render/escape.ts';
import { sign } from '../render/headline.ts';
import { dayAndTime, timeOfDay } from '../render/wording.ts';
import type { ListedIncident, NamedIncident } from './desk.ts';
import { wordFor, type Act, type Said } from './words.ts';

/** What only whoever wrote the command sees (docs.slack.dev/interactivity/implementing-slash-commands). */
export interface Answer {
  readonly response_type: 'ephemeral';
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Lines of markup as an answer; empty ones are left out. */
function say(lines: readonly string[]): Answer {
  const said = lines.filter((line) => line !== '');
  return { response_type: 'ephemeral', text: said[0] ?? '', blocks: sectionsOfLines(said, '\n') };
}

/** Where a list is read, and the command's own name. */
interface Place {
  readonly command: string;
  /** The workspace's part of its own address; null: not known. */
  readonly workspace: string | null;
  readonly now: number;
}

/** What is open, the worst first. */
export function openAnswer(
  { listed, all }: { readonly listed: readonly ListedIncident[]; readonly all: number },
  place: Place,
): Answer {
  const [first] = listed;
  if (first === undefined) return say(['✅ Nothing is open.']);
  const more = all - listed.length;
  return say([
    all === 1 ? '*1 incident is open:*' : `*${counted(all, 'incident')} are open, the worst first:*`,
    ...listed.map((incident) => listedLine(incident, place)),
    more > 0 ? `… and ${counted(more, 'more', 'more')}` : '',
    `To take the first: ${example(place.command, `ack ${first.id}`)}. What else can be said: ${example(place.command, 'help')}`,
  ]);
}

function listedLine(incident: ListedIncident, place: Place): string {
  const { id, title, services, since, link: sentry } = incident;
  const [service, ...others] = services;
  const where =
    service === undefined
      ? ''
      : `${inline(service, 40)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const parts = [
    `*${link(messageAddress(incident, place), inline(title, 120))}*`,
    where,
    `for ${duration(place.now - since)}`,
    standing(incident),
    link(sentry, sentry === null ? '' : 'Sentry'),
    code(id, 60),
  ];
  return `${sign(incident)} ${parts.filter((part) => part !== '').join(' · ')}`;
}

function standing({ state, acknowledgedBy, paged, mutedUntil }: ListedIncident): string {
  const quiet = mutedUntil === null ? '' : `, 🔇 until ${timeOfDay(mutedUntil)}`;
  if (state === 'acknowledged') return `acknowledged by ${inline(acknowledgedBy ?? 'somebody', 80)}${quiet}`;
  return `${pagedWords(paged)}${quiet}`;
}

function pagedWords(paged: ListedIncident['paged']): string {
  if (paged === null) return 'nobody was paged';
  if (paged === 'taken') return '📟 paged, nobody has acknowledged it';
  const words = pageWord({ standing: paged, generation: 1 }).toLowerCase();
  return `${['waiting', 'sending', 'queued', 'joined'].includes(paged) ? '📟' : '⚠️'} ${words}`;
}

/** As Slack told it, else as `chat.getPermalink` makes it: asking now for ten of them would take too long. */
function messageAddress({ message }: ListedIncident, { workspace }: Place): string | null {
  if (message === null || message.link !== null) return message?.link ?? null;
  if (workspace === null) return null;
  return `https://${workspace}.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}`;
}

/** Who is on call now, or why nobody knows. */
export function onCallAnswer(answer: OnCallAnswer): Answer {
  if (answer.kind === 'unknown')
    return say([
      `*Who is on call is not known here.* ${inline(answer.reason, 300)}`,
      'A page reaches whoever it is.',
    ]);
  const { people } = answer;
  if (people.length === 0)
    return say(['⚠️ *PagerDuty says that nobody is on call now.* A page would wake nobody.']);
  const lines = people.map(({ name, level, until }) => {
    const who = level === 1 ? `*${inline(name, 80)}*` : `level ${level}: ${inline(name, 80)}`;
    return `📟 ${who}${until === null ? '' : `, until ${dayAndTime(until)}`}`;
  });
  return say(['*On call now*', ...lines.slice(0, 20)]);
}

/** What was asked for, once it cannot be lost any more. */
export function doneAnswer(act: Act, incident: NamedIncident, forMs: number | null): Answer {
  const quiet = `for ${duration(forMs ?? 3_600_000)}`;
  const { state, acknowledgedBy, acknowledgedAt } = incident;
  const beside = act === 'acknowledge' && state === 'acknowledged' && acknowledgedAt !== null;
  const done = beside ? besideLine(acknowledgedBy, acknowledgedAt, incident) : doneLine(act, incident, quiet);
  const shown = incident.many === true ? 'The messages of those that share it show' : 'Its message shows';
  return say([done, `${shown} it in a moment.`]);
}

/** Why what was asked for would have no effect; null: it has one. */
export function pointlessAnswer(
  act: Act,
  incident: NamedIncident,
  { pager, who }: { readonly pager: boolean; readonly who: string },
): Answer | null {
  const nothing = 'Nothing was done.';
  const { state, acknowledgedBy, also } = incident;
  const taken = acknowledgedBy === who || also.includes(who);
  if (state === 'resolved') return say([`${calledLine(incident)} *is over already.* ${nothing}`]);
  if (act === 'acknowledge' && state === 'acknowledged' && taken)
    return say([
      `${calledLine(incident)} *was acknowledged already*, by ${inline(acknowledgedBy ?? 'somebody', 80)}. ${nothing}`,
    ]);
  if (act === 'page' && !pager)
    return say([
      `*Nobody can be paged:* the relay has no pager (PAGERDUTY_ROUTING_KEY is not set). ${nothing}`,
    ]);
  return null;
}

/** Slack gives nobody an answer later than three seconds; so an answer says what happened even then. */
export function noAnswer(): Answer {
  return say(['⚠️ *The relay could not look it up.* Nothing was done; try again in a moment.']);
}

/** Only some may do this, and whoever asked is none of them, or nobody knows. */
export function mayNotAnswer(why: string): Answer {
  return say([inline(why, 400)]);
}

/** An incident that is none; what is open is listed behind it. */
export function noSuchAnswer(named: string, { act }: { act: Act }, open: Answer): Answer {
  return before(open, [`*There is no incident “${inline(named, 60)}”.* ${nothingOf(act)}`]);
}

/** An act without an incident. */
export function whoseAnswer({ act }: { act: Act }, open: Answer): Answer {
  return before(open, [`*Which incident?* ${nothingOf(act)}`]);
}

function nothingOf(act: Act): string {
  return act === 'page' ? 'Nobody was paged.' : 'Nothing was done.';
}

function before({ blocks, ...rest }: Answer, lines: readonly string[]): Answer {
  return { ...rest, text: lines[0] ?? '', blocks: [...section(lines), ...blocks] };
}

/** What cannot be understood: what was probably meant, and all that can be said. */
export function misunderstoodAnswer(
  said: Extract<Said, { kind: 'unknown' | 'too-much' | 'how-long' }>,
  command: string,
): Answer {
  return before(helpAnswer(command), [`*${complaint(said, command)}* Nothing was done.`]);
}

function complaint(
  said: Extract<Said, { kind: 'unknown' | 'too-much' | 'how-long' }>,
  command: string,
): string {
  switch (said.kind) {
    case 'unknown': {
      const meant = said.meant === null ? '' : ` Did you mean ${example(command, said.meant)}?`;
      return `“${inline(said.word, 60)}” is no command.${meant}`;
    }
    case 'too-much':
      return `“${inline(said.rest, 60)}” is too much behind ${code(said.word, 40)}.`;
    case 'how-long':
      return `“${inline(said.said, 60)}” is no time to be quiet for: from 5m to 24h, for example ${example(command, `mute ${said.incident} 1h`)}.`;
  }
}

/** All that can be said. */
export function helpAnswer(command: string): Answer {
  const line = (rest: string, what: string): string => `• ${example(command, rest)} ${what}`;
  return say([
    line('open', 'what is open, the worst first'),
    line(`${wordFor('acknowledge')} <incident>`, 'you are on it, in PagerDuty too'),
    line('resolve <incident>', 'it is over; its page ends'),
    line('page <incident>', 'wake whoever is on call'),
    line('mute <incident> 1h', 'quiet, from 5m to 24h'),
    line('unmute <incident>', 'quiet no longer: what fires is told again, and pages'),
    line(
      'split <incident>',
      'it is no part of its storm; with an issue behind it, that issue is a trouble of its own',
    ),
    line('oncall', 'who is on call now'),
    `An incident is named as it is listed (${code('inc-57', 20)} or ${code('57', 20)}), or by its short id in Sentry (${code('CHECKOUT-3F', 20)}).`,
  ]);
}

function example(command: string, rest: string): string {
  return code(`${command} ${rest}`, 120);
}
