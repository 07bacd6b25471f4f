/** One rule test as a report tells of it. */
export interface TestResult {
  readonly file: string;
  readonly name: string;
  /** Each names its place. Empty: it passed. */
  readonly failures: readonly string[];
}

/** The results in the form that CI systems read (https://github.com/testmoapp/junitxml). */
export function junitOf(results: readonly TestResult[]): string {
  const files = [...new Set(results.map(({ file }) => file))];
  const suites = files.map((file) =>
    suiteOf(
      file,
      results.filter((one) => one.file === file),
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${countsOf(results)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(file: string, results: readonly TestResult[]): string {
  const cases = results.map(({ name, failures }) => {
    const head = `    <testcase name="${xml(name)}" classname="${xml(file)}"`;
    if (failures.length === 0) return `${head}/>`;
    const told = failures.map(
      (text) => `      <failure message="${xml(text.split('\n')[0] ?? '')}">${xml(text)}</failure>`,
    );
    return [`${head}>`, ...told, '    </testcase>'].join('\n');
  });
  return [`  <testsuite name="${xml(file)}"${countsOf(results)}>`, ...cases, '  </testsuite>'].join('\n');
}

function countsOf(results: readonly TestResult[]): string {
  return ` tests="${results.length}" failures="${results.filter(({ failures }) => failures.length > 0).length}"`;
}

/** XML 1.0 knows no control characters, however they are written (https://www.w3.org/TR/xml/#charsets). */
function xml(text: string): string {
  const allowed = text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?');
  return allowed.replaceAll(/[&<>"\n]/g, (found) => `&#${found.charCodeAt(0)};`);
}
