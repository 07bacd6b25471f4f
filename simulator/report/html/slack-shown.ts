import type { ShownMessage } from '../../ui/show/messages.ts';
import { escapeMarkup } from '../markup.ts';

/** So many messages are drawn; a naive relay writes hundreds. */
const mostDrawn = 30;

/** What stood in Slack at the end: the message that says most on top, the others folded. */
export function slackShown(messages: readonly ShownMessage[]): string {
  // What was written most often is what most happened to; a reply that the channel shows as well is one of its thread.
  const own = messages.filter(({ broadcast }) => !broadcast);
  const [first, ...others] = own.sort((a, b) => b.version - a.version || a.at - b.at);
  if (first === undefined) return '<p class="none">No message.</p>';
  const drawn = others.slice(0, mostDrawn);
  const left = others.length - drawn.length;
  const more =
    others.length === 0
      ? ''
      : `<details><summary>${others.length} more ${others.length === 1 ? 'message' : 'messages'}</summary>${drawn.map(messageHtml).join('')}${left > 0 ? `<p class="none">and ${left} more</p>` : ''}</details>`;
  return `<div class="slack">${messageHtml(first)}${more}</div>`;
}

function messageHtml({ by, at, version, replies, html }: ShownMessage): string {
  const edits = version > 1 ? `, edited ${version - 1}×` : '';
  const thread = replies > 0 ? `, ${replies} in its thread` : '';
  const time = new Date(at).toISOString().slice(11, 19);
  return `<article class="message"><div class="avatar" aria-hidden="true">≋</div><div><p class="who"><b>${escapeMarkup(by)}</b> <span class="app">APP</span> <time>${time} UTC${edits}${thread}</time></p>${inert(html)}</div></article>`;
}

/** The services behind the links ended with the run, and nothing can be pressed. Every text in it is escaped. */
function inert(html: string): string {
  return html
    .replaceAll(/<a [^>]*class="button([^"]*)"[^>]*>([^<]*)<\/a>/g, '<span class="button$1">$2</span>')
    .replaceAll(/<a [^>]*>/g, '<span class="link">')
    .replaceAll('</a>', '</span>')
    .replaceAll(
      /<button [^>]*class="button([^"]*)"[^>]*>([^<]*)<\/button>/g,
      '<span class="button$1">$2</span>',
    )
    .replaceAll(/<details class="menu">.*?<\/details>/gs, '<span class="button">⋯</span>');
}
