/** What comes in crowds, and is one line each time it does. */
const folded = ['joined', 'delivered'];

/**
 * A story told from its end, where whoever comes late wants to begin. Joinings and deliveries between two other lines
 * are one line each; one alone stays what it is. @returns {{ key: string, kind: string, items: object[] }[]} items oldest first
 */
export function foldedStory(items) {
  const lines = [];
  let open = new Map();
  for (const item of items) {
    const kind = folded.includes(item.code) ? item.code : folded.includes(item.kind) ? item.kind : null;
    const known = kind === null ? undefined : open.get(kind);
    if (kind === null) open = new Map();
    if (known !== undefined) {
      known.items.push(item);
      continue;
    }
    const line = { key: `${item.kind} ${item.n} ${item.at}`, kind: item.kind, items: [item] };
    lines.push(line);
    if (kind !== null) open.set(kind, line);
  }
  const last = ({ items: all }) => all.at(-1).at;
  return lines
    .map((line, n) => ({ line, n }))
    .sort((a, b) => last(b.line) - last(a.line) || b.n - a.n)
    .map(({ line }) => line);
}
