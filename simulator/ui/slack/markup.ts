/**
 * Slack's mrkdwn as HTML (docs.slack.dev/messaging/formatting-message-text): code, bold, italic, strikes, links, dates
 * and mentions. Whatever else stands in a text stays text: nothing that an error says becomes markup.
 */
export function markup(text: string): string {
  return text
    .replaceAll(reserved, '')
    .split(/\n?(```[^]*?```)\n?|(`[^`\n]+`)/)
    .map((part: string | undefined) => partHtml(part ?? ''))
    .join('');
}

/** Text as HTML. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Stand where a link or a date was while the rest is marked; no text has them (private use). */
const [opens, closes] = ['\uE000', '\uE001'];
const reserved = /[\uE000\uE001]/g;
const placeholder = new RegExp(`${opens}(\\d+)${closes}`, 'g');

function partHtml(part: string): string {
  if (part.startsWith('```')) return `<code class="block">${literal(part.slice(3, -3).trim())}</code>`;
  if (part.startsWith('`')) return `<code>${literal(part.slice(1, -1))}</code>`;
  const tokens: string[] = [];
  const rest = part.replace(/<([^<>\n]+)>/g, (_, inside: string) => {
    tokens.push(tokenHtml(inside));
    return `${opens}${tokens.length - 1}${closes}`;
  });
  return literal(rest)
    .replace(/(^|[\s(“])\*([^*\n]+)\*/g, '$1<b>$2</b>')
    .replace(/(^|[\s(“])_([^_\n]+)_/g, '$1<i>$2</i>')
    .replace(/(^|[\s(“])~([^~\n]+)~/g, '$1<s>$2</s>')
    .replace(placeholder, (_, index: string) => tokens[Number(index)] ?? '');
}

/** What senders have to escape is read as what it stands for, and shown as that. */
function literal(text: string): string {
  return escaped(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** What stands between `<` and `>`: a date, a link, or somebody who is meant. */
function tokenHtml(inside: string): string {
  const [, seconds, format] = /^!date\^(\d{1,11})\^([^|^]*)/.exec(inside) ?? [];
  if (seconds !== undefined) return dated(Number(seconds), format ?? '');
  const [, to, , label] = /^([^|]*)(\|(.*))?$/.exec(inside) ?? [];
  if (to === undefined) return literal(`<${inside}>`);
  if (/^https?:\/\//.test(to))
    return `<a href="${literal(to)}" target="_blank" rel="noreferrer">${literal(label ?? to)}</a>`;
  if (/^[@#!]/.test(to)) return `<span class="mention">${literal(label ?? to.replace(/^!/, '@'))}</span>`;
  return literal(`<${inside}>`);
}

/** A date as a reader in UTC sees it on the same day; `data-at` (UNIX ms) and `data-format` let a page say it in its own zone. */
function dated(seconds: number, format: string): string {
  const at = seconds * 1_000;
  const time = new Date(at).toISOString().slice(11, 19);
  const shown = format.replace('{date_short_pretty}', 'today').replace('{time_secs}', time);
  return `<time data-at="${at}" data-format="${literal(format)}">${literal(shown)}</time>`;
}
