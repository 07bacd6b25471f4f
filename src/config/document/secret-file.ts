import { dirname, isAbsolute, join } from 'node:path';
import { unfitText } from './file-text.ts';

/** What a file of a secret holds. */
interface SecretFile {
  /** As it was opened; null: it is no path. */
  readonly opened: string | null;
  /** Without the line break at its end. */
  readonly value: string;
  /** What is wrong with it, and what to do; null: nothing. */
  readonly trouble: string | null;
}

/** Reads the file that a configuration file names for a secret; a relative path begins beside the latter. */
export function secretIn({
  name,
  file,
  readText,
}: {
  readonly name: unknown;
  readonly file: string;
  readonly readText: (file: string) => string;
}): SecretFile {
  if (typeof name !== 'string')
    return {
      opened: null,
      value: '',
      trouble: 'Write the path of a file as text, for example /run/secrets/slack-token',
    };
  const opened = isAbsolute(name) ? name : join(dirname(file), name);
  try {
    const text = readText(opened);
    const unfit = unfitText(text);
    if (unfit !== null) return { opened, value: '', trouble: `${opened}: ${unfit.message}` };
    const value = text.replace(/\r?\n$/, '');
    const trouble = value.trim() === '' ? `${opened} is empty. Write the secret into it.` : null;
    return { opened, value, trouble };
  } catch (error) {
    const trouble = `${opened} cannot be read (${codeOf(error)}). Name a file that holds the secret and nothing else; a relative path begins beside ${file}.`;
    return { opened, value: '', trouble };
  }
}

/** Why a file cannot be read, in the system's word. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
