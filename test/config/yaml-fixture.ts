import { readFileSync } from 'node:fs';

/** A configuration file with the variables that it needs, and the lines that it expects. */
export interface YamlFixture {
  readonly environment: Readonly<Record<string, string>>;
  readonly expected: readonly string[];
  /** A line as the fixture expects it, wherever the file lies on this machine. */
  readonly shown: (line: string) => string;
}

const expectation = '# => ';

/** Reads a fixture: `# env: NAME=value` sets a variable, `# => …` is an expected line, with line and column. */
export function readYamlFixture(path: URL): YamlFixture {
  const { pathname } = path;
  const text = readFileSync(path, 'utf8');
  const set = [...text.matchAll(/^# env: (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  return {
    environment: { ...(Object.fromEntries(set) as Record<string, string>), STORMRELAY_CONFIG: pathname },
    expected: text
      .split('\n')
      .filter((line) => line.startsWith(expectation))
      .map((line) => line.slice(expectation.length)),
    shown: (line) =>
      line.replaceAll(pathname, 'stormrelay.yaml').replaceAll(pathname.replace(/[^/]+$/, ''), ''),
  };
}
