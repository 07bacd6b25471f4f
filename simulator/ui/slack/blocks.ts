import { escaped, markup } from './markup.ts';

/** One block of Block Kit as HTML: as much of it as the relay uses. Another type is named, and not shown. */
export function blockHtml(block: unknown): string {
  if (!isRecord(block)) return '';
  const { type, text, elements } = block;
  if (type === 'header') return `<h3>${escaped(textOf(text))}</h3>`;
  if (type === 'section') return `<p>${objectHtml(text)}</p>`;
  if (type === 'divider') return '<hr>';
  if (type === 'context' && Array.isArray(elements))
    return elements.map((one) => `<p class="context">${objectHtml(one)}</p>`).join('');
  if (type === 'actions' && Array.isArray(elements))
    return `<div class="actions">${elements.map(elementHtml).join('')}</div>`;
  if (type === 'data_table') return tableHtml(block);
  if (type === 'card') return cardHtml(block);
  return unknown('block', type);
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
  const { elements, url } = part;
  if (Array.isArray(elements)) return elements.map(richHtml).join('');
  const text = escaped(textOf(part));
  if (part['type'] === 'link' && typeof url === 'string' && /^https?:/.test(url))
    return `<a href="${escaped(url)}" target="_blank" rel="noreferrer">${text}</a>`;
  return part['style'] === undefined ? text : `<code>${text}</code>`;
}

function cardHtml({ title, subtitle, body }: Readonly<Record<string, unknown>>): string {
  const part = (name: string, of: unknown): string =>
    of === undefined ? '' : `<p class="${name}">${markup(textOf(of))}</p>`;
  return `<div class="card">${part('title', title)}${part('subtitle', subtitle)}${part('body', body)}</div>`;
}

/** A button, or the three dots of a menu; `data-press` is what a press of it is called (`PressSpec.action`). */
function elementHtml(element: unknown): string {
  if (!isRecord(element)) return '';
  const { type, text, style, action_id, options, url } = element;
  if (type === 'overflow') return menuHtml(Array.isArray(options) ? options : []);
  if (type !== 'button') return unknown('element', type);
  const look = style === 'primary' || style === 'danger' ? ` ${style}` : '';
  const label = escaped(textOf(text));
  if (typeof url === 'string' && /^https?:/.test(url))
    return `<a class="button${look}" href="${escaped(url)}" target="_blank" rel="noreferrer">${label}</a>`;
  return `<button type="button" class="button${look}" data-press="${escaped(String(action_id))}">${label}</button>`;
}

function menuHtml(options: readonly unknown[]): string {
  const lines = options
    .filter(isRecord)
    .map(
      ({ text, value }) =>
        `<button type="button" data-press="${escaped(String(value))}">${escaped(textOf(text))}</button>`,
    );
  return `<details class="menu"><summary class="button" aria-label="More">⋯</summary><div>${lines.join('')}</div></details>`;
}

function unknown(what: string, type: unknown): string {
  return `<p class="context">(a ${what} of type ${escaped(String(type))})</p>`;
}

/** A text object: mrkdwn, or plain. */
function objectHtml(object: unknown): string {
  const plain = isRecord(object) && object['type'] === 'plain_text';
  return plain ? escaped(textOf(object)) : markup(textOf(object));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(object: unknown): string {
  if (!isRecord(object)) return '';
  const { text } = object;
  return typeof text === 'string' ? text : '';
}
