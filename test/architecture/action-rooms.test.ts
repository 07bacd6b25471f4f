import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Floors that have rooms, the lowest first: a room imports itself and those before it. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'src/action': ['relay', 'judge', 'run', 'tell', 'runner'],
};

/** More names than this do not fit on a screen. */
const screen = 25;

function roomOf(floor: string, file: string): string {
  return relative(join(root, floor), file).split('/')[0] ?? '';
}

describe.each(Object.entries(rooms))('the rooms of %s', (floor, order) => {
  const files = readdirSync(join(root, floor), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, floor, file));

  it('are all there is, and each fits on a screen', () => {
    expect(readdirSync(join(root, floor)).sort()).toEqual([...order].sort());
    for (const room of order) expect(readdirSync(join(root, floor, room)).length).toBeLessThanOrEqual(screen);
  });

  it('are entered one way, types included', () => {
    const wrong = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)]
        .map((match) => resolve(dirname(file), match[1] ?? ''))
        .filter((target) => target.startsWith(join(root, floor)))
        .filter((target) => order.indexOf(roomOf(floor, target)) > order.indexOf(roomOf(floor, file)))
        .map((target) => `${relative(root, file)} imports ${relative(root, target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have tests in rooms of the same names', () => {
    const tests = join(root, floor.replace('src', 'test'));
    for (const room of order) expect(existsSync(join(tests, room)), room).toBe(true);
  });
});
