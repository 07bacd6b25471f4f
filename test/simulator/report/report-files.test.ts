import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { troubleWith, writeReports } from '../../../simulator/report/report-files.ts';
import { reportOf } from '../../../simulator/report/run-report.ts';
import { goodRun } from '../referee/evidence-sample.ts';
import { outcomeOf } from './outcome.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stormrelay-report-'));
});
afterEach(() => rm(folder, { recursive: true }));

const troubleOf = (file: string) => troubleWith([{ option: '--report', file }]);

describe('the files that a report is written to, before the run', () => {
  it('can be written: nothing is left behind, and what was there stays', async () => {
    const there = path.join(folder, 'there.json');
    await writeFile(there, 'old');
    expect(troubleOf(there)).toBeNull();
    expect(await readFile(there, 'utf8')).toBe('old');
    const fresh = path.join(folder, 'new.json');
    expect(troubleOf(fresh)).toBeNull();
    await expect(readFile(fresh)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['missing/a.json', /^--report .*: there is no folder .*missing; make it first$/],
    ['file/a.json', /is no folder$/],
    ['deep', /that is a folder; name a file in it$/],
    ['new/', /name a file|no folder/],
  ])('are refused in one line: %s', async (name, complaint) => {
    await writeFile(path.join(folder, 'file'), '');
    await mkdir(path.join(folder, 'deep'));
    const trouble = troubleOf(`${folder}/${name}`);
    expect(trouble).toMatch(complaint);
    expect(trouble).not.toContain('\n');
  });

  it('are refused where no file can be made, whoever asks', () => {
    // Linux has this folder, and lets not even root make a file in it.
    expect(troubleOf('/proc/report.json')).toMatch(
      /it cannot be written there \(E[A-Z]+\)$|there is no folder/,
    );
  });

  it('are two', () => {
    const file = path.join(folder, 'a');
    expect(
      troubleWith([
        { option: '--report', file },
        { option: '--html', file: path.join(folder, '.', 'a') },
      ]),
    ).toBe('--report and --html name the same file');
    expect(troubleOf('')).toBe('--report : name a file');
  });
});

describe('the files that a report is written to, after the run', () => {
  it('hold figures, a page, every check as a test, and a badge', async () => {
    const run = outcomeOf({ ...goodRun(), exit: { code: 1, signal: null } });
    const done = [{ run, report: reportOf(run), again: 'npm run x' }];
    const files = (['--report', '--html', '--junit', '--badge'] as const).map((option) => ({
      option,
      file: path.join(folder, option),
    }));
    expect(await writeReports(files, done)).toHaveLength(4);
    const [figures, page, junit, badge] = await Promise.all(files.map(({ file }) => readFile(file, 'utf8')));
    expect(JSON.parse(figures!)).toMatchObject({ verdict: 'fail' });
    expect(page).toContain('<title>FAILED: redis-outage</title>');
    expect(junit).toContain('<testsuite name="redis-outage seed 4" tests="2" failures="1" skipped="0">');
    expect(junit).toMatch(/<testcase name="clean-exit"[^>]*><failure message="/);
    expect(badge).toContain('1 of 1 failed');
  });
});
