/** A message as Slack's client shows it: as much of Block Kit and of mrkdwn as the relay uses. */

/** A message as `conversations.history` tells it. */
export interface SeenMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** A page that shows messages below each other; it has the class `slack`. `ts` is Slack's own, UNIX seconds. */
export function slackPage(messages: readonly SeenMessage[]): string {
  return (
    `<!doctype html><meta charset="utf-8"><style>${stylesheet}</style>` +
    `<div class="slack">${messages.map(messageHtml).join('')}</div>`
  );
}

function messageHtml({ ts, blocks }: SeenMessage): string {
  const at = new Date(Number(ts) * 1_000).toISOString().slice(11, 16);
  const head = `<p class="who"><b>stormrelay</b> <span class="app">APP</span> <time>${at}</time></p>`;
  return `<div class="message"><div class="avatar">≋</div><div>${head}${blocks.map(blockHtml).join('')}</div></div>`;
}

const stylesheet = `
  body { margin: 0; background: #fff; }
  .slack { width: 660px; padding: 2px 20px 0; background: #fff; color: #1d1c1d;
    font: 15px/1.47 Lato, 'Noto Sans', 'DejaVu Sans', sans-serif; }
  .message { display: flex; gap: 10px; padding: 14px 0 12px; }
  .avatar { flex: none; width: 36px; height: 36px; border-radius: 6px; background: #12191d; color: #63d2c6;
    font-size: 24px; line-height: 36px; text-align: center; }
  p { margin: 0 0 8px; white-space: pre-wrap; }
  .who { margin: 0; }
  .app { font-size: 10px; padding: 1px 3px; border-radius: 2px; background: #ececec; color: #616061; }
  time, .context { font-size: 12px; color: #616061; }
  h3 { font-size: 18px; line-height: 1.3; margin: 2px 0 8px; }
  .context { margin: 0 0 2px; }
  a { color: #1264a3; text-decoration: none; }
  code { font: 12px/1.5 'DejaVu Sans Mono', monospace; color: #c01343; background: #f6f6f6;
    border: 1px solid #dcdcdc; border-radius: 3px; padding: 1px 3px; }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 2px; }
  .button { padding: 0 12px; border: 1px solid #bbb; border-radius: 6px; font-size: 13px; font-weight: bold;
    line-height: 28px; }
  .primary { border-color: #007a5a; background: #007a5a; color: #fff; }
  table { width: 100%; table-layout: auto; margin: 2px 0 4px; border-collapse: separate; border-spacing: 0; border: 1px solid #dcdcdc;
    border-radius: 8px; font-size: 13px; }
  th, td { padding: 6px 10px; text-align: left; border-bottom: 1px solid #ececec; max-width: 380px; overflow: hidden;
    text-overflow: ellipsis; white-space: nowrap; }
  td code { background: none; border: 0; padding: 0; }
  tr:last-child td { border-bottom: 0; }
  th { background: #f8f8f8; }
  .number { text-align: right; }
  .page { margin: 0 0 4px; font-size: 12px; color: #616061; text-align: right; }
  .card { margin: 4px 0; padding: 10px 12px; border: 1px solid #dcdcdc; border-radius: 8px; }
  .card p { margin: 0; }
  .card .title { font-weight: bold; }
  .card .subtitle { font-size: 13px; color: #616061; }
  .card .body { margin-top: 4px; }
  .block { display: block; margin: 4px 0; padding: 6px 8px; color: inherit; }
`;

function blockHtml(block: unknown): string {
  if (!isRecord(block)) return '';
  const { type, text, elements } = block;
  if (type === 'header') return `<h3>${escaped(textOf(text))}</h3>`;
  if (type === 'section') return `<p>${markup(textOf(text))}</p>`;
  if (type === 'context' && Array.isArray(elements))
    return elements.map((one) => `<p class="context">${markup(textOf(one))}</p>`).join('');
  if (type === 'actions' && Array.isArray(elements))
    return `<div class="actions">${elements.map(elementHtml).join('')}</div>`;
  if (type === 'data_table') return tableHtml(block);
  if (type === 'card') return cardHtml(block);
  throw new Error(`The picture knows no block of type ${String(type)}.`);
}

