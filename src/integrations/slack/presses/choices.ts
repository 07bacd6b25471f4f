import { confirmation, label } from '../render/action-elements.ts';
import { headerText } from '../render/escape.ts';
import { actionIdOf, blockIdOf, choiceIdOf, issueChoiceId, type Choice } from './ids.ts';
import type { PresserAnswer } from './tell-presser.ts';

/** An incident that can be chosen. */
export interface Chooseable {
  readonly incident: string;
  /** The key of one of its issues, which is what is meant; absent: the incident itself is. */
  readonly issue?: string;
  /** Unescaped, for people. */
  readonly title: string;
}

/** Slack bounds a list to 100 options (docs.slack.dev/reference/block-kit/block-elements/select-menu-element). */
const mostOptions = 100;
/** And the text of each to 75 characters. */
const longestOption = 75;

/**
 * The list from which whoever pressed chooses what an incident is split from, or merged into. It comes as an answer to
 * the press, which may take its time: a dialog would have to be opened within three seconds, by a call that the door
 * would have to wait for.
 */
export function choiceOfIncidents(
  press: Choice['press'],
  incident: string,
  found: readonly Chooseable[],
): PresserAnswer {
  const shown = found.slice(0, mostOptions);
  if (shown.length === 0) return { text: nothing[press] };
  const { asks, placeholder, confirm } = words[press];
  const more = found.length > shown.length ? ` The first ${mostOptions} are listed.` : '';
  const options = shown.flatMap(({ incident: id, issue, title }) => {
    const value = issue === undefined ? choiceIdOf({ press, incident: id }) : issueChoiceId(issue);
    const text = headerText(issue === undefined ? `${id} ${title}` : title, longestOption);
    return value === null ? [] : [{ text: label(text), value }];
  });
  return {
    text: `${asks}${more}`,
    blocks: [
      { type: 'section', text: label(`${asks}${more}`) },
      {
        type: 'actions',
        block_id: blockIdOf(incident),
        elements: [
          {
            type: 'static_select',
            action_id: actionIdOf(press),
            placeholder: label(placeholder),
            options,
            confirm,
          },
        ],
      },
    ],
  };
}

const nothing: Readonly<Record<Choice['press'], string>> = {
  split: 'Nothing can be split off: it is one issue, or a storm of which nothing else is left.',
  merge: 'There is no other open incident that it could be merged into.',
};

const words = {
  split: {
    asks: 'What is a trouble of its own? No rule takes it back.',
    placeholder: 'Choose what to split off',
    confirm: confirmation(
      'Split it off?',
      'It becomes an incident of its own, with a message of its own. It pages only if it meets a paging rule by itself.',
      'Split off',
    ),
  },
  merge: {
    asks: 'What is it part of? From then on both have one message and one page.',
    placeholder: 'Choose an open incident',
    confirm: confirmation('Merge them?', 'Nobody is woken by it, and no rule takes them apart.', 'Merge'),
  },
} as const;
