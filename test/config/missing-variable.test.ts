import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadSettings } from '../../src/config/load.ts';
import { leafPaths, leaves } from '../../src/config/schema/leaves.ts';

const inFile = leafPaths().filter((path) => leaves[path].inFile);
const isSecret = (path: (typeof inFile)[number]): boolean => leaves[path].secret;

/** What is said of a value that is `reference`, as the file has it below the keys of a setting. */
function saidOf(path: string, reference: string): string {
  const keys = path.split('.');
  const text = keys.map((key, n) => `${'  '.repeat(n)}${key}:`).join('\n');
  return (
    told(`${text} ${reference}\n`).find((line) => line.split(': ')[1]?.replace(/\[\d+\]$/, '') === path) ?? ''
  );
}

function told(text: string): readonly string[] {
  try {
    loadSettings({ STORMRELAY_CONFIG: 'relay.yaml' }, () => text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

describe('what is said of a variable that is not there', () => {
  it.each(inFile.filter(isSecret))('advises no default for a secret, but its file: %s', (path) => {
    for (const reference of ['${NONE}', '[ "${NONE}" ]', '${NO-NE}'])
      expect(saidOf(path, reference)).not.toContain(':-');
    expect(saidOf(path, '${NONE}')).toContain(
      `Set it, or write ${path.split('.').at(-1)}_file and the path of a file that holds the secret.`,
    );
  });

  it.each(inFile.filter((path) => !isSecret(path)))('names a default for what is none: %s', (path) => {
    expect(saidOf(path, '${NONE}')).toContain('or write a default: ${NONE:-default}');
    expect(saidOf(path, '${NO-NE}')).toContain('${NAME:-default}');
  });

  it('knows the secrets within receivers, and those of headers', () => {
    const text = `receivers:
  - name: all
    slack: { channel: '\${CHANNEL}', token: '\${TOKEN}', signing_secrets: ['\${SIGNS}'] }
    pagerduty: { routing_key_file: '\${FOLDER}/key' }
traces: { headers: { authorization: '\${BEARER}' } }
`;
    const advice = told(text).flatMap((line) => /\. Set it, or (write \S+)/.exec(line)?.[1] ?? []);
    expect(advice).toEqual([
      'write a',
      'write token_file',
      'write signing_secrets_file',
      'write a',
      'write headers_file',
    ]);
  });
});
