import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readFileText } from '../../src/config/document/file-text.ts';
import { secretIn } from '../../src/config/document/secret-file.ts';

/** What is read of a secret's file of these bytes, and what is said of it without its path. */
function readOf(bytes: Buffer): { readonly value: string; readonly trouble: string | undefined } {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-secret-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const name = path.join(folder, 'token');
  writeFileSync(name, bytes);
  const { value, trouble } = secretIn({ name, file: 'relay.yaml', readText: readFileText });
  return { value, trouble: trouble?.replace(name, 'token') };
}

it('a secret is all of its file, or nothing of it', () => {
  const most = 'a'.repeat(1024 ** 2);
  expect(readOf(Buffer.from(most))).toEqual({ value: most, trouble: undefined });
  expect(readOf(Buffer.from(`${most}b`))).toEqual({
    value: '',
    trouble:
      'token: This file is larger than 1 MiB, and neither a configuration nor a secret is. Name the right file, or shorten it.',
  });
});

it('a secret is text', () => {
  expect(readOf(Buffer.from('xoxb-öffnet\r\n'))).toEqual({ value: 'xoxb-öffnet', trouble: undefined });
  expect(readOf(Buffer.from('xoxb-1-2', 'utf16le')).trouble).toBe(
    'token: This file is saved as UTF-16. Save it as UTF-8.',
  );
  expect(readOf(Buffer.from('xoxb-\xff\xfe', 'latin1')).trouble).toBe(
    'token: What stands here is no UTF-8. Save the file as UTF-8.',
  );
});
