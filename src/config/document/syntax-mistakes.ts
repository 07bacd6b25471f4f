import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Document,
  type Pair,
  type Scalar,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { misreadName } from './misread.ts';
import { neverClosed } from './never-closed.ts';

/** Why a text is no YAML: where, and what to write instead. */
interface SyntaxMistake {
  readonly offset: number;
  readonly message: string;
}

/** What to write instead, by the code of the parser's error (eemeli.org/yaml, "Errors"). */
const advice: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: 'Indent all settings of one mapping by the same number of spaces.',
  BLOCK_AS_IMPLICIT_KEY:
    'A setting is one "name: value" a line: is a line break missing, or do quotes around the value?',
  BLOCK_IN_FLOW: 'Within { } and [ ], write everything on one level with commas, or leave the brackets out.',
  MISSING_CHAR: 'A comma or ":" is missing.',
  MULTIPLE_DOCS: 'One file is one document: remove the line "---" or "...".',
  TAB_AS_INDENT: 'Indent with spaces: YAML takes no tabs.',
  UNEXPECTED_TOKEN:
    'Put quotes around values that begin with one of * & ! | > % @ ` { [ or hold ": " or " #".',
};
const otherAdvice = 'This is no YAML that can be read. Check indentation, quotes and brackets here.';

/** Within so many open brackets nobody configures anything, and each costs the parser more than the one around it. */
const deepest = 1_000;

/** Where brackets are open within each other that nobody can have meant, and that are not worth parsing. */
export function tooDeep(text: string): SyntaxMistake | null {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepest)
      return { offset: index, message: `More than ${deepest} brackets are open here. Close those above.` };
  }
  return null;
}

/**
 * What is wrong with the syntax of a text: the first mistake, since those after it mostly follow from it, and the settings
 * before it that stand twice.
 */
export function syntaxMistakes(document: Document.Parsed, text: string): readonly SyntaxMistake[] {
  const errors = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  const doubled = errors.filter(
    ({ code, pos }) => code === 'DUPLICATE_KEY' && pos[0] < (first?.pos[0] ?? Infinity),
  );
  return [
    ...doubled.map(({ pos }) => ({ offset: pos[0], message: twice(document, text, pos[0]) })),
    ...(first === undefined ? [] : [firstOf(text, explained({ document, text, errors }, first), first)]),
  ];
}

/** What is open before the place of a mistake, or in its line, is why: what stands within it could not be read rightly. */
function firstOf(text: string, mistake: SyntaxMistake, { pos: [, end] }: YAMLError): SyntaxMistake {
  const [line, last] = [lineOf(text, mistake.offset), lineOf(text, end)];
  for (const [n, said] of text.split('\n').slice(0, last).entries()) {
    const misread = n + 1 < line - 1 ? null : misreadName(said);
    if (misread !== null) return { offset: startOfLine(text, n) + said.indexOf('-'), message: misread };
  }
  const open = neverClosed(text);
  return open !== null && lineOf(text, open.offset) <= Math.max(line, last) ? open : mistake;
}

interface Read {
  readonly document: Document.Parsed;
  readonly text: string;
  readonly errors: readonly YAMLError[];
}

function explained(read: Read, { code, pos: [offset] }: YAMLError): SyntaxMistake {
  const { text } = read;
  const about = advice[code] ?? otherAdvice;
  return (
    tooFarIn(read, offset) ?? {
      offset,
      message: isOfMatchers(text, offset)
        ? `${about} Put each matcher in single quotes: matchers: ['service=~"pay.*"'].`
        : about,
    }
  );
}

/** A line that is indented further than the one before it, which has a value already. */
function tooFarIn({ text, errors }: Read, offset: number): SyntaxMistake | null {
  const long = errors.find(({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === offset);
  const [before = ''] = /^[^\n]*\n\s*/.exec(text.slice(offset, long?.pos[1] ?? offset)) ?? [];
  if (before === '') return null;
  const [, name, value] = /^([\w.-]+):(\S+)/.exec(before) ?? [];
  if (name !== undefined && value !== undefined)
    return { offset, message: `A blank is missing behind the colon: write ${name}: ${value}` };
  const message =
    'This line is indented further than the one before it, so it counts as a part of that value. Indent the settings of one mapping by the same number of spaces.';
  return { offset: offset + before.length, message };
}

function isOfMatchers(text: string, offset: number): boolean {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  return /matchers\s*:/.test(text.slice(from, offset));
}

function twice(document: Document.Parsed, text: string, offset: number): string {
  const found = pairAt(document, offset);
  if (found === null) return 'This setting stands twice in the same mapping. Keep one.';
  const { map, at } = found;
  const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');
  const [pair, before] = [map.items[at], map.items[at - 1]];
  const name = pair === undefined ? '' : nameOf(pair);
  const first = map.items.find((one) => nameOf(one) === name);
  const list = isSeq(before?.value) ? before.value : null;
  const isBesideItem = columnOf(text, list?.range?.[0] ?? -1) === columnOf(text, offset);
  const belongs = isBesideItem ? ' If it belongs to the item of the list above it, indent it like that.' : '';
  return `${name} stands twice in the same mapping, first in line ${lineOf(text, startOf(first))}; the last one would win unseen. Keep one.${belongs}`;
}

function startOf(pair: Pair | undefined): number {
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
}

function pairAt(
  document: Document.Parsed,
  offset: number,
): { readonly map: YAMLMap; readonly at: number } | null {
  for (const map of nodesOf(document)) {
    const at = isMap(map) ? map.items.findIndex((pair) => startOf(pair) === offset) : -1;
    if (isMap(map) && at > 0) return { map, at };
  }
  return null;
}

/**
 * All values and names as they stand in the text. The parser's own walk hands each of them the way to it, which of a text
 * of brackets is longer than the text.
 */
function* nodesOf(document: Document.Parsed): Generator<YAMLMap | YAMLSeq | Scalar, void, void> {
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isPair(node)) open.push(node.value, node.key);
    else if (isScalar(node)) yield node;
    else if (isMap(node) || isSeq(node)) {
      yield node;
      for (let n = node.items.length - 1; n >= 0; n -= 1) open.push(node.items[n]);
    }
  }
}

function startOfLine(text: string, line: number): number {
  return text.split('\n').slice(0, line).join('\n').length + (line === 0 ? 0 : 1);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** -1: of no place. */
function columnOf(text: string, offset: number): number {
  return offset < 0 ? -1 : offset - text.lastIndexOf('\n', offset - 1);
}
