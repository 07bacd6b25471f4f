/** Buttons in a row (docs.slack.dev/reference/block-kit/blocks/actions-block). */
export interface ActionsBlock {
  readonly type: 'actions';
  readonly block_id: string;
  readonly elements: readonly ActionElement[];
}

/** One button, or the menu of those that are needed less. */
export type ActionElement =
  | {
      readonly type: 'button';
      readonly action_id: string;
      readonly text: Label;
      readonly url?: string;
      readonly style?: 'primary';
      readonly confirm?: Confirmation;
    }
  | {
      readonly type: 'overflow';
      readonly action_id: string;
      readonly options: readonly { readonly text: Label; readonly value: string }[];
    };

/** What is asked before a press counts. */
interface Confirmation {
  readonly title: Label;
  readonly text: Label;
  readonly confirm: Label;
  readonly deny: Label;
}

interface Label {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** A word on a button. */
export function label(text: string): Label {
  return { type: 'plain_text', text, emoji: false };
}

/** A question before a press; Slack bounds its title to 100 characters, its text to 300 and each answer to 30. */
export function confirmation(title: string, text: string, yes: string): Confirmation {
  return { title: label(title), text: label(text), confirm: label(yes), deny: label('Cancel') };
}
