/** What a person can press in a message. */
const presses = [
  'view',
  'acknowledge',
  'resolve',
  'page',
  'assign',
  'mute',
  'unmute',
  'split',
  'merge',
  'room',
  'archive',
] as const;

/**
 * What a person can press in a message; `view` leads to Sentry, and Slack tells of it all the same. `split` and `merge`
 * ask which incident is meant, in a line that only they see; `room` opens a channel of its own, `archive` puts it away.
 */
export type Press = (typeof presses)[number];

/** Version 1 of what ids mean: a message that an older relay posted is pressed for as long as Slack shows it. */
const prefix = 'stormrelay:1:';

/** The id of a message's buttons, which says whose they are. */
export function blockIdOf(incident: string): string {
  return `${prefix}${incident}`;
}

/** The id of a button, or of one line of the menu. */
export function actionIdOf(press: Press): string {
  return `${prefix}${press}`;
}

/** The id of the menu; what was chosen in it has an id of its own. */
export const menuId = `${prefix}menu`;

/** Whether an id was made by a relay, of whatever version. */
export function isOwnId(id: string): boolean {
  return id.startsWith('stormrelay:');
}

/** The incident whose buttons they are; null when this relay does not know the id. */
export function incidentOf(blockId: string): string | null {
  return afterPrefix(blockId);
}

/** What was pressed; null when this relay does not know the id. */
export function pressOf(actionId: string): Press | null {
  const name = afterPrefix(actionId);
  return presses.find((press) => press === name) ?? null;
}

/** Which incident was chosen to be split off, or to be merged into. */
export interface Choice {
  readonly press: 'split' | 'merge';
  readonly incident: string;
}

/** Which issue was chosen to be split off from the incident whose list it was; its key. */
interface IssueChoice {
  readonly press: 'part';
  readonly issue: string;
}

/** Slack bounds the value of an option to 150 characters; longer keys cannot be offered. */
const longestIssue = 120;

/** The value of an issue in the list of what can be split off; null when its key is too long for one. */
export function issueChoiceId(issue: string): string | null {
  return issue.length > longestIssue ? null : `${prefix}part:${issue}`;
}

/** Which issue was chosen; null when it is no such choice. */
export function issueChoiceOf(actionId: string): IssueChoice | null {
  const rest = actionId.startsWith(`${prefix}part:`) ? actionId.slice(`${prefix}part:`.length) : '';
  return rest === '' || rest.length > longestIssue ? null : { press: 'part', issue: rest };
}

/** The value of one line in the list of what can be chosen. */
export function choiceIdOf({ press, incident }: Choice): string {
  return `${prefix}${press}:${incident}`;
}

/** What was chosen; null when it is no choice that this relay knows. */
export function choiceOf(actionId: string): Choice | null {
  const read = actionId.startsWith(prefix)
    ? /^(split|merge):([\w-]{1,80})$/.exec(actionId.slice(prefix.length))
    : null;
  const [, press, incident] = read ?? [];
  if (incident === undefined || (press !== 'split' && press !== 'merge')) return null;
  return { press, incident };
}

function afterPrefix(id: string): string | null {
  const rest = id.startsWith(prefix) ? id.slice(prefix.length) : '';
  return /^[\w-]{1,80}$/.test(rest) ? rest : null;
}
