import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadSettings, readerAround } from '../../src/config/load.ts';
import { readerSettings } from '../../src/config/reader.ts';
import { readEnvFile } from './env-file.ts';
import { readYamlFixture } from './yaml-fixture.ts';

const folder = new URL('../../fixtures/config/valid/', import.meta.url);
const files = readdirSync(folder).filter((name) => /\.(yaml|env)$/.test(name));

function environmentOf(name: string): Readonly<Record<string, string>> {
  const path = new URL(name, folder);
  return name.endsWith('.yaml') ? readYamlFixture(path).environment : readEnvFile(path).environment;
}

it.each(files)('commands without a relay read as a relay would with %s', (name) => {
  const environment = environmentOf(name);
  const relay = readerSettings(loadSettings(environment).settings);
  expect(readerAround(environment).sentry).toEqual(relay.sentry);
});

it('where nothing is said, or nothing can be read, they read as ever', () => {
  const sentry = { linkHosts: [], org: null, tags: null };
  expect(readerAround({})).toEqual({ sentry, secrets: [] });
  expect(readerAround({ STORMRELAY_CONFIG: '/nowhere/at-all.yaml' })).toEqual({ sentry, secrets: [] });
  const half = { SENTRY_ORG: 'acme', SENTRY_TAGS: 'region', SENTRY_API_URL: 'none', PORT: 'x' };
  expect(readerAround(half).sentry).toEqual({ linkHosts: [], org: 'acme', tags: ['region'] });
});
