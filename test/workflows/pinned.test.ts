import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const filesIn = (folder: string, name: RegExp): readonly string[] =>
  readdirSync(path.join(root, folder))
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file}`);
const workflows = [
  ...filesIn('.github/workflows', /\.yml$/),
  ...filesIn('docs/examples', /^github-.*\.yml$/),
];
const dockerfile = 'deploy/Dockerfile';

/** This very Action: whoever uses it says which one, and this repository knows no digest of its releases to come. */
const own = /^(?:\.\/|stormrelay\/stormrelay@v\d+$)/;

/** What is used of others, each with what stands behind it: the version that a person reads. */
function usesOf(text: string): readonly { readonly what: string; readonly note: string }[] {
  const lines = text.matchAll(/^\s*(?:- )?uses: (\S+)(?:[^\S\n]+# (\S+))?$/gm);
  return [...lines].map(([, what = '', note = '']) => ({ what, note })).filter(({ what }) => !own.test(what));
}

/** What of them could become something else overnight. */
function movable(text: string): readonly string[] {
  return usesOf(text)
    .filter(({ what, note }) => !/@[0-9a-f]{40}$/.test(what) || !/^v\d+\.\d+\.\d+$/.test(note))
    .map(({ what }) => what);
}

const jobs = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      container: z.string().optional(),
      steps: z.array(z.object({ uses: z.string().optional() })).optional(),
    }),
  ),
});

const imagesOf = (file: string): readonly string[] =>
  Object.values(jobs.parse(parse(textOf(file))).jobs).flatMap(({ container }) => container ?? []);
const isPinned = (image: string): boolean => /^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/.test(image);

describe('what comes from others', () => {
  it.each(workflows)('%s uses no action by a tag, which can be moved', (file) => {
    expect(movable(textOf(file))).toEqual([]);
    // The lines above are all there are.
    const steps = Object.values(jobs.parse(parse(textOf(file))).jobs).flatMap((job) => job.steps ?? []);
    const used = steps.flatMap(({ uses }) => uses ?? []).filter((what) => !own.test(what));
    expect(usesOf(textOf(file)).map(({ what }) => what)).toEqual(used);
  });

  it('is found when it is not pinned', () => {
    const sha = 'a'.repeat(40);
    const text = `- uses: a/b@v6\n  uses: a/c@${sha}\n- uses: a/d@${sha} # v1.2.3\n- uses: a/e@main # v1.2.3\n`;
    expect(movable(text)).toEqual(['a/b@v6', `a/c@${sha}`, 'a/e@main']);
    expect(isPinned('node:24-bookworm')).toBe(false);
  });

  it('is the same everywhere: one version has one digest', () => {
    const digests = new Map<string, Set<string>>();
    for (const { what, note } of workflows.flatMap((file) => usesOf(textOf(file)))) {
      const [name = '', digest = ''] = what.split('@');
      digests.set(name, (digests.get(name) ?? new Set()).add(`${digest} ${note}`));
    }
    expect(digests.size).toBeGreaterThan(3);
    expect([...digests].filter(([, known]) => known.size > 1)).toEqual([]);
  });

  it('is an image by its digest: of each job in a container, and of the relay itself', () => {
    const base = [...textOf(dockerfile).matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
    const images = [...base, ...workflows.flatMap(imagesOf)];
    expect(images.length).toBeGreaterThan(2);
    expect(images.filter((image) => !isPinned(image))).toEqual([]);
  });
});
