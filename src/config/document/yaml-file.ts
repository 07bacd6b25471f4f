import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { filled, referredTo, shielded, unshielded } from './interpolation.ts';
import type { StandIn } from './made-up.ts';
import { isMapping } from './plain.ts';
import { syntaxMistakes, tooDeep } from './syntax-mistakes.ts';
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

/**
 * Reads a file's text. Takes no part in what the settings mean.
 * @param standIn What stands for a secret that is missing; usually nothing does.
 */
export function readYaml(
  file: string,
  text: string,
  environment: Environment,
  standIn: StandIn = () => null,
): YamlFile {
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
  const reading = new Reading(document, environment, standIn);
  const value = broken.length > 0 ? null : reading.valueOf(document.contents, []);
  return {
    value,
    variables: [...reading.variables],
    isBroken: broken.length > 0,
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

/** Walks the nodes once, and remembers where everything begins. */
class Reading {
  readonly keys = new Map<string, number>();
  readonly variables = new Set<string>();
  readonly troubles: { readonly path: Path; readonly message: string }[] = [];
  private readonly document: Document.Parsed;
  private readonly environment: Environment;
  private readonly standIn: StandIn;
  private readonly values = new Map<string, number>();
  /** The nodes around the one that is read. */
  private readonly within = new Set<unknown>();

  constructor(document: Document.Parsed, environment: Environment, standIn: StandIn) {
    this.document = document;
    this.environment = environment;
    this.standIn = standIn;
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

  valueOf(node: unknown, path: Path): unknown {
    if (isAlias(node)) return this.aliasedBy(node, path);
    if (isScalar(node)) return this.scalarOf(node, path);
    if (!isMap(node) && !isSeq(node)) return null;
    this.note(node.range, path);
    this.within.add(node);
    const value = isMap(node)
      ? this.mappingOf(node.items, path)
      : node.items.map((item, n) => this.valueOf(item, [...path, n]));
    this.within.delete(node);
    return value;
  }

  private aliasedBy(alias: Alias, path: Path): unknown {
    const target = alias.resolve(this.document);
    if (target === undefined || this.within.has(target)) {
      this.note(alias.range, path);
      const message =
        target === undefined
          ? `Nothing above is marked &${alias.source}, for which *${alias.source} would stand. Mark it, or put quotes around a text that begins with *.`
          : 'This alias stands for something that it is a part of. Write it out.';
      this.troubles.push({ path, message });
      return unreadable;
    }
    this.within.add(target);
    const value = this.valueOf(target, path);
    this.within.delete(target);
    this.note(alias.range, path);
    return value;
  }

  private scalarOf(node: { readonly value: unknown; readonly range?: Range }, path: Path): unknown {
    this.note(node.range, path);
    if (typeof node.value !== 'string') return node.value;
    const said = unshielded(node.value);
    for (const variable of referredTo(said)) this.variables.add(variable);
    const { text, trouble } = filled(said, this.environment, (missing) => this.standIn(path, missing));
    if (trouble === null) return text;
    this.troubles.push({ path, message: trouble });
    return unreadable;
  }

  private mappingOf(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
    path: Path,
  ): Readonly<Record<string, unknown>> {
    const entries = pairs.map(({ key, value }): [string, unknown] => {
      const name = isScalar(key) ? unshielded(String(key.value)) : '(no name)';
      const here = [...path, name];
      if (isScalar(key) && key.range != null) this.keys.set(keyOf(here), key.range[0]);
      return [name, this.valueOf(value, here)];
    });
    return Object.fromEntries(entries);
  }

  private note(range: Range | undefined, path: Path): void {
    if (range != null) this.values.set(keyOf(path), range[0]);
  }
}

type Range = readonly [number, number, number] | null;

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
