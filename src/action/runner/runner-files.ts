import * as core from '@actions/core';
import { randomUUID } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import { isAddress } from '../../domain/text/secrets.ts';
import { parsedJson } from '../relay/relay-client.ts';

/** What the next step of this action is to know. False when the runner's file takes nothing. */
export function saveForPost(name: string, value: string | readonly string[]): boolean {
  try {
    core.saveState(name, value);
    return true;
  } catch {
    return false;
  }
}

/** What the main step left behind; null when there is nothing to do, or it saved nothing that can be read. */
export function leftByMain(): { readonly relay: string; readonly drills: readonly string[] } | null {
  const relay = core.getState('relay');
  const drills = z.array(z.string()).safeParse(parsedJson(core.getState('openDrills'))).data ?? [];
  return isAddress(relay) && drills.length > 0 ? { relay, drills } : null;
}

/** Outputs for the steps that follow. */
export function giveOutputs(outputs: Readonly<Record<string, string>>): void {
  tryTo('The outputs could not be written for the next steps', () => {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  });
}

/** The job summary, where the runner has a place for one. */
export function writeSummary(text: string): void {
  const file = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file !== '') tryTo('The job summary could not be written', () => appendFileSync(file, text));
}

/** The path of the report; empty when it could not be written. */
export function writeReport(text: string): string {
  const folder = process.env['RUNNER_TEMP'] ?? '';
  const file = path.join(folder === '' ? tmpdir() : folder, `stormrelay-check-${randomUUID()}.json`);
  const write = (): void => writeFileSync(file, `${text}\n`, { mode: 0o600 });
  return tryTo(`The report could not be written to ${file}`, write) ? file : '';
}

/** A file that takes nothing changes nothing of what was found out, and is told of. */
function tryTo(complaint: string, write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    core.warning(`${complaint}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
