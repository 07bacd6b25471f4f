import { describe, expect, it } from 'vitest';
import { newStoreNote, reportNewStore } from '../../src/observe/new-store.ts';
import { silentLog } from '../../src/seams/log.ts';

const path = '/var/lib/stormrelay/stormrelay.db';

function told(made: Parameters<typeof newStoreNote>[0]): readonly string[] {
  const lines: string[] = [];
  const at = (level: string) => (_: object, message: string) => void lines.push(`${level} ${message}`);
  reportNewStore(made, { ...silentLog, info: at('info'), warn: at('warn') });
  return lines;
}

describe('a start that made its store', () => {
  it('where one had been warns, and stays a note', () => {
    const made = { path, left: ['stormrelay.db.lock'] };
    const [note] = newStoreNote(made);
    expect(note).toMatch(
      /^A new store was made at \/var\/lib.* where one had been before \(stormrelay\.db\.lock/,
    );
    expect(told(made)).toEqual([`warn ${note}`]);
  });

  it('as the first of all is a plain line, and no note', () => {
    const made = { path, left: [] };
    expect(told(made)).toEqual([`info A new store was made at ${path}: nothing is known yet.`]);
    expect(newStoreNote(made)).toEqual([]);
  });

  it('says nothing where it found one', () => {
    expect([told(null), newStoreNote(null)]).toEqual([[], []]);
  });
});
