import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { templateOf } from '../../../../src/correlate/evidence/template/template.ts';

const folder = path.join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'messages');

/** A message, and the number of the statement that wrote it. */
interface Labelled {
  readonly label: string;
  readonly message: string;
}

const corpora = readdirSync(folder).map((file) => ({ name: file.replace('.tsv', ''), rows: read(file) }));

function read(file: string): readonly Labelled[] {
  const text = readFileSync(path.join(folder, file), 'utf8').trimEnd();
  return text.split('\n').map((line) => {
    const tab = line.indexOf('\t');
    return { label: line.slice(0, tab), message: line.slice(tab + 1) };
  });
}

/** The share of messages whose group holds all messages of their statement, and no other. */
function groupingAccuracy(rows: readonly Labelled[], groupOf: (message: string) => string): number {
  const statements = Map.groupBy(rows, ({ label }) => label);
  const groups = Map.groupBy(rows, ({ message }) => groupOf(message));
  let right = 0;
  for (const group of groups.values()) {
    const label = group[0]?.label ?? '';
    const isPure = group.every((row) => row.label === label);
    if (isPure && group.length === statements.get(label)?.length) right += group.length;
  }
  return right / rows.length;
}

function meanOf(groupOf: (message: string) => string): number {
  return corpora.reduce((sum, { rows }) => sum + groupingAccuracy(rows, groupOf), 0) / corpora.length;
}

describe('grouping accuracy on messages of many kinds of software', () => {
  it('is measured on what can be wrong: many kinds, several statements, several messages each', () => {
    expect(corpora.length).toBeGreaterThanOrEqual(12);
    for (const { rows } of corpora) {
      expect(rows.length).toBeGreaterThanOrEqual(40);
      expect(new Set(rows.map(({ label }) => label)).size).toBeGreaterThanOrEqual(8);
      expect(new Set(rows.map(({ message }) => message)).size).toBeGreaterThan(rows.length * 0.7);
    }
  });

  it.each(corpora)('is at least .70 for $name', ({ rows }) => {
    expect(groupingAccuracy(rows, templateOf)).toBeGreaterThanOrEqual(0.7);
  });

  it('is at least .92 in the mean, where a mask of numbers has less than .60', () => {
    expect(meanOf(templateOf)).toBeGreaterThanOrEqual(0.92);
    expect(meanOf((message) => message.replaceAll(/\d+/g, '#'))).toBeLessThan(0.6);
  });
});
