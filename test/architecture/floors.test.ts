import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** All TypeScript files below a folder, as paths from the project's root. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** Relative imports of a file, types and dynamic ones included, as paths from the project's root. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g);
  return [...found].map((match) => relative(root, resolve(root, dirname(file), match[1] ?? '')));
}

const stages = ['ingest', 'correlate', 'decide', 'deliver', 'pipeline', 'observe'];
const edges = [
  'integrations/sentry',
  'integrations/slack',
  'integrations/pagerduty',
  'integrations/webhook',
  'integrations/otlp',
  'store',
];

/** What each floor may import besides itself. */
const floors: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  seams: ['domain'],
  ...Object.fromEntries(stages.map((stage) => [stage, ['domain', 'seams', ...stages]])),
  ...Object.fromEntries(edges.map((edge) => [edge, ['domain', 'seams']])),
  http: ['domain', 'seams', ...stages, ...edges, 'config'],
  config: ['domain', 'seams', ...stages, ...edges],
  roles: ['domain', 'seams', ...stages, ...edges, 'http', 'config', 'action'],
  'app.ts': ['domain', 'seams', ...stages, ...edges, 'http', 'config', 'roles'],
  action: ['domain', 'seams'],
  cli: ['domain', 'seams', ...stages, ...edges, 'http', 'config', 'roles', 'app.ts', 'action'],
};

function floorOf(file: string): string {
  const inside = file.replace(/^src\//, '');
  return (
    Object.keys(floors).find((floor) => inside === floor || inside.startsWith(`${floor}/`)) ??
    `no floor: ${file}`
  );
}

/** The files whose code runs where this one is loaded; what is loaded later, or only for its types, is left out. */
function filesRunBy(start: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, names = '', from = ''] of text.matchAll(
      /^(?:import|export) (?!type )([^;]*?)from '(\.[^']+)';/gm,
    ))
      if (!/^\{\s*(type \w+,?\s*)+\}\s*$/.test(names))
        visit(relative(root, resolve(root, dirname(file), from)));
  };
  visit(start);
  return [...seen].sort();
}

const sources = filesBelow('src');
const simulator = filesBelow('simulator');

describe('the house', () => {
  it('keeps its roles apart: the door runs nothing of brain and dispatch, and they run nothing of the door', () => {
    const door = filesRunBy('src/roles/door.ts');
    const work = filesRunBy('src/roles/work.ts');
    expect(work).toEqual(expect.arrayContaining(['src/roles/brain.ts', 'src/roles/dispatch.ts']));
    const brainAndDispatch = [
      /^src\/roles\/(brain|dispatch|work|worker)\.ts$/,
      /^src\/correlate\/(brain|alerts|storm\/storms)\.ts$/,
      /^src\/pipeline\/(apply-inbox|inbox-loop|run-dispatchers|warm-up)\.ts$/,
      /^src\/deliver\/(dispatcher|plan)\.ts$/,
      /^src\/integrations\/(slack|pagerduty)\/(client|notifier|inspector)\.ts$/,
    ];
    for (const pattern of brainAndDispatch) {
      expect(sources.filter((file) => pattern.test(file))).not.toEqual([]);
      expect(door.filter((file) => pattern.test(file))).toEqual([]);
    }
    expect(work.filter((file) => file.startsWith('src/http/') || file.endsWith('/door.ts'))).toEqual([]);
    // What starts both runs neither: it loads the door, and lets the thread load the rest.
    expect(filesRunBy('src/app.ts').filter((file) => /^src\/(http|correlate|pipeline)\//.test(file))).toEqual(
      [],
    );
  });

  it('lets no stage know of threads', () => {
    const threads = sources.filter((file) =>
      readFileSync(join(root, file), 'utf8').includes("'node:worker_threads'"),
    );
    expect(threads).toEqual([
      'src/cli/replay/ahead/read-all.ts',
      'src/cli/replay/ahead/start-thread.ts',
      'src/cli/replay/ahead/thread.ts',
      'src/roles/work.ts',
      'src/roles/worker-thread.ts',
    ]);
  });

  it('has no file outside its floors', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.map(floorOf).filter((floor) => floor.startsWith('no floor'))).toEqual([]);
  });

  it('lets every floor import only what lies below it, types included', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('src/') && floorOf(target) !== floorOf(file))
        .filter((target) => !(floors[floorOf(file)] ?? []).includes(floorOf(target)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps simulator and relay strangers to each other', () => {
    const across = [
      ...sources.flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.startsWith('src/'))
          .map((target) => `${file} imports ${target}`),
      ),
      ...simulator.flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.startsWith('simulator/'))
          // The one room in which both meet: it starts the relay in the simulation's own process.
          .filter((target) => !(target.startsWith('src/') && file.startsWith('simulator/seeds/relay/')))
          .map((target) => `${file} imports ${target}`),
      ),
    ];
    expect(across).toEqual([]);
  });

  it('has no import cycle, types included', () => {
    const graph = new Map([...sources, ...simulator].map((file) => [file, importsOf(file)]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('loads a command when it is asked for: what lists them all needs commander and nothing else', () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(join(root, file), 'utf8');
      for (const [, from = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm))
        if (from.startsWith('.')) visit(relative(root, resolve(root, dirname(file), from)));
        else if (!from.startsWith('node:')) packages.add(from);
    };
    visit('src/cli/commands.ts');
    expect([...packages]).toEqual(['commander']);
    expect(seen).toContain('src/cli/complain.ts');
    expect(seen.size).toBeLessThan(12);
  });

  it('has no barrels and no buckets', () => {
    const banned = /\/(index|utils?|helpers?|types|common|manager)(\.ts|\/)/;
    expect([...sources, ...simulator].filter((file) => banned.test(`/${file}`))).toEqual([]);
  });

  it('stays readable: no file beyond 250 lines of code', () => {
    const long = [...sources, ...simulator].filter((file) => {
      const code = readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line));
      return code.length > 250;
    });
    expect(long).toEqual([]);
  });
});
