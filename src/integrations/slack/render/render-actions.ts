import type { LiveMessage } from '../../../domain/sending/projection.ts';
import { actionIdOf, blockIdOf, menuId } from '../presses/ids.ts';
import { confirmation, label, type ActionElement } from './action-elements.ts';
import { context, type Block } from './blocks.ts';
import { inline, safeAddress } from './escape.ts';
import { timeOfDay } from './wording.ts';

/** What people may press. */
export interface Buttons {
  /** Whether there is a pager, so that somebody can be woken. */
  readonly pager: boolean;
  /** Whether a channel can be made for an incident; absent: it cannot. */
  readonly rooms?: boolean;
}

/** Who wants quiet, and what can be pressed; without a door for presses there are no buttons, which would only show a warning. */
export function actionBlocks(message: LiveMessage, buttons: Buttons | undefined): readonly Block[] {
  const elements = buttons === undefined ? [] : elementsOf(message, buttons);
  const muted = context([mutedText(message)]);
  if (elements.length === 0) return muted;
  return [...muted, { type: 'actions', block_id: blockIdOf(message.incident), elements }];
}

/** `🔇 Muted until 12:34 by ada`, and of a silence why; `🔇 Quiet while inc-7 goes on` of what another incident stands for. */
function mutedText(message: LiveMessage): string {
  if (message.state === 'resolved' || message.mute === undefined) return '';
  const { until, by, reason, source, maintenance } = message.mute;
  const why = reason === undefined ? '' : `: ${inline(reason, 120)}`;
  if (source !== undefined)
    return `🔇 Quiet while ${inline(source, 40)} goes on, by the rule ${inline(by, 80)}${why}`;
  if (maintenance) return `🔧 In maintenance${until === null ? '' : ` until ${timeOfDay(until)}`}${why}`;
  return `🔇 Muted ${until === null ? '' : `until ${timeOfDay(until)} `}by ${inline(by, 80)}${why}`;
}

/** Only what would have an effect: who is on it need not acknowledge, and what is over is only looked at. */
function elementsOf(message: LiveMessage, { pager, rooms = false }: Buttons): readonly ActionElement[] {
  const view = viewButton(message.link);
  if (message.state === 'resolved') return [...view, ...archiveButton(message)];
  const isOpen = message.state === 'open';
  return [
    ...view,
    ...(isOpen ? [acknowledge] : []),
    resolve,
    ...(pager ? pageButton(message) : []),
    isMuted(message) ? unmute : mute,
    menuOf(message, rooms && message.room === undefined),
  ];
}

/** Somebody is woken once; whoever has taken that may want to have another woken, by a page of its own. */
function pageButton(message: LiveMessage): readonly ActionElement[] {
  if (!isWakingSomebody(message)) return [page];
  return message.state === 'open' ? [] : [pageAgain];
}

/** Nobody is asked for twice; where the pager takes nothing, somebody may want to try again. */
function isWakingSomebody({ page: shown }: LiveMessage): boolean {
  return shown !== null && !['trying', 'given-up', 'queued'].includes(shown.standing);
}

/** Whether a person wants quiet: what they did can be undone. A silence ends where it was made. */
function isMuted(message: LiveMessage): boolean {
  return message.state !== 'resolved' && message.mute !== undefined && message.mute.reason === undefined;
}

/** Of what is over: nobody but a person puts its channel away. */
function archiveButton({ room }: LiveMessage): readonly ActionElement[] {
  return room === undefined || room.channel === null || room.archived ? [] : [archive];
}

function viewButton(href: string | null): readonly ActionElement[] {
  const url = href === null ? null : safeAddress(href, ['https:']);
  if (url === null) return [];
  return [{ type: 'button', action_id: actionIdOf('view'), text: label('View in Sentry'), url }];
}

const acknowledge: ActionElement = {
  type: 'button',
  action_id: actionIdOf('acknowledge'),
  text: label('Acknowledge'),
  style: 'primary',
};

const resolve: ActionElement = {
  type: 'button',
  action_id: actionIdOf('resolve'),
  text: label('Resolve'),
  confirm: confirmation(
    'Resolve this incident?',
    'Its page ends. What still arrives within ten minutes is only counted; after that it opens a new incident.',
    'Resolve',
  ),
};

const page = {
  type: 'button',
  action_id: actionIdOf('page'),
  text: label('Page on-call'),
  confirm: confirmation(
    'Wake somebody?',
    'PagerDuty calls whoever is on call now, whatever the paging rules say of this incident.',
    'Page',
  ),
} as const satisfies ActionElement;

const pageAgain: ActionElement = { ...page, text: label('Page again') };

const mute: ActionElement = { type: 'button', action_id: actionIdOf('mute'), text: label('Mute 1 h') };

const unmute: ActionElement = { type: 'button', action_id: actionIdOf('unmute'), text: label('Unmute') };

const archive: ActionElement = {
  type: 'button',
  action_id: actionIdOf('archive'),
  text: label('Archive its channel'),
  confirm: confirmation(
    'Archive the channel?',
    'Nobody can write there any more; it can still be read.',
    'Archive',
  ),
};

/** What is needed less. @param room Whether a channel of its own can be asked for. */
function menuOf({ storm, issueCount }: LiveMessage, room: boolean): ActionElement {
  return {
    type: 'overflow',
    action_id: menuId,
    options: [
      { text: label('Assign to me'), value: actionIdOf('assign') },
      ...(storm === null && issueCount < 2
        ? []
        : [{ text: label('Split off …'), value: actionIdOf('split') }]),
      { text: label('Merge into …'), value: actionIdOf('merge') },
      ...(room ? [{ text: label('Open a channel'), value: actionIdOf('room') }] : []),
    ],
  };
}
