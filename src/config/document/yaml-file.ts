import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  type YAMLSeq,
} from 'yaml';
import { textMistake } from './file-text.ts';
import { filled, referredTo, shielded, unshielded } from './interpolation.ts';
import type { FileKey, Missing, StandIn } from './made-up.ts';
import { isMapping } from './plain.ts';
import { syntaxMistakes, tooDeep } from './syntax-mistakes.ts';
import { cutMatcher, misreadName, misreadText } from './misread.ts';
import { pathText, type Path, type Place, type Problem } from './place.ts';
import type { Environment } from './variable.ts';

/** Stands for a value that has been complained of already, so that nothing else complains of it. */
export const unreadable = Symbol('unreadable');

/** Whether a part of a value has been complained of. */
export function holdsUnreadable(value: unknown): boolean {
  if (value === unreadable) return true;
  if (Array.isArray(value)) return value.some(holdsUnreadable);
  return isMapping(value) && Object.values(value).some(holdsUnreadable);
}

/** What a file says, and where it says it. */
export interface YamlFile {
  /** Mappings, lists, texts, numbers, switches and null, with `${…}` filled in. */
  readonly value: unknown;
  /** Where the value at a path stands; of one that is not there, where the nearest thing around it is written. */
  readonly placeOf: (path: Path) => Place;
  /** Where the key at the end of a path is written. */
  readonly placeOfKey: (path: Path) => Place;
  readonly problems: readonly Problem[];
  /** Variables that it refers to. */
  readonly variables: readonly string[];
  /** It is no YAML at all. */
  readonly isBroken: boolean;
}

/** What is known of secrets while a file is read. */
interface Secrets {
  /** What stands for one that is missing; usually nothing does. */
  readonly standIn: StandIn;
  readonly fileKey: FileKey;
}

/** Of a file that is no place for secrets. */
const noSecrets: Secrets = { standIn: () => null, fileKey: () => null };

