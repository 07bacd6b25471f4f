import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = import.meta.dirname;

/** For the bundles of the Action (`build-action.ts`) and of the live page (`build-page.ts`), so npm counts them as development's. */
const bundled = new Set(['@actions/core', 'preact', 'uplot']);

/** A package, as CycloneDX has it (https://cyclonedx.org/docs/1.5/json/), as far as this looks. */
interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** A bill of materials, as far as this looks. */
export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const isForDevelopment = ({ properties = [] }: Component): boolean =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');

/** What of everything that is installed is shipped: with the relay, or within a bundle. */
export function shippedOf(all: Sbom): Sbom {
  const shipped = (one: Component): boolean => !isForDevelopment(one) || bundled.has(one.name);
  const components = all.components.filter(shipped);
  const { component } = all.metadata;
  const refs = new Set([component, ...components].map((one) => one['bom-ref']));
  return {
    ...all,
    // npm calls the whole by the folder that it lies in.
    metadata: { ...all.metadata, component: { ...component, name: 'stormrelay' } },
    components,
    dependencies: all.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map((one) => ({ ...one, dependsOn: (one.dependsOn ?? []).filter((ref) => refs.has(ref)) })),
  };
}

/**
 * The bill of materials of what is shipped, in CycloneDX. `npm sbom --omit dev` leaves out what a development package
 * needs as well (npm 11: 39 of 127 packages were left), so npm is asked for everything.
 */
export function sbom(): Sbom {
  const everything = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'];
  const said = execFileSync('npm', everything, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // As `npm run`, it would take over what was asked of the outer npm.
    env: { ...process.env, npm_config_omit: '' },
  });
  return shippedOf(JSON.parse(said) as Sbom);
}

const startedBy = process.argv[1];
if (startedBy !== undefined && realpathSync(path.resolve(startedBy)) === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(sbom(), null, 2)}\n`);
