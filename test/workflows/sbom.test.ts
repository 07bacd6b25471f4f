import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, describe, it } from 'vitest';
import { z } from 'zod';
import { sbom, shippedOf, type Sbom } from '../../sbom.ts';

const root = path.resolve(import.meta.dirname, '../..');
const lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })),
});

/** Packages that the sources below a folder import. */
function imported(folder: string): ReadonlySet<string> {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(path.join(root, folder, file), 'utf8').matchAll(/(?:from|import) '([^'.][^']*)'/g)].map(
      ([, name = '']) => name,
    ),
  );
  return new Set(
    names
      .filter((name) => !name.startsWith('node:'))
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? ''),
  );
}

describe('the bill of materials', () => {
  const made = sbom();

  it('lists what npm installs for the relay, and nothing of development', () => {
    const { packages } = lock.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
    const installed = Object.entries(packages)
      .filter(([at, { dev }]) => at !== '' && dev !== true)
      .map(([at, { version }]) => `${at.replace(/^.*node_modules\//, '')}@${version ?? ''}`);
    expect(installed.length).toBeGreaterThan(100);
    const listed = made.components.map(({ name, version }) => `${name}@${version}`);
    expect(installed.filter((one) => !listed.includes(one))).toEqual([]);
    const bundled = listed.filter((one) => !installed.includes(one)).sort();
    expect(bundled).toEqual(
      ['@actions/core', 'preact', 'uplot'].map((name) => expect.stringMatching(`^${name}@`) as unknown),
    );
  });

  it('lists every package that the sources import, also those that only a bundle holds', () => {
    const names = new Set(made.components.map(({ name }) => name));
    const wanted = imported('src');
    expect(['express', '@actions/core', 'preact', 'uplot'].every((name) => wanted.has(name))).toBe(true);
    expect([...wanted].filter((name) => !names.has(name))).toEqual([]);
  });

  it('is CycloneDX: each with a digest and a package URL, and nothing hangs on what is not listed', () => {
    const shape = z.object({
      bomFormat: z.literal('CycloneDX'),
      metadata: z.object({ component: z.object({ name: z.literal('stormrelay') }) }),
      components: z.array(
        z.object({
          purl: z.string().startsWith('pkg:npm/'),
          hashes: z
            .array(z.object({ alg: z.literal('SHA-512'), content: z.string().length(128) }))
            .nonempty(),
        }),
      ),
    });
    expect(shape.parse(made).components).toHaveLength(made.components.length);
    const refs = new Set([made.metadata.component, ...made.components].map((one) => one['bom-ref']));
    const named = made.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]);
    expect(named.filter((ref) => !refs.has(ref))).toEqual([]);
  });

  it('leaves out what is for development', () => {
    const component = { 'bom-ref': 'x@1', name: 'x', version: '1' };
    const dev = { ...component, 'bom-ref': 'y@1', name: 'y' };
    const all: Sbom = {
      metadata: { component },
      components: [{ ...dev, properties: [{ name: 'cdx:npm:package:development', value: 'true' }] }],
      dependencies: [{ ref: 'x@1', dependsOn: ['y@1'] }],
    };
    expect(shippedOf(all)).toMatchObject({ components: [], dependencies: [{ ref: 'x@1', dependsOn: [] }] });
  });
});
