import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const source = resolve(import.meta.dirname, '../../src');

/** Told of a process that has loaded some modules: what of Node's own it loaded with them, and which calendars it made. */
const told = `
  const made = [];
  for (const name of ['DateTimeFormat', 'NumberFormat', 'ListFormat', 'Collator']) {
    const Given = Intl[name];
    Intl[name] = class extends Given { constructor(...given) { super(...given); made.push(name); } };
  }
  await Promise.all(process.argv.slice(1).map((file) => import(file)));
  console.log(JSON.stringify({ made, loaded: process.moduleLoadList.map((name) => name.split(' ').at(-1)) }));
`;

async function loading(
  ...files: readonly string[]
): Promise<{ readonly made: readonly string[]; readonly loaded: readonly string[] }> {
  const modules = files.map((file) => `file://${resolve(source, file)}`);
  const quiet = '--disable-warning=ExperimentalWarning';
  const { stdout } = await run(process.execPath, [
    quiet,
    '--input-type=module',
    '-e',
    told,
    '--',
    ...modules,
  ]);
  return JSON.parse(stdout) as Awaited<ReturnType<typeof loading>>;
}

/** Each takes megabytes of every relay that runs, from the moment when its module is loaded. */
describe('what a start loads', () => {
  it.each([
    ['the thread of the door', ['cli/serve/relay.ts', 'roles/door.ts']],
    ['the thread of brain and dispatch', ['roles/work.ts']],
  ])('has no calendar and no HTTP client that nobody has asked for yet: %s', async (_, files) => {
    const { made, loaded } = await loading(...files);
    expect(made).toEqual([]);
    expect(loaded).toContain('crypto');
    expect(loaded).not.toContain('http2');
    expect(loaded).not.toContain('internal/deps/undici/undici');
  });

  it('is seen where it does', async () => {
    expect((await loading('http/page/front/words/figures.ts')).made).toContain('NumberFormat');
  });
});
