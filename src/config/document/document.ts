import { fileKeyAt, type FileKey, type StandIn } from './made-up.ts';
import { pathText, type Path, type Place, type Problem } from './place.ts';
import { isEmpty, isMapping, valueIn } from './plain.ts';
import { codeOf, secretIn } from './secret-file.ts';
import { isSet, type Environment } from './variable.ts';
import { brokenYaml, readYaml, unreadable, type YamlFile } from './yaml-file.ts';

/** Where one setting can be written. */
export interface Spot {
  /** In the file, for example `slack.token`. */
  readonly path: string;
  /** The variable; null: only a file says it. */
  readonly variable: string | null;
  /** The file may name another file that holds it, as `slack.token_file`. */
  readonly secret: boolean;
  /** Within its value, these keys may name files in the same way. */
  readonly secretKeys: readonly string[];
  /** False: only the environment says it. */
  readonly inFile: boolean;
}

/** What was found of a setting. */
interface Found {
  readonly value: unknown;
  /** The key in the file, or the variable. */
  readonly source: { readonly path: Path } | { readonly variable: string };
}

/** The texts that a document is read from. */
interface Sources {
  readonly environment: Environment;
  /** As it was named, relative to where the process runs; null: the environment alone. */
  readonly file: string | null;
  /** @throws Error when there is no such file, or it cannot be read. */
  readonly readText: (file: string) => string;
  /** What stands for a secret that is missing. */
  readonly standIn: StandIn;
}

/**
 * The configuration as one document: what the file says, and where it says nothing, what the environment does. Every
 * value keeps its place.
 */
export class ConfigDocument {
  /** What cannot be read at all, for example YAML that is none. */
  readonly problems: readonly Problem[];
  /** The file and those that it names, as they are opened. */
  readonly files: readonly string[];
  /** Variables that the file refers to: they are read, whatever they are called. */
  readonly variables: readonly string[];
  /** What the file says; an empty mapping without one. */
  readonly fileValue: unknown;
  private readonly file: YamlFile | null;
  private readonly found = new Map<string, Found>();
  private readonly spots: ReadonlyMap<string, Spot>;
  private readonly environment: Environment;
  /** Secrets within values, and the keys that name their files. */
  private readonly moved = new Map<string, Path>();

  constructor(sources: Sources, spots: readonly Spot[]) {
    const { environment, file, readText, standIn } = sources;
    this.environment = environment;
    this.spots = new Map(spots.map((spot) => [spot.path, spot]));
    const problems: Problem[] = [];
    const files: string[] = [];
    this.file = file === null ? null : readConfigFile({ ...sources, file, fileKey: fileKeyAt(spots) });
    if (file !== null) files.push(file);
    problems.push(...(this.file?.problems ?? []));
    this.fileValue = this.file?.value ?? {};
    this.variables = this.file?.variables ?? [];
    const readSecret: ReadSecret = (name, key, beside) => {
      const { opened, value, trouble } = secretIn({ name, file: file ?? '', readText });
      if (opened !== null) files.push(opened);
      const message = beside === null ? trouble : `${pathText(beside)} is written too. Keep one of the two.`;
      if (message === null) return value;
      const made =
        beside === null && opened !== null ? standIn(settingOf(key), { name: opened, whole: true }) : null;
      if (made !== null) return made;
      problems.push({ place: this.placeOf(key), name: pathText(key), message });
      return unreadable;
    };
    const readVariable: ReadVariable = (variable) => {
      const { opened, value, trouble } = secretIn({
        name: (environment[variable] ?? '').trim(),
        file: './',
        readText,
      });
      if (opened !== null) files.push(opened);
      if (trouble === null) return value;
      problems.push({ place: { in: 'environment' }, name: variable, message: trouble });
      return unreadable;
    };
    for (const spot of spots) {
      const found =
        this.inAnotherFile(spot, readSecret) ??
        this.inFile(spot) ??
        this.inEnvironment(spot) ??
        this.inVariablesFile(spot, readVariable);
      if (found === null) continue;
      const value = this.withSecrets(found.value, [spot.path], spot.secretKeys, readSecret);
      this.found.set(spot.path, { ...found, value });
    }
    this.problems = problems;
    this.files = files;
  }

  /** The file is no YAML, or is not there: nothing else is worth saying. */
  isBroken(): boolean {
    return this.file?.isBroken ?? false;
  }

  /** Undefined: neither file nor environment says it. What is empty counts as not said. */
  valueOf(path: string): unknown {
    return this.found.get(path)?.value;
  }

  isSet(path: string): boolean {
    return this.found.has(path);
  }

  /** True when the setting comes from a variable. */
  isOfEnvironment(path: string): boolean {
    const source = this.found.get(path)?.source;
    return source !== undefined && 'variable' in source;
  }

  /** What whoever configures this relay calls a setting: as it stands in the file if there is one, else the variable. */
  nameOf(path: string): string {
    const source = this.found.get(path)?.source;
    if (source !== undefined) return 'variable' in source ? source.variable : pathText(source.path);
    const variable = this.spots.get(path)?.variable ?? null;
    return this.file !== null || variable === null ? path : variable;
  }

