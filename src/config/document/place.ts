/** Where a value stands: in a file, counted from 1, or in a variable of the environment. */
export type Place =
  | { readonly in: 'file'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly in: 'environment' };

/** The way to a value: keys, and numbers of list items counted from 0. */
export type Path = readonly (string | number)[];

/** Something that is wrong, or odd, with one value. Never repeats a secret. */
export interface Problem {
  readonly place: Place;
  /** What the value is called where it stands: `slack.channels[0]`, or `SLACK_CHANNEL (number 1)`. */
  readonly name: string;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

/** One line for people: `stormrelay.yaml:3:12: slack.token: …`, or `SLACK_BOT_TOKEN: …`. */
export function problemLine({ place, name, message }: Problem): string {
  const said = name === '' ? message : `${name}: ${message}`;
  return place.in === 'environment' ? said : `${place.file}:${place.line}:${place.column}: ${said}`;
}

/** In the order of the file; what stands in no file keeps its order, after it. */
export function inOrder<P extends Pick<Problem, 'place'>>(problems: readonly P[]): readonly P[] {
  return problems.toSorted(({ place: a }, { place: b }) => {
    if (a.in === 'environment' || b.in === 'environment')
      return Number(a.in === 'environment') - Number(b.in === 'environment');
    return a.line - b.line || a.column - b.column;
  });
}

/** What is said of several places in the same words is told once, at the first, with the lines of the others. */
export function toldOnce(hints: readonly Problem[]): readonly Problem[] {
  const alike = new Map<string, Problem[]>();
  for (const hint of inOrder(hints)) {
    const key = hint.place.in === 'file' ? hint.message : `${hint.name}: ${hint.message}`;
    alike.set(key, [...(alike.get(key) ?? []), hint]);
  }
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const lines = [...new Set(others.flatMap(({ place }) => (place.in === 'file' ? [place.line] : [])))];
    if (lines.length === 0) return [first];
    const also = `also ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
    return [{ ...first, message: `${first.message} (${also})` }];
  });
}

/** A path as people write it in a file: `route.routes[0].receiver`. */
export function pathText(path: Path): string {
  return path
    .map((part, n) => (typeof part === 'number' ? `[${part}]` : `${n === 0 ? '' : '.'}${part}`))
    .join('');
}
