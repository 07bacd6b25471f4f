import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { nameOf, type Incident } from '../../domain/incident.ts';
import { counted } from '../../domain/text/figures.ts';
import { UsageError } from '../complain.ts';
import type { ScenarioBook } from './scenario-book.ts';

/**
 * Writes what was replayed as a scenario of the simulator. Answers with what was written.
 * @throws UsageError when there is nothing to write, or the file exists.
 */
export function writeScenario(
  file: string,
  book: ScenarioBook,
  { incident, incidents }: { readonly incident: string | null; readonly incidents: readonly Incident[] },
): string {
  const about = incidents.find(({ id }) => id === incident);
  if (incident !== null && about === undefined)
    throw new UsageError(`There is no ${incident} in what was replayed.`);
  const title = about === undefined ? 'Recorded by stormrelay replay' : nameOf(about);
  const { scenario, leftOut, issues } = book.scenario(title, incident, incidents);
  if (issues === 0) throw new UsageError('No error was replayed, so there is no storm to write.');
  const comment = '# Written by stormrelay replay --scenario; read it before you give it to anybody.\n';
  try {
    writeFileSync(file, comment + stringify(scenario), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const without = leftOut === 0 ? '' : ` ${counted(leftOut, 'alert')} of other kinds are left out.`;
  const name = path.basename(file).replace(/\.ya?ml$/, '');
  return `${counted(issues, 'issue')} written to ${file}.${without} In fixtures/storms/ the simulator plays it: npm run simulate-storm -- ${name}`;
}