  /** A problem with a setting, or with a part of its value. */
  problem(path: string, message: string, part: Path = []): Problem {
    const source = this.found.get(path)?.source;
    if (source !== undefined && 'variable' in source)
      return { place: { in: 'environment' }, name: `${source.variable}${numberIn(part)}`, message };
    const whole = source === undefined ? path.split('.') : source.path;
    const isNamed = whole.at(-1) !== path.split('.').at(-1);
    const full = isNamed ? whole : (this.moved.get(pathText([...whole, ...part])) ?? [...whole, ...part]);
    const name = source === undefined ? this.nameOf(path) : pathText(full);
    return { place: this.placeOf(full), name, message };
  }

  /** A problem with a key of the file, for example one that is not known. */
  keyProblem(path: Path, message: string): Problem {
    const place = this.file?.placeOfKey(path) ?? ({ in: 'environment' } as const);
    return { place, name: pathText(path), message };
  }

  /** Variables that are set while the file says something else. */
  overruled(): readonly { readonly path: string; readonly variable: string }[] {
    return [...this.found].flatMap(([path, { source, value }]) => {
      const variable = this.spots.get(path)?.variable ?? null;
      if (!('path' in source) || variable === null || !isSet(this.environment, variable)) return [];
      // Where the file leaves it to the variable, both say the same.
      return isSame(value, this.environment[variable] ?? '') ? [] : [{ path, variable }];
    });
  }

  private placeOf(path: Path): Place {
    return this.file?.placeOf(path) ?? { in: 'environment' };
  }

  private inFile({ path, inFile }: Spot): Found | null {
    if (!inFile) return null;
    const keys = path.split('.');
    const value = valueIn(this.fileValue, keys);
    return isEmpty(value) ? null : { value, source: { path: keys } };
  }

  private inEnvironment({ variable }: Spot): Found | null {
    if (variable === null || !isSet(this.environment, variable)) return null;
    return { value: (this.environment[variable] ?? '').trim(), source: { variable } };
  }

  /** A secret that a variable names a file for, as `SLACK_BOT_TOKEN_FILE`; null: none does. */
  private inVariablesFile({ variable, secret }: Spot, read: ReadVariable): Found | null {
    const name = `${variable ?? ''}_FILE`;
    if (!secret || variable === null || !isSet(this.environment, name)) return null;
    return { value: read(name), source: { variable: name } };
  }

  /** A secret that the file names another file for; null: it names none. */
  private inAnotherFile({ path, secret }: Spot, read: ReadSecret): Found | null {
    if (!secret) return null;
    const keys = path.split('.');
    const key = [...keys.slice(0, -1), `${keys.at(-1) ?? ''}_file`];
    const name = valueIn(this.fileValue, key);
    if (isEmpty(name)) return null;
    const beside = isEmpty(valueIn(this.fileValue, keys)) ? null : keys;
    return { value: read(name, key, beside), source: { path: key } };
  }

  /** The same for keys somewhere within a value. */
  private withSecrets(value: unknown, path: Path, secretKeys: readonly string[], read: ReadSecret): unknown {
    if (Array.isArray(value))
      return value.map((item, n) => this.withSecrets(item, [...path, n], secretKeys, read));
    if (!isMapping(value)) return value;
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
      const secret = secretKeys.find((one) => key === `${one}_file`);
      if (secret === undefined || isEmpty(inner))
        return [key, this.withSecrets(inner, [...path, key], secretKeys, read)];
      const plain = [...path, secret];
      this.moved.set(pathText(plain), [...path, key]);
      return [secret, read(inner, [...path, key], isEmpty(value[secret]) ? null : plain)];
    });
    return Object.fromEntries(entries);
  }
}

/** The setting that the key of a `…_file` holds. */
function settingOf(key: Path): Path {
  return [...key.slice(0, -1), String(key.at(-1)).replace(/_file$/, '')];
}

/** What a `…_file` holds: its text, or `unreadable`. `beside` is the setting itself, if it is written too. */
type ReadSecret = (name: unknown, key: Path, beside: Path | null) => unknown;

/** What the file holds that a variable names: its text, or `unreadable`. */
type ReadVariable = (variable: string) => unknown;

function readConfigFile({
  environment,
  file,
  readText,
  standIn,
  fileKey,
}: Sources & { readonly file: string; readonly fileKey: FileKey }): YamlFile {
  const start: Place = { in: 'file', file, line: 1, column: 1 };
  try {
    const read = readYaml(file, readText(file), environment, { standIn, fileKey });
    if (read.problems.length > 0 || read.value === null || isMapping(read.value)) return read;
    return brokenYaml(
      start,
      'Write settings as "name: value" pairs, for example "slack:" and below it "  token: xoxb-…".',
    );
  } catch (error) {
    return brokenYaml(
      start,
      `The configuration file cannot be read (${codeOf(error)}). --config or STORMRELAY_CONFIG names it.`,
    );
  }
}

/** Which one of a variable's list is meant, as ` (number 2)`; empty when it is no list. */
function numberIn([index]: Path): string {
  return typeof index === 'number' ? ` (number ${index + 1})` : '';
}

/** Whether a value of the file is what a variable says, which writes a list with commas. */
function isSame(value: unknown, said: string): boolean {
  const words = (of: string): string =>
    of
      .split(',')
      .map((word) => word.trim())
      .join();
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.every((item) => typeof item === 'string') && words(items.join()) === words(said);
}
