import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Trees whose exports need a user. What only runs (a command, a bench) exports nothing. */
const trees = ['src', 'simulator', 'bench', 'test'];

/** What one file gives to others, and what it takes: pairs of file and name, `*` for all of a file's names. */
interface Ports {
  readonly exports: readonly string[];
  readonly uses: readonly (readonly [file: string, name: string])[];
}

function filesBelow(folder: string, recursive: boolean): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function portsOf(file: string): Ports {
  const text = readFileSync(path.join(root, file), 'utf8');
  return portsIn(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

function portsIn(source: ts.SourceFile): Ports {
  const exports: string[] = [];
  const uses: (readonly [string, string])[] = [];
  const properties = new Set<string>();
  const loaded = new Set<string>();
  const targetOf = (from: ts.Node | undefined): string | null =>
    from !== undefined && ts.isStringLiteral(from) && from.text.startsWith('.')
      ? path.join(path.dirname(source.fileName), from.text)
      : null;
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node)) exports.push(...exportedBy(node));
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const target = targetOf(node.moduleSpecifier);
      if (target !== null) for (const name of namesTaken(node)) uses.push([target, name]);
    }
    if (ts.isPropertyAccessExpression(node)) properties.add(node.name.text);
    if (ts.isBindingElement(node)) properties.add((node.propertyName ?? node.name).getText());
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const target = targetOf(node.arguments[0]);
      if (target !== null) loaded.add(target);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  // What is loaded when it is asked for is used by the names that its loader reads.
  for (const target of loaded) for (const name of properties) uses.push([target, name]);
  return { exports, uses };
}

function exportedBy(node: ts.Statement): readonly string[] {
  if (ts.isExportAssignment(node)) return ['default'];
  if (ts.isExportDeclaration(node))
    return node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
      ? node.exportClause.elements.map((element) => element.name.text)
      : [];
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) => boundBy(name));
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node);
  return isNamed && node.name !== undefined ? [node.name.text] : [];
}

function boundBy(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(element.name) : []));
}

function namesTaken(node: ts.ImportDeclaration | ts.ExportDeclaration): readonly string[] {
  if (ts.isExportDeclaration(node)) {
    const { exportClause } = node;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) return ['*'];
    return exportClause.elements.map((element) => (element.propertyName ?? element.name).text);
  }
  const { importClause } = node;
  if (importClause === undefined) return [];
  const bindings = importClause.namedBindings;
  const named =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? ['*']
        : bindings.elements.map((element) => (element.propertyName ?? element.name).text);
  return importClause.name === undefined ? named : ['default', ...named];
}

/**
 * Exports that no other file takes. A test counts as a user: what it names is a rule that is proven by itself, and can
 * only be named where it is exported. What no test and no other file names is the file's own business.
 */
function unused(ports: ReadonlyMap<string, Ports>): readonly string[] {
  const taken = new Set<string>();
  for (const { uses } of ports.values()) for (const [file, name] of uses) taken.add(`${file} ${name}`);
  return [...ports]
    .filter(([file]) => trees.some((tree) => file.startsWith(`${tree}/`)))
    .flatMap(([file, { exports }]) =>
      exports
        .filter((name) => !taken.has(`${file} ${name}`) && !taken.has(`${file} *`))
        .map((name) => `${file}: ${name}`),
    );
}

/** What starts a process or a thread, and is plain JavaScript. */
const starts = ['src/cli/stormrelay.js', 'src/roles/worker.js'];

describe('an export', () => {
  it('has a user in another file', () => {
    const files = trees.flatMap((tree) => filesBelow(tree, true));
    const ports = new Map(
      [...files, ...starts, ...filesBelow('.', false)].map((file) => [file, portsOf(file)]),
    );
    expect([...ports.values()].reduce((sum, { exports }) => sum + exports.length, 0)).toBeGreaterThan(1_000);
    expect(unused(ports)).toEqual([]);
  });

  it('is found however it is written, and so is its user', () => {
    const read = (file: string, text: string): readonly [string, Ports] => [
      file,
      portsIn(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)),
    ];
    const ports = new Map([
      read(
        'src/a.ts',
        `export const one = 1, { two, three: [four] } = rest;
         export async function* five() {}
         export default class {}
         export type Six = 6;
         export interface Seven {}
         export abstract class Eight {}
         export { nine as ten } from './b.ts';
         const eleven = 11; export { eleven };`,
      ),
      read('src/b.ts', 'export const nine = 9; export const loaded = 1; export const idle = 1;'),
      read('src/c.ts', 'export const spread = 1;'),
      read(
        'src/d.ts',
        `import first, { one as uno, type Six } from './a.ts';
         import * as all from './c.ts';
         const { loaded } = await import('./b.ts');`,
      ),
    ]);
    expect(unused(ports)).toEqual([
      'src/a.ts: two',
      'src/a.ts: four',
      'src/a.ts: five',
      'src/a.ts: Seven',
      'src/a.ts: Eight',
      'src/a.ts: ten',
      'src/a.ts: eleven',
      'src/b.ts: idle',
    ]);
  });
});
