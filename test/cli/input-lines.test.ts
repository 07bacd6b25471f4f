import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/cli/input-lines.ts';

/** All lines of a stream that arrives in these pieces. */
async function linesIn(pieces: readonly (string | Uint8Array)[]): Promise<string[]> {
  async function* arriving(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
  }
  const all: string[] = [];
  for await (const lines of linesOf(arriving())) all.push(...lines);
  return all;
}

describe('the lines of a stream', () => {
  it('are the same however the stream is cut', async () => {
    const text = 'one\ntwo\r\n\nför\nlast';
    const bytes = Buffer.from(text);
    for (let size = 1; size <= bytes.length; size += 1) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
        bytes.subarray(n * size, (n + 1) * size),
      );
      expect(await linesIn(pieces)).toEqual(['one', 'two', '', 'för', 'last']);
    }
  });

  it('begin behind the mark that says UTF-8, wherever the stream is cut', async () => {
    const bytes = Buffer.from('\uFEFFone\n\uFEFFtwo');
    for (const at of [0, 1, 3, 5]) {
      const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
      expect(await linesIn(pieces)).toEqual(['one', '\uFEFFtwo']);
    }
  });

  it('need no end at the last one, and an end adds no empty one', async () => {
    expect(await linesIn(['a\nb'])).toEqual(['a', 'b']);
    expect(await linesIn(['a\nb\n'])).toEqual(['a', 'b']);
    expect(await linesIn(['\n'])).toEqual(['']);
    expect(await linesIn([])).toEqual([]);
  });

  it('are handed on as they arrive', async () => {
    let given = 0;
    async function* arriving(): AsyncGenerator<Uint8Array> {
      for (const piece of ['a\nb', '\nc\n', 'd']) {
        given += 1;
        yield await Promise.resolve(Buffer.from(piece));
      }
    }
    const seen: [number, readonly string[]][] = [];
    for await (const lines of linesOf(arriving())) seen.push([given, lines]);
    expect(seen).toEqual([
      [1, ['a']],
      [2, ['b', 'c']],
      [3, ['d']],
    ]);
  });

  it('are cut where they are too long, and the next line is read all the same', async () => {
    const long = 'x'.repeat(100_000);
    const pieces = [...Array.from({ length: 50 }, () => long), '\nnext ', 'one\n'];
    const lines = await linesIn(pieces);
    expect(lines.map((line) => line.length)).toEqual([16_384, 8]);
    expect(lines[1]).toBe('next one');
  });
});
