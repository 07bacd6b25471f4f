import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown, type Plugin } from 'rolldown';
import { buildOrCheck, stalenessOf, type BuiltFile } from './built-files.ts';
import { licencesOf } from './bundled-licences.ts';

const root = import.meta.dirname;
const page = path.join(root, 'src', 'http', 'page');
const builtIn = path.join(page, 'built');

/** What of it somebody who opens the page for the first time waits for, compressed. */
const largest = 120 * 1024;

/**
 * When it is loaded, uPlot asks for figures in the language of the browser, whose name may be one that Intl refuses
 * (`en-US@posix`): then nothing of the page would run. All of the page is English.
 */
const speaksEnglish: Plugin = {
  name: 'speaks-english',
  transform(code, id) {
    if (!id.endsWith('uPlot.esm.js')) return null;
    const spoken = code.replace('NumberFormat(domEnv ? nav.language : ', 'NumberFormat(domEnv ? "en" : ');
    if (spoken === code) throw new Error('uPlot asks for its language otherwise than it did.');
    return spoken;
  },
};

/** The page's scripts as one file, byte for byte the same wherever it is built. */
async function buildScript(): Promise<string> {
  const build = await rolldown({
    cwd: root,
    input: 'src/http/page/front/main.tsx',
    platform: 'browser',
    // The compiler's options are for checking; what they say about emitting must not change the bundle.
    tsconfig: false,
    plugins: [speaksEnglish],
    transform: { jsx: { runtime: 'automatic', importSource: 'preact' }, target: 'es2024' },
    onLog: (level, log, handle) => {
      if (level === 'warn') throw new Error(`The page has a problem: ${log.message}`);
      handle(level, log);
    },
  });
  const { output } = await build.generate({
    format: 'esm',
    codeSplitting: false,
    minify: true,
    comments: { legal: false },
  });
  await build.close();
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error('The scripts of the page are more than one file.');
  if (chunk.code.includes(root)) throw new Error('The page holds a path of this machine.');
  return `${chunk.code.trimEnd()}\n\n${licencesOf(chunk.moduleIds)}`;
}

/** Later ones build on earlier ones. The log-in has its own. */
const looks = [
  'page',
  'pipeline',
  'lane',
  'books',
  'objectives',
  'incidents',
  'incident-card',
  'machine',
  'incident-dialog',
  'letters',
  'silences',
  'rules',
  'history',
  'alarms',
  'incident-page',
];

/** All looks as one file. */
function buildLooks(): string {
  const folder = path.join(page, 'looks');
  const there = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'login.css');
  const forgotten = there.filter((name) => !looks.includes(name.replace('.css', '')));
  if (forgotten.length > 0) throw new Error(`In no order of looks: ${forgotten.join(', ')}.`);
  const files = [
    path.join(root, 'node_modules', 'uplot', 'dist', 'uPlot.min.css'),
    ...looks.map((name) => path.join(folder, `${name}.css`)),
  ];
  return files.map((file) => `${readFileSync(file, 'utf8').trim()}\n`).join('');
}

/** Path and text of everything that is built. */
export async function pageFiles(): Promise<readonly BuiltFile[]> {
  const files = [
    [path.join(builtIn, 'live.js'), await buildScript()],
    [path.join(builtIn, 'live.css'), buildLooks()],
  ] as const;
  const bytes = compressed(files.map(([, text]) => text));
  if (bytes > largest) throw new Error(`The page is larger than ${largest} bytes, compressed: ${bytes}.`);
  return files;
}

function compressed(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

const built = { root, files: pageFiles, command: 'npm run build:page' } as const;

/** Whether what is committed is what the sources make; a sentence when it is not. */
export function staleness(): Promise<string | null> {
  return stalenessOf(built);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildOrCheck({
    ...built,
    fresh: 'The live page is fresh.',
    size: (text) => `${text.length} bytes, ${compressed([text])} compressed`,
  });
