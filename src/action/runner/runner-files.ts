import * as core from '@actions/core';

/** What the next step of this action is to know. False when the runner's file takes nothing. */
export function saveForPost(name: string, value: string | readonly string[]): boolean {
  try {
    core.saveState(name, value);
    return true;
  } catch {
    return false;
  }
}

/** Outputs for the steps that follow. A file that takes none changes nothing of what was found out, and is told of. */
export function giveOutputs(outputs: Readonly<Record<string, string>>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  } catch (error) {
    core.warning(`The outputs could not be written for the next steps: ${messageOf(error)}`);
  }
}

/** The job summary, where the runner has a place for one. */
export async function writeSummary(text: string): Promise<void> {
  if ((process.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return;
  try {
    await core.summary.addRaw(text).write();
  } catch (error) {
    core.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