/** Slack's first page: five rows, sorted as they came. */
function tableHtml({ rows }: Readonly<Record<string, unknown>>): string {
  const [head = [], ...others] = Array.isArray(rows) ? (rows as readonly (readonly unknown[])[]) : [];
  const line = (cells: readonly unknown[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag} class="${cellClass(cell)}">${cellHtml(cell)}</${tag}>`).join('')}</tr>`;
  const shown = others.slice(0, rowsOfPage);
  const page =
    others.length <= rowsOfPage ? '' : `<p class="page">1–${rowsOfPage} of ${others.length}  ‹ <b>›</b></p>`;
  return `<table>${line(head, 'th')}${shown.map((row) => line(row, 'td')).join('')}</table>${page}`;
}

const rowsOfPage = 5;

function cellClass(cell: unknown): string {
  return isRecord(cell) && cell['type'] === 'raw_number' ? 'number' : '';
}

function cellHtml(cell: unknown): string {
  if (!isRecord(cell)) return '';
  const { type, elements } = cell;
  if (type !== 'rich_text' || !Array.isArray(elements)) return escaped(textOf(cell));
  return elements.map(richHtml).join('');
}

function richHtml(part: unknown): string {
  if (!isRecord(part)) return '';
  const { elements } = part;
  if (Array.isArray(elements)) return elements.map(richHtml).join('');
  const text = escaped(textOf(part));
  if (part['type'] === 'link') return `<a href="#">${text}</a>`;
  return part['style'] === undefined ? text : `<code>${text}</code>`;
}

function cardHtml({ title, subtitle, body }: Readonly<Record<string, unknown>>): string {
  const part = (name: string, of: unknown): string =>
    of === undefined ? '' : `<p class="${name}">${markup(textOf(of))}</p>`;
  return `<div class="card">${part('title', title)}${part('subtitle', subtitle)}${part('body', body)}</div>`;
}

/** A button, or the three dots of a menu. */
function elementHtml(element: unknown): string {
  if (!isRecord(element)) return '';
  const { type, text, style } = element;
  if (type === 'overflow') return '<span class="button">⋯</span>';
  if (type !== 'button') throw new Error(`The picture knows no element of type ${String(type)}.`);
  return `<span class="button${style === 'primary' ? ' primary' : ''}">${escaped(textOf(text))}</span>`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(object: unknown): string {
  if (!isRecord(object)) return '';
  const { text } = object;
  return typeof text === 'string' ? text : '';
}

/** Slack escapes `&`, `<` and `>` itself, so what is left of `<…>` is a link or a date. */
function markup(text: string): string {
  return text
    .split(/\n?(```[^]*?```)\n?|(`[^`\n]+`)/)
    .map((part: string | undefined) => partHtml(part ?? ''))
    .join('');
}

function partHtml(part: string): string {
  if (part.startsWith('```')) return `<code class="block">${part.slice(3, -3).trim()}</code>`;
  if (part.startsWith('`')) return `<code>${part.slice(1, -1)}</code>`;
  return part
    .replace(/<!date\^(\d+)\^([^|>]*)\|[^>]*>/g, (_, seconds: string, format: string) =>
      dated(Number(seconds), format),
    )
    .replace(/<(https?:[^|>]+)\|([^>]+)>/g, '<a href="$1">$2</a>')
    .replace(/(^|[\s(“])\*([^*\n]+)\*/g, '$1<b>$2</b>')
    .replace(/(^|[\s(“])_([^_\n]+)_/g, '$1<i>$2</i>');
}

/** A date as a reader in UTC sees it on the same day. */
function dated(seconds: number, format: string): string {
  const time = new Date(seconds * 1_000).toISOString().slice(11, 19);
  return format.replace('{date_short_pretty}', 'today').replace('{time_secs}', time);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
