import { textsOf } from './rendered-text.ts';
import type { Rendered } from '../../../src/integrations/slack/render/blocks.ts';

/** Something that Slack would not show as it is written: `bold: words`, `emoji: fire`, `link: https://…`. */
type Live = string;

/**
 * Reads mrkdwn as Slack documents it (docs.slack.dev/messaging/formatting-message-text), rather too eagerly: what
 * some client might take for a mark counts. Knows nothing of how the relay escapes.
 */
export function liveIn(mrkdwn: string): readonly Live[] {
  const live: Live[] = [];
  const taken = (kind: string): ((whole: string, inner: string) => string) => {
    return (_whole, inner) => {
      live.push(`${kind}: ${inner.replace(/\|.*/s, '')}`);
      // What stands in its place is no letter and no blank, and a label is read like any text.
      return `\uFFFC${kind === 'code' || !inner.includes('|') ? '' : inner.slice(inner.indexOf('|') + 1)}\uFFFC`;
    };
  };
  const bare = mrkdwn
    .replaceAll(/```([^]+?)```/g, taken('code'))
    .replaceAll(/[`｀]([^`｀\n]+)[`｀]/g, taken('code'))
    .replaceAll(/<([^<>\n]+)>/g, taken('link'))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  for (const line of bare.split('\n')) live.push(...liveInLine(line));
  return live;
}

function liveInLine(line: string): readonly Live[] {
  const found = (kind: string, pattern: RegExp): readonly Live[] =>
    [...line.matchAll(pattern)].map((match) => `${kind}: ${match[1] ?? match[0]}`);
  return [
    ...found('bold', /[*＊]([^*＊]+)[*＊]/g),
    ...found('italic', /(?<![\p{L}\p{N}])[_＿]+([^_＿].*?)[_＿]+(?![\p{L}\p{N}])/gu),
    ...found('struck', /~([^~]+)~/g),
    ...found('emoji', /[:：]((?!(?!100[:：]|1234[:：])\d+[:：])[\p{L}\p{N}_＿+'’-]+)[:：]/gu),
    ...found('quote', /^\s*([>＞])/g),
    ...found('list', /^\s*([-+•◦▪‣–*]|\d+[.)])\s/g),
    ...found('mention', /@(here|channel|everyone)/gi),
    ...found('address', /((?:https?|slack|mailto|javascript):\/\/\S+)/gi),
    ...found('tick', /([`｀])/g),
  ];
}

/** All that is live in a message, whatever form it has. Headers are plain text, in which only emoji could work. */
export function liveInMessage({ text, blocks }: Rendered): readonly Live[] {
  const shown = blocks.flatMap((block): readonly Live[] => {
    if (block.type === 'header') return liveIn(block.text.text).filter((one) => one.startsWith('emoji'));
    if (block.type === 'context') return block.elements.flatMap((element) => liveIn(element.text));
    // Cells are no markup; emoji are what a client might make of them all the same.
    if (block.type === 'data_table' || block.type === 'card') {
      const live = textsOf(block).flatMap(liveIn);
      return block.type === 'card' ? live : live.filter((one) => one.startsWith('emoji'));
    }
    // Buttons are plain text, and say nothing of a sender's.
    return block.type === 'actions' ? [] : liveIn(block.text.text);
  });
  return [...liveIn(text), ...shown];
}
