import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const http = path.resolve(import.meta.dirname, '../../src/http');

/** What stands around the rooms: words of answers, what is needed of the rest, and the server itself. */
const around = [
  'close-doors.ts',
  'errors.ts',
  'http-deps.ts',
  'listen.ts',
  'node-http.ts',
  'server-options.ts',
];

/** Each room of `http`, and which of the others it may enter. Doors, API and page are strangers to each other. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(around.map((file) => [file, []])),
  access: around,
  doors: [...around, 'access'],
  api: [...around, 'access'],
  page: [...around, 'access'],
  'http-app.ts': [...around, 'access', 'doors', 'api', 'page'],
};

const files = readdirSync(http, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const textOf = (file: string): string => readFileSync(path.join(http, file), 'utf8');
const roomOf = (file: string): string => file.split(path.sep, 1)[0] ?? '';

/** The rooms that a file imports from, its own left out; imports from outside of `http` are for the floors. */
function entered(file: string): readonly string[] {
  const imports = [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)];
  return imports
    .map((match) => path.relative(http, path.resolve(http, path.dirname(file), match[1] ?? '')))
    .filter((target) => !target.startsWith('..'))
    .map(roomOf)
    .filter((room) => room !== roomOf(file));
}

describe('the rooms of http', () => {
  it('are all there are, and there are all of them', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(rooms).sort());
  });

  it('are entered in one direction', () => {
    const wrong = files.flatMap((file) =>
      entered(file)
        .filter((room) => !(rooms[roomOf(file)] ?? []).includes(room))
        .map((room) => `${file} enters ${room}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keep who sends here out of what all doors have in common', () => {
    expect(textOf('doors/webhook-door.ts')).not.toMatch(/sentry|drill|integrations/i);
    expect(textOf('doors/raw-body.ts')).not.toMatch(/sentry|drill|integrations/i);
  });
});
