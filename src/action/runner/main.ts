import * as core from '@actions/core';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { wordsOfMs } from '../judge/duration.ts';
import { githubContext } from './github-context.ts';
import { headlineOf } from '../tell/headline.ts';
import { hopLine } from '../tell/hop-line.ts';
import { hopTitles } from '../judge/hop-verdict.ts';
import { inputNames, secretInputs } from './inputs.ts';
import { oneLine } from '../tell/one-line.ts';
import { OpenDrills } from './open-drills.ts';
import { outputsOf } from './outputs.ts';
import { createRedactor, type Redactor } from '../relay/redact.ts';
import { reportOf } from '../tell/report-json.ts';
import { runCheck } from '../run/run-check.ts';
import { giveOutputs, messageOf, writeSummary } from './runner-files.ts';
import type { CheckSettings } from '../judge/check-settings.ts';
import { readSettings, type InputProblem, type SettingsRead } from './settings.ts';
import { inputSummary, summaryOf } from '../tell/summary-markdown.ts';
import type { Runs } from '../run/tries.ts';
import type { Problem } from '../judge/verdict.ts';
import type { Watch } from '../run/watch.ts';

/** The main step of the Action: runs the check, and says what came of it in every way that GitHub has. */
export async function main(): Promise<void> {
  const cancel = cancelOnSignals();
  const inputs = Object.fromEntries(inputNames.map((name) => [name, core.getInput(name)]));
  const redactor = maskSecrets();
  // A commit message may hold anything, and what is recorded of a deploy is shown in Slack.
  const context = redactor.deep(githubContext(process.env, (file) => readFileSync(file, 'utf8')));
  const read = readSettings(inputs, context);
  if (!read.ok) {
    await refuse(read, redactor);
    return;
  }
  const { settings } = read;
  const runs = await runCheck({ settings, redactor, watch: watchFor(settings, redactor), cancel });
  await publish(runs, settings, redactor);
}

/** GitHub masks what comes from its secrets; what comes from elsewhere is masked here. */
export function maskSecrets(): Redactor {
  const secrets = secretInputs.map((name) => core.getInput(name)).filter((secret) => secret !== '');
  for (const secret of secrets) core.setSecret(secret);
  return createRedactor(secrets);
}

async function refuse(read: Extract<SettingsRead, { ok: false }>, redactor: Redactor): Promise<void> {
  const problems = read.problems.map(withHintOfForks);
  const onlyWarns = read.onFailure === 'warn';
  const say = onlyWarns ? core.warning : core.error;
  for (const { input, message } of problems)
    say(redactor.text(`${input}: ${message}`), { title: `stormrelay: input ${input}` });
  giveOutputs({ result: 'failed' });
  await writeSummary(redactor.text(inputSummary(problems)));
  if (!onlyWarns) process.exitCode = 1;
}

function withHintOfForks({ input, message }: InputProblem): InputProblem {
  const isMissing = input === 'drill-secret' && core.getInput(input) === '';
  return { input, message: isMissing ? `${message} A workflow of a fork does not get secrets.` : message };
}

function watchFor(settings: CheckSettings, redactor: Redactor): Watch {
  const open = new OpenDrills(settings.relay);
  const say = (line: string): void => core.info(oneLine(redactor.text(line)));
  return {
    registered: ({ id }) => {
      open.opened(id);
      say(`Drill ${id} at ${settings.relay}`);
    },
    note: (sentence) => core.notice(redactor.text(sentence), { title: 'stormrelay: drill' }),
    hop: (hop) => say(hopLine(hop)),
    closed: (id) => open.closed(id),
    again: (number, pauseMs, why) => say(`Try ${number} in ${wordsOfMs(pauseMs)}: ${why}`),
    trace: (line) => {
      if (core.isDebug()) core.debug(redactor.text(line));
    },
  };
}

async function publish(runs: Runs, settings: CheckSettings, redactor: Redactor): Promise<void> {
  const clean = redactor.deep(runs);
  const last = clean.at(-1) ?? clean[0];
  const { problems, warnings } = last.verdict;
  // What decides is never what was cleaned for showing.
  const { result } = (runs.at(-1) ?? runs[0]).verdict;
  const file = writeReport(redactor.text(JSON.stringify(reportOf(clean, settings), null, 2)));
  giveOutputs({ ...redactor.deep(outputsOf(last, file)), result });
  await writeSummary(redactor.text(summaryOf(clean, settings)));
  const serious = result === 'failed' && settings.onFailure === 'warn' ? core.warning : core.error;
  for (const problem of problems) annotate(serious, problem, redactor);
  for (const warning of warnings) annotate(core.warning, warning, redactor);
  if (result === 'cancelled')
    core.warning('The check was cancelled. What it began is ended, at the latest by its post step.', {
      title: 'stormrelay: cancelled',
    });
  core.info(oneLine(redactor.text(`${headlineOf(last, settings)}.`)));
  if (result === 'cancelled' || (result === 'failed' && settings.onFailure === 'fail')) process.exitCode = 1;
}

function annotate(say: typeof core.error, { hops, cause, advice }: Problem, redactor: Redactor): void {
  const title = `stormrelay: ${hops.map((hop) => hopTitles[hop]).join(', ')}`;
  say(redactor.text(`${cause}\nTo do: ${advice}`), { title });
}

/** The path of the report; empty when it could not be written, which is no reason to fail a deploy. */
function writeReport(text: string): string {
  const folder = process.env['RUNNER_TEMP'] ?? '';
  const file = path.join(folder === '' ? tmpdir() : folder, `stormrelay-check-${randomUUID()}.json`);
  try {
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    return file;
  } catch (error) {
    core.warning(`The report could not be written to ${file}: ${messageOf(error)}`);
    return '';
  }
}
