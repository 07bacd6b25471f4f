import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { epoch, webhookOf } from '../../../bench/correlation/bodies.ts';
import { families } from '../../../bench/correlation/families/all.ts';
import { recipeOf } from '../../../bench/correlation/kinds.ts';
import { streamOf } from '../../../bench/correlation/stream.ts';
import { CapturedFile } from '../../../src/cli/replay/ahead/captured-file.ts';
import { ReadAhead } from '../../../src/cli/replay/ahead/read-ahead.ts';
import { UsageError } from '../../../src/cli/complain.ts';
import { createReaderBy } from '../../../src/config/reader.ts';
import type { Entry } from '../../../src/domain/inbox/entry.ts';
import type { Reader } from '../../../src/ingest/reader.ts';

const reader = { sentry: { linkHosts: [], org: null, tags: null }, secrets: [] };

function fileWith(lines: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-ahead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'captured.ndjson');
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** More batches than may lie between the two threads, and among them what no source can read. */
function stormFile(): string {
  const { happenings, seed } = streamOf(recipeOf(families[2]!, 'two', 7));
  const lines = happenings.map((happening, number) => {
    const { resource, body } = webhookOf(happening, seed, number);
    return JSON.stringify({ at: epoch + Math.round(happening.at * 1000), resource, body });
  });
  const odd = JSON.stringify({ at: epoch, resource: 'event_alert', body: { action: 'triggered', data: 7 } });
  return fileWith([...lines, odd, 'no json', lines[0]!]);
}

/** An entry without what the thread keeps, and what is read out of it. */
function seenBy(entry: Entry, read: Reader): unknown {
  const rest = { ...entry, body: '' };
  try {
    return [rest, read(entry)];
  } catch (error) {
    return [rest, String(error)];
  }
}

async function all(entries: AsyncGenerator<Entry>, read: Reader): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const entry of entries) seen.push(seenBy(entry, read));
  return seen;
}

describe('what a thread reads ahead', () => {
  it.each([false, true])('is what would have been read here, in order (bodies: %s)', async (bodies) => {
    const file = stormFile();
    const complaints: string[] = [];
    const here = new CapturedFile(file, (line) => complaints.push(line));
    const own = createReaderBy(reader);
    const expected = await all(here.entries(), own);
    const told: string[] = [];
    const ahead = new ReadAhead({ from: { kind: 'file', path: file }, reader, bodies }, own, (line) =>
      told.push(line),
    );
    expect(await all(ahead.entries(), ahead.read)).toEqual(expected);
    expect(ahead.leftOut()).toEqual(here.leftOut());
    expect(told).toEqual(complaints);
    expect(expected.length).toBeGreaterThan(1_000);
    expect(complaints).toHaveLength(1);
  });

  it('carries the bodies where somebody asks for them, and else none that was read', async () => {
    const file = stormFile();
    for (const bodies of [false, true]) {
      const ahead = new ReadAhead(
        { from: { kind: 'file', path: file }, reader, bodies },
        () => null,
        () => undefined,
      );
      for await (const entry of ahead.entries()) {
        expect(entry.body !== '').toBe(bodies);
        break;
      }
    }
  });

  it('that is not there is a mistake of whoever named it', async () => {
    const file = path.join(tmpdir(), 'stormrelay-nothing-here.ndjson');
    const ahead = new ReadAhead(
      { from: { kind: 'file', path: file }, reader, bodies: false },
      () => null,
      () => undefined,
    );
    await expect(all(ahead.entries(), ahead.read)).rejects.toThrow(UsageError);
  });
});
