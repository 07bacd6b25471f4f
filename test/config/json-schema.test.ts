import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { shielded, unshielded } from '../../src/config/document/interpolation.ts';
import { leafPaths, leaves } from '../../src/config/schema/leaves.ts';
import { fileSchema } from '../../src/config/schema/json-schema.ts';

const folder = new URL('../../fixtures/config/', import.meta.url);
const names = (kind: string): string[] =>
  readdirSync(new URL(kind, folder)).filter((name) => name.endsWith('.yaml'));

/** A fixture as an editor sees it: references are texts. */
function seen(path: string): unknown {
  const value: unknown = parse(shielded(readFileSync(new URL(path, folder), 'utf8')), {
    reviver: (_, inner: unknown) => (typeof inner === 'string' ? unshielded(inner) : inner),
  });
  return value;
}

const schema = fileSchema();
const accepts = new Ajv().compile(schema);

describe('the JSON Schema for editors', () => {
  it.each(names('valid'))('accepts %s', (name) => {
    accepts(seen(`valid/${name}`));
    expect(accepts.errors ?? []).toEqual([]);
  });

  it.each([
    'a-list-not-a-mapping',
    'a-stranger',
    'channel-name',
    'clock',
    'environments',
    'file-not-a-text',
    'list-for-text',
    'log-level',
    'mapping-for-list',
    'name-of-the-variable',
    'names-of-others',
    'number-for-text',
    'paging-numbers',
    'port',
    'retention',
    'section-not-a-mapping',
    'services',
    'setting-elsewhere',
    'switch',
    'unknown-section',
    'unknown-setting',
  ])('refuses the shape of %s', (name) => {
    expect(accepts(seen(`invalid/${name}.yaml`))).toBe(false);
  });

  it.each(['empty', 'same-token', 'token-without-channel', 'variable-missing'])(
    'takes %s, which only check can know',
    (name) => {
      expect(accepts(seen(`invalid/${name}.yaml`))).toBe(true);
    },
  );

  it('says of every setting what it is for, and offers a file for every secret', () => {
    const inFile = leafPaths().filter((path) => leaves[path].inFile);
    expect(inFile.length).toBeGreaterThan(40);
    for (const path of inFile) {
      const keys = path.split('.');
      const wayTo = (name: string): string[] =>
        [...keys.slice(0, -1), name].flatMap((key) => ['properties', key]);
      const last = keys.at(-1) ?? '';
      expect(schema).toHaveProperty([...wayTo(last), 'description'], leaves[path].about);
      if (leaves[path].secret) expect(schema).toHaveProperty(wayTo(`${last}_file`));
      else expect(schema).not.toHaveProperty(wayTo(`${last}_file`));
    }
  });
});
