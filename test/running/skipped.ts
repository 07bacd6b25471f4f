import type { Reporter, TestModule } from 'vitest/node';

/** A reporter that ends a run with a line for everything that tests were skipped for, and how to get it. */
export default class SkippedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    for (const line of skipLines(skipped.flatMap((test) => test.meta().lacks ?? []))) console.log(line);
  }
}

/** `lacking`: what each skipped test lacks. One line for each such thing, with how many tests it cost. */
export function skipLines(lacking: readonly string[]): readonly string[] {
  return [...Map.groupBy(lacking, (lacks) => lacks)].map(
    ([lacks, { length }]) => `Skipped ${length} ${length === 1 ? 'test' : 'tests'}: ${lacks}`,
  );
}
