import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { buildOrCheck, stalenessOf, type BuiltFile } from './built-files.ts';
import { licencesOf } from './bundled-licences.ts';

const root = import.meta.dirname;
const bundle = path.join(root, 'dist', 'action.js');
const post = path.join(root, 'dist', 'post.js');

/** The post step: the same bundle, which cannot tell by itself that it is the second to run. */
const postText = `// Made by build-action.ts. The post step of the Action is the same bundle as its main step.
process.env.STORMRELAY_STEP = 'post';
await import('./action.js');
`;

const largest = 1.5 * 1024 * 1024;

/**
 * Packages that @actions/core imports for what is not used here: OIDC tokens (an HTTP client with undici) and the
 * runner's platform (processes). They do nothing when they are loaded, which their manifests do not say, so without
 * this they would be two thirds of the bundle and of its start-up. Requests go through Node's own fetch.
 */
const doNothingWhenLoaded = /node_modules\/(@actions\/|undici\/|tunnel\/)/;

/** The bundle of the Action, byte for byte the same wherever it is built. */
export async function buildAction(): Promise<string> {
  const build = await rolldown({
    cwd: root,
    input: 'src/action/runner/entry.ts',
    platform: 'node',
    // The compiler's options are for checking; what they say about emitting must not change the bundle.
    tsconfig: false,
    treeshake: { moduleSideEffects: [{ test: doNothingWhenLoaded, sideEffects: false }] },
    onLog: (level, log, handle) => {
      if (level === 'warn') throw new Error(`The bundle has a problem: ${log.message}`);
      handle(level, log);
    },
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, comments: { legal: true } });
  await build.close();
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error('The bundle is more than one file.');
  const text = `${chunk.code.trimEnd()}\n\n${licencesOf(chunk.moduleIds)}`;
  const trouble = troubleOf(text, chunk.moduleIds);
  if (trouble !== null) throw new Error(trouble);
  return text;
}

function troubleOf(text: string, modules: readonly string[]): string | null {
  const unwanted = modules.find((id) => /node_modules\/(undici|tunnel)\//.test(id));
  if (unwanted !== undefined) return `The bundle holds ${path.relative(root, unwanted)}, which is not used.`;
  if (text.includes(root)) return 'The bundle holds a path of this machine.';
  return text.length > largest ? `The bundle is larger than ${largest} bytes: ${text.length}.` : null;
}

/** Path and text of everything in dist. */
async function distFiles(): Promise<readonly BuiltFile[]> {
  return [
    [bundle, await buildAction()],
    [post, postText],
  ];
}

const built = { root, files: distFiles, command: 'npm run build:action' } as const;

/** Whether what is committed in dist is what the sources make; a sentence when it is not. */
export function staleness(): Promise<string | null> {
  return stalenessOf(built);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildOrCheck({
    ...built,
    fresh: 'dist/action.js is fresh.',
    size: (text) => `${text.length} bytes`,
  });
