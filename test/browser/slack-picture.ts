import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contentHtml, type SeenMessage } from '../../simulator/ui/slack/message.ts';

/** A message as `conversations.history` tells it. */
export interface PicturedMessage extends SeenMessage {
  /** Slack's own, UNIX seconds. */
  readonly ts: string;
}

const looks = path.join(import.meta.dirname, '..', '..', 'simulator', 'ui', 'page', 'message.css');

/** A page that shows messages below each other, as the simulator's page does; it has the class `slack`. */
export function slackPage(messages: readonly PicturedMessage[]): string {
  const stylesheet = `${readFileSync(looks, 'utf8')} body { margin: 0; } .slack { width: 660px; padding: 2px 20px 0; }`;
  return (
    `<!doctype html><meta charset="utf-8"><style>${stylesheet}</style>` +
    `<div class="slack">${messages.map(messageHtml).join('')}</div>`
  );
}

function messageHtml(message: PicturedMessage): string {
  const at = new Date(Number(message.ts) * 1_000).toISOString().slice(11, 16);
  const head = `<p class="who"><b>stormrelay</b> <span class="app">APP</span> <time>${at}</time></p>`;
  return `<div class="message"><div class="avatar">≋</div><div>${head}${contentHtml(message)}</div></div>`;
}
