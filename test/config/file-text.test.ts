import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFileText } from '../../src/config/document/file-text.ts';
import { problemLine } from '../../src/config/document/place.ts';
import { readYaml } from '../../src/config/document/yaml-file.ts';

/** What is said of a file of these bytes. */
function said(bytes: Buffer): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-text-'));
  const file = path.join(folder, 'relay.yaml');
  writeFileSync(file, bytes);
  try {
    return readYaml('relay.yaml', readFileText(file), {}).problems.map(problemLine);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const of = (text: string): readonly string[] => readYaml('relay.yaml', text, {}).problems.map(problemLine);

function utf16(text: string, { swapped, marked }: { swapped: boolean; marked: boolean }): Buffer {
  const bytes = Buffer.from(`${marked ? '\ufeff' : ''}${text}`, 'utf16le');
  return swapped ? bytes.swap16() : bytes;
}

describe('a file in another encoding', () => {
  it('says where it is no UTF-8, whatever stands before it', () => {
    const ascii = fc.array(fc.constantFrom('# x\n', 'a: b\n', '\n')).map((lines) => lines.join(''));
    fc.assert(
      fc.property(ascii, fc.constantFrom('é', 'ö', 'ÿ', '“'), (before, letter) => {
        const bytes = Buffer.from(letter === '“' ? '\u0093' : letter, 'latin1');
        const line = before.split('\n').length;
        expect(said(Buffer.concat([Buffer.from(`${before}name: `), bytes, Buffer.from(' x\n')]))).toEqual([
          `relay.yaml:${line}:7: What stands here is no UTF-8. Save the file as UTF-8.`,
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([true, false].flatMap((swapped) => [true, false].map((marked) => ({ swapped, marked }))))(
    'is called UTF-16 where it is: %o',
    (form) => {
      expect(said(utf16('sentry: { org: acme }\n', form))).toEqual([
        'relay.yaml:1:1: This file is saved as UTF-16. Save it as UTF-8.',
      ]);
    },
  );

  it('says where a NUL byte stands, and takes UTF-8 with and without its mark', () => {
    expect(of('a: 1\nb: we\0kly\n')).toEqual([
      'relay.yaml:2:6: A NUL byte stands here. Remove it, and save the file as UTF-8.',
    ]);
    expect(said(Buffer.from('\ufeffa: wöchentlich “x” 東京 😀\n'))).toEqual([]);
  });
});

it('blanks that are none to YAML are told in their own line', () => {
  for (const blank of ['\u00a0', '\u2003', '\u3000'])
    expect(of(`receivers:\n  - name: web\n  ${blank}${blank}slack: { channel: C1 }\n`)).toEqual([
      expect.stringContaining(
        'relay.yaml:3:3: This line is indented with blanks that are none to YAML',
      ) as string,
    ]);
  expect(of('reason: weekly\u00a0work\n')).toEqual([]);
});

it('curly quotes around a value are told, and within a text they are none', () => {
  for (const value of ['‘pay*’', '“pay*”', '„pay“', '«pay»'])
    expect(of(`route: { service: ${value} }\n`)).toEqual([
      'relay.yaml:1:19: route.service: Curly quotes are a part of the text. Write straight ones around it: \' or "',
    ]);
  expect(of('name: “big” and “small”\nreason: the ‘weekly’ work\nsaid: "“so”"\n')).toEqual([]);
});

describe('what would stop a relay that reads it', () => {
  it('is refused where aliases stand for billions of values, at the first that is too much', () => {
    const level = (n: number): string =>
      `l${n}: &l${n} [${Array(9)
        .fill(`*l${n - 1}`)
        .join()}]\n`;
    const levels = (count: number): string => Array.from({ length: count }, (_, n) => level(n + 1)).join('');
    expect(of(`l0: &l0 [x,x,x,x,x,x,x,x,x]\n${levels(12)}`)).toEqual([
      expect.stringMatching(
        /^relay\.yaml:5:\d+: l4\[\d\]: With this alias, aliases stand for more than 10000 values\./,
      ) as string,
    ]);
  });

  it('is not: a list that a thousand routes share', () => {
    const shared = 'route:\n  when: &when [storm, { level: fatal }]\n  routes:\n';
    expect(of(shared + '    - { receiver: x, page_when: *when }\n'.repeat(1_000))).toEqual([]);
  });

  it('is refused where the file is longer than any configuration, of which no more is read', () => {
    const long = Buffer.alloc(8 * 1024 ** 2, '# é a comment\n');
    expect(said(long)).toEqual([
      'relay.yaml:1:1: This file is larger than 1 MiB, and neither a configuration nor a secret is. Name the right file, or shorten it.',
    ]);
    expect(readFileText('/dev/zero')).toHaveLength(1024 ** 2 + 1);
  });
});

it('an alias stands for what was marked last before it, also where others are marked later', () => {
  const text = 'a: &x [&y 1, *y]\nb: &y 2\nc: *x\nd: *y\ne: &x 3\nf: *x\n&k g: *k\n';
  expect(readYaml('relay.yaml', text, {}).value).toEqual({
    a: [1, 1],
    b: 2,
    c: [1, 1],
    d: 2,
    e: 3,
    f: 3,
    g: 'g',
  });
});
