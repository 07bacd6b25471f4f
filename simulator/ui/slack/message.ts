import { blockHtml } from './blocks.ts';
import { markup } from './markup.ts';

/** A message as Slack's API tells it: `text` is shown where there are no blocks. */
export interface SeenMessage {
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** What a message says, as Slack's client shows it, as HTML. */
export function contentHtml({ text, blocks }: SeenMessage): string {
  return blocks.length === 0 ? `<p>${markup(text)}</p>` : blocks.map(blockHtml).join('');
}