/** Reads a file's text. Takes no part in what the settings mean. */
export function readYaml(
  file: string,
  text: string,
  environment: Environment,
  secrets = noSecrets,
): YamlFile {
  const wrong = textMistake(text);
  if (wrong !== null) return brokenYaml(placeIn(file, text, wrong.offset), wrong.message);
  const lines = new LineCounter();
  const hidden = shielded(text);
  const deep = tooDeep(hidden);
  const document = parseDocument(deep === null ? hidden : hidden.slice(0, deep.offset), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { in: 'file', file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const mistakes = deep === null ? syntaxMistakes(document, hidden) : [deep];
  const broken = mistakes.map(({ offset, message }): Problem => {
    return { place: at(offset), name: '', message: unshielded(message) };
  });
  const reading = new Reading(environment, secrets);
  const value = broken.length > 0 ? null : reading.valueOf(document.contents, []);
  return {
    value,
    variables: [...reading.variables],
    isBroken: broken.length > 0 || value === unreadable || reading.copiesTooMuch,
    placeOf: (path) => at(reading.offsetOf(path)),
    placeOfKey: (path) => at(reading.keys.get(keyOf(path)) ?? reading.offsetOf(path)),
    problems: [
      ...broken,
      ...reading.troubles.map(({ path, message }) => {
        return { place: at(reading.offsetOf(path)), name: pathText(path), message };
      }),
    ],
  };
}

/** A file of which nothing can be read. */
export function brokenYaml(place: Place, message: string): YamlFile {
  const problems = [{ place, name: '', message }];
  return {
    value: {},
    variables: [],
    isBroken: true,
    placeOf: () => place,
    placeOfKey: () => place,
    problems,
  };
}

function placeIn(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { in: 'file', file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Walks the nodes once, and remembers where everything begins. */
class Reading {
  readonly keys = new Map<string, number>();
  readonly variables = new Set<string>();
  readonly troubles: { readonly path: Path; readonly message: string }[] = [];
  private readonly environment: Environment;
  private readonly secrets: Secrets;
  private readonly values = new Map<string, number>();
  /** The nodes around the one that is read. */
  private readonly within = new Set<unknown>();
  /** What was marked so far, and what aliases stand for: the parser would look through the whole text for each. */
  private readonly marked = new Map<string, unknown>();
  private readonly targets = new Map<Alias, unknown>();
  private copying = 0;
  private copied = 0;

  constructor(environment: Environment, secrets: Secrets) {
    this.environment = environment;
    this.secrets = secrets;
  }

  offsetOf(path: Path): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const key = keyOf(path.slice(0, length));
      // What is missing in a mapping is told at the mapping's name, not at its first setting.
      const offset =
        length === path.length ? this.values.get(key) : (this.keys.get(key) ?? this.values.get(key));
      if (offset !== undefined) return offset;
    }
    return 0;
  }

  /** Aliases stand for more than anybody can have meant. */
  get copiesTooMuch(): boolean {
    return this.copied > mostCopied;
  }

  valueOf(node: unknown, path: Path): unknown {
    if (this.copying > 0) this.copied += 1;
    else this.mark(node);
    if (this.copiesTooMuch && this.copying > 0) return unreadable;
    if (isAlias(node)) return this.aliasedBy(node, path);
    if (isScalar(node)) return this.scalarOf(node, path);
    if (!isMap(node) && !isSeq(node)) return null;
    this.note(node.range, path);
    this.within.add(node);
    const value = isMap(node) ? this.mappingOf(node.items, path) : this.listOf(node, path);
    this.within.delete(node);
    return value;
  }

  private mark(node: unknown): void {
    const isMarked = isMap(node) || isSeq(node) || isScalar(node);
    if (isMarked && node.anchor !== undefined) this.marked.set(node.anchor, node);
  }

  private trouble(path: Path, message: string): typeof unreadable {
    this.troubles.push({ path, message: unshielded(message) });
    return unreadable;
  }

  private listOf({ flow, items }: YAMLSeq, path: Path): readonly unknown[] {
    let pieces = 0;
    return items.map((item, n) => {
      if (pieces > 0) pieces -= 1;
      else {
        const value = this.valueOf(item, [...path, n]);
        const cut = flow === true ? cutMatcher(items, n) : null;
        if (cut === null) return value;
        pieces = cut.pieces - 1;
        this.trouble([...path, n], cut.message);
      }
      return unreadable;
    });
  }

  private aliasedBy(alias: Alias, path: Path): unknown {
    if (this.copying === 0) this.targets.set(alias, this.marked.get(alias.source));
    const target = this.targets.get(alias);
    if (target === undefined || this.within.has(target)) {
      this.note(alias.range, path);
      const message =
        target === undefined
          ? `Nothing above is marked &${alias.source}, for which *${alias.source} would stand. Mark it, or put quotes around a text that begins with *.`
          : 'This alias stands for something that it is a part of. Write it out.';
      this.troubles.push({ path, message });
      return unreadable;
    }
    const isFirst = !this.copiesTooMuch;
    this.within.add(target);
    this.copying += 1;
    const value = this.valueOf(target, path);
    this.copying -= 1;
    this.within.delete(target);
    this.note(alias.range, path);
    if (!this.copiesTooMuch || this.copying > 0) return value;
    if (isFirst) this.troubles.push({ path, message: copiesTooMuch });
    return unreadable;
  }

  private scalarOf(node: Scalar, path: Path): unknown {
    this.note(node.range, path);
    if (typeof node.value !== 'string') return node.value;
    const said = unshielded(node.value);
    for (const variable of referredTo(said)) this.variables.add(variable);
    const { standIn, fileKey } = this.secrets;
    const made = (missing: Missing): string | null => standIn(path, missing);
    const { text, trouble } = filled(said, this.environment, made, fileKey(path));
    const message = misreadText(node) ?? trouble;
    return message === null ? text : this.trouble(path, message);
  }

  private mappingOf(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
    path: Path,
  ): unknown {
    const entries: [string, unknown][] = [];
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? unshielded(String(key.value)) : '(no name)';
      const here = [...path, name];
      if (this.copying === 0) this.mark(key);
      if (isScalar(key) && key.range != null) this.keys.set(keyOf(here), key.range[0]);
      const misread = isScalar(key) && key.type === 'PLAIN' ? misreadName(name) : null;
      if (misread !== null && isScalar(key)) {
        this.note(key.range, here);
        return this.trouble(here, misread);
      }
      entries.push([name, this.valueOf(value, here)]);
    }
    return Object.fromEntries(entries);
  }

  private note(range: Range | undefined, path: Path): void {
    if (range != null) this.values.set(keyOf(path), range[0]);
  }
}

/** So many values of a file may be those that aliases stand for: a few lines of them stand for millions else. */
const mostCopied = 10_000;
const copiesTooMuch = `With this alias, aliases stand for more than ${mostCopied} values. Write out what is meant, without aliases within aliases.`;

type Range = readonly [number, number, number] | null;

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
