/** The colours of a dark terminal, by the number of their SGR code. */
const colours: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee2a8',
  '33': '#f2cc60',
  '34': '#79b8ff',
  '35': '#d2a8ff',
  '36': '#76e3ea',
  '90': '#7d8a93',
};

const escapeByte = String.fromCharCode(27);
const sgr = new RegExp(`${escapeByte}\\[([0-9;]*)m`);

interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly colour: string | null;
}

const plainStyle: Style = { bold: false, dim: false, colour: null };

/** One pane of a terminal, as `tmux capture-pane -e` gives it, with words above it that say what it shows. */
export interface Pane {
  readonly caption: string;
  readonly text: string;
}

/** A page that shows panes as terminal windows, one below the other; each has the class `terminal`. */
export function terminalPage(panes: readonly Pane[]): string {
  const windows = panes.map(
    ({ caption, text }) =>
      `<figure><figcaption>${escaped(caption)}</figcaption><pre>${coloured(text)}</pre></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>${stylesheet}</style><div class="terminal">${windows.join('')}</div>`;
}

const stylesheet = `
  body { margin: 0; background: #0b0f12; }
  .terminal { display: inline-block; padding: 20px 26px 22px; background: #0b0f12; color: #d6dfe3; }
  figure { margin: 0; }
  figure + figure { margin-top: 20px; padding-top: 18px; border-top: 1px solid #26323a; }
  figcaption { font: 13px/1.4 'DejaVu Sans', sans-serif; color: #8fa0a9; margin-bottom: 10px; }
  pre { font: 13.5px/1.4 'DejaVu Sans Mono', monospace; margin: 0; }
  .bold { font-weight: 700; }
  .dim { opacity: 0.6; }
`;

/** Text with SGR codes as HTML. Styles go on from line to line, as they do in a terminal. */
function coloured(text: string): string {
  const [first = '', ...rest] = text.trimEnd().split(sgr);
  let style = plainStyle;
  let html = escaped(first);
  // A split by one group alternates: codes, then the text that they style.
  for (let at = 0; at < rest.length; at += 2) {
    style = restyled(style, rest[at] ?? '');
    html += span(style, rest[at + 1] ?? '');
  }
  return html;
}

function restyled(style: Style, codes: string): Style {
  return codes.split(';').reduce((now, code) => afterCode(now, code), style);
}

function afterCode(style: Style, code: string): Style {
  if (code === '' || code === '0') return plainStyle;
  if (code === '1') return { ...style, bold: true };
  if (code === '2') return { ...style, dim: true };
  if (code === '22') return { ...style, bold: false, dim: false };
  if (code === '39') return { ...style, colour: null };
  return { ...style, colour: colours[code] ?? style.colour };
}

function span({ bold, dim, colour }: Style, text: string): string {
  if (text === '') return '';
  const classes = [bold ? 'bold' : '', dim ? 'dim' : ''].filter((name) => name !== '').join(' ');
  const look = `${classes === '' ? '' : ` class="${classes}"`}${colour === null ? '' : ` style="color:${colour}"`}`;
  return look === '' ? escaped(text) : `<span${look}>${escaped(text)}</span>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
