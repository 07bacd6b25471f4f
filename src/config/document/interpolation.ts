import type { Missing } from './made-up.ts';
import type { Environment } from './variable.ts';
import { isSet } from './variable.ts';

const name = '[A-Za-z_][A-Za-z0-9_]*';
const reference = new RegExp(String.raw`\$\$\{[^}\n]*\}|\$\{${name}(?::-[^}\n]*)?\}`, 'g');
const parts = new RegExp(String.raw`\$\$\{|\$\{(?:(${name})(?::-([^}\n]*))?\})?`, 'g');

/** Private-use characters, which no file has a use for, stand for the ASCII ones of a reference. */
const shield = 0xe000;
const shieldedCharacter = /[\uE000-\uE07F]/g;

/**
 * Hides the references `${NAME}` of a text from YAML, for which braces are flow mappings: `{ key: ${NAME} }` would be
 * no YAML. Every character stays one character, so that places stay true.
 */
export function shielded(text: string): string {
  return text.replaceAll(reference, (found) =>
    found.replaceAll(/[\x20-\x7e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + shield)),
  );
}

/** Undoes `shielded`. */
export function unshielded(text: string): string {
  return text.replaceAll(shieldedCharacter, (letter) => String.fromCharCode(letter.charCodeAt(0) - shield));
}

/** The variables that a text refers to. */
export function referredTo(text: string): readonly string[] {
  return [...text.matchAll(parts)].flatMap(([, variable]) => variable ?? []);
}

/** A text with its references filled in, and what is wrong with them. */
interface Filled {
  readonly text: string;
  /** Null: nothing. */
  readonly trouble: string | null;
}

/**
 * Fills `${NAME}` and `${NAME:-default}` in; `$${` stands for `${` itself. An empty variable counts as not set, as
 * everywhere. What a variable holds is a text, whatever YAML would make of it.
 * @param standIn What stands for a variable that is not set and has no default.
 * @param fileKey What names a file instead, where a secret stands: a default would be one that everybody can read.
 */
export function filled(
  text: string,
  environment: Environment,
  standIn: (missing: Missing) => string | null,
  fileKey: string | null,
): Filled {
  const [, bare] = /^\$([A-Z][A-Z0-9_]+)$/.exec(text.trim()) ?? [];
  if (bare !== undefined)
    return { text, trouble: `A variable stands between braces here. Write \${${bare}}.` };
  const missing = new Set<string>();
  const misread = new Set<string>();
  const result = text.replaceAll(parts, (found, variable?: string, otherwise?: string) => {
    if (found.startsWith('$$')) return '${';
    if (variable === undefined) misread.add(found);
    else if (isSet(environment, variable)) return (environment[variable] ?? '').trim();
    else if (otherwise === undefined) {
      const made = standIn({ name: variable, whole: found === text.trim() });
      if (made !== null) return made;
      missing.add(variable);
    }
    return otherwise ?? '';
  });
  return {
    text: result,
    trouble: misread.size > 0 ? howToRefer(fileKey) : missingLine([...missing], fileKey),
  };
}

function howToRefer(fileKey: string | null): string {
  const forms = fileKey === null ? '${NAME} or ${NAME:-default}' : '${NAME}';
  return `Write ${forms}, with a name of letters, digits and "_"; $\${ stands for \${ itself.`;
}

function missingLine(missing: readonly string[], fileKey: string | null): string | null {
  const [first] = missing;
  if (first === undefined) return null;
  const [are, them] = missing.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const otherwise =
    fileKey === null
      ? `write a default: \${${first}:-default}`
      : `write ${fileKey} and the path of a file that holds the secret.`;
  return `${missing.join(' and ')} ${are} not set in the environment. Set ${them}, or ${otherwise}`;
}
