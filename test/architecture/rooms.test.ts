import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const correlate = resolve(import.meta.dirname, '../../src/correlate');

/** The rooms of correlation, each with those that it may enter; the files beside them may enter all. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'evidence/template': ['evidence'],
  evidence: ['evidence/template'],
  rules: [],
  state: ['state/indexes', 'state/rest'],
  'state/indexes': ['state'],
  'state/rest': ['state', 'state/indexes'],
  incident: ['evidence', 'evidence/template', 'rules', 'state', 'state/indexes', 'incident/regroup'],
  'incident/regroup': ['evidence', 'state', 'state/indexes', 'incident'],
  storm: [
    'evidence',
    'evidence/template',
    'rules',
    'state',
    'state/indexes',
    'incident',
    'incident/regroup',
    'storm/surge',
  ],
  'storm/surge': [
    'evidence',
    'evidence/template',
    'rules',
    'state',
    'state/indexes',
    'incident',
    'incident/regroup',
    'storm',
  ],
  '.': [
    'evidence',
    'evidence/template',
    'rules',
    'state',
    'state/indexes',
    'incident',
    'incident/regroup',
    'storm',
    'storm/surge',
  ],
};

/** What lies beside the rooms, lowest first: a file imports only those before it. */
const above = [
  'former-receivers',
  'page-answers',
  'projects',
  'own-trouble',
  'heard',
  'alerts',
  'caught-up',
  'unheard',
  'attention',
  'quiet-by-rules',
  'commands',
  'silences',
  'on-call',
  'context',
  'pager-places',
  'pager-telling',
  'pager',
  'drills',
  'timers',
  'brain',
];

const files = readdirSync(correlate, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(correlate, join(entry.parentPath, entry.name)));

function importsOf(file: string): string[] {
  const text = readFileSync(join(correlate, file), 'utf8');
  return [...text.matchAll(/from '(\.[^']+)'/g)]
    .map((match) => relative(correlate, resolve(correlate, dirname(file), match[1] ?? '')))
    .filter((target) => !target.startsWith('..'));
}

describe('the rooms of correlation', () => {
  it('are those that exist', () => {
    expect(new Set(files.map((file) => dirname(file)))).toEqual(new Set(Object.keys(rooms)));
  });

  it('are entered one way: what texts say and the state know nothing of incidents, and those nothing of storms', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => dirname(target) !== dirname(file))
        .filter((target) => !(rooms[dirname(file)] ?? []).includes(dirname(target)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lie below alerts, commands, drills, timers and the brain, in this order', () => {
    const top = files.filter((file) => dirname(file) === '.');
    expect(new Set(top)).toEqual(new Set(above.map((name) => `${name}.ts`)));
    const place = (file: string): number => above.indexOf(file.replace('.ts', ''));
    const wrong = top.flatMap((file) =>
      importsOf(file).filter((target) => dirname(target) === '.' && place(target) >= place(file)),
    );
    expect(wrong).toEqual([]);
  });
});

it('no folder of the sources has more names than fit on a screen', () => {
  const sources = resolve(correlate, '..');
  const folders = readdirSync(sources, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const full = [sources, ...folders.map((entry) => join(entry.parentPath, entry.name))].filter(
    (folder) => readdirSync(folder).length > 25,
  );
  expect(full).toEqual([]);
});
