/** What comes in crowds, and is one line each time it does. */
const folded: readonly string[] = ['joined', 'delivered'];

/** One line of a story as it is folded here. */
interface Item {
  readonly n: number;
  readonly at: number;
  readonly kind: string;
  readonly code?: string;
}

/** One line that is shown; items oldest first. */
export interface StoryLine<T extends Item> {
  readonly key: string;
  readonly kind: string;
  readonly items: readonly T[];
}

/**
 * A story told from its end, where whoever comes late wants to begin. Joinings and deliveries between two other lines
 * are one line each; one alone stays what it is.
 */
export function foldedStory<T extends Item>(items: readonly T[]): readonly StoryLine<T>[] {
  const lines: { key: string; kind: string; items: T[] }[] = [];
  let open = new Map<string, T[]>();
  for (const item of items) {
    const kind = [item.code, item.kind].find((one) => one !== undefined && folded.includes(one));
    if (kind === undefined) open = new Map();
    const known = kind === undefined ? undefined : open.get(kind);
    if (known !== undefined) {
      known.push(item);
      continue;
    }
    const line = { key: `${item.kind} ${item.n} ${item.at}`, kind: item.kind, items: [item] };
    lines.push(line);
    if (kind !== undefined) open.set(kind, line.items);
  }
  const last = (line: StoryLine<T>): number => line.items.at(-1)?.at ?? 0;
  return lines
    .map((line, n) => ({ line, n }))
    .sort((a, b) => last(b.line) - last(a.line) || b.n - a.n)
    .map(({ line }) => line);
}
