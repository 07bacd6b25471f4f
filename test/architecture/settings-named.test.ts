import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { leafPaths, leaves } from '../../src/config/schema/leaves.ts';

const root = resolve(import.meta.dirname, '../../src');

/** Where sentences are written that a relay answers with. */
const rooms = [
  'http/api',
  'http/access',
  'http/doors',
  'deliver',
  'pipeline',
  'integrations/slack/presses',
  'integrations/pagerduty/webhooks',
  'integrations/sentry/acceptance.ts',
];

const settings = leafPaths().flatMap((path) => {
  const { variable, inFile } = leaves[path];
  return inFile && variable?.includes('_') === true ? [{ path, variable }] : [];
});

/** Texts of a source that name a variable first, and not the setting that says the same in the file. */
function halfNamed(source: string): readonly string[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const texts = [...code.matchAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g)].map(([text]) => text);
  return texts.filter((text) =>
    settings.some(({ path, variable }) => {
      const at = text.search(new RegExp(String.raw`\b${variable}\b`));
      return at >= 0 && /\s/.test(text) && !text.slice(at + variable.length).startsWith(` (${path})`);
    }),
  );
}

it.each(rooms)('an answer that names a variable names the setting of the file as well: %s', (room) => {
  const whole = join(root, room);
  const files = room.endsWith('.ts')
    ? [whole]
    : readdirSync(whole, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(whole, name));
  expect(files.flatMap((file) => halfNamed(readFileSync(file, 'utf8')))).toEqual([]);
});

it('would be noticed if one did not', () => {
  expect(
    halfNamed("const a = 'Set ADMIN_TOKEN.';\nconst b = `ADMIN_TOKEN (admin_token) is not ${x}`;"),
  ).toEqual(["'Set ADMIN_TOKEN.'"]);
});
