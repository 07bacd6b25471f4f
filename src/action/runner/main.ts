import * as core from '@actions/core';
import { readFileSync } from 'node:fs';
import { wordsOfMs } from '../../domain/text/duration.ts';
import { createRedactor, type Redactor } from '../../domain/text/secrets.ts';
import { cancelOnSignals } from '../../seams/signals.ts';
import type { CheckSettings, Provider } from '../judge/check-settings.ts';
import { stepOf } from '../judge/observed.ts';
import type { Problem } from '../judge/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import type { Watch } from '../run/running-drill.ts';
import { lastOf, runCheck, type Runs } from '../run/tries.ts';
import { afterCancel, briefly, headlineOf, hopLine, oneLine } from '../tell/lines.ts';
import { reportOf } from '../tell/report-json.ts';
import { inputSummary, summaryOf } from '../tell/summary-markdown.ts';
import { githubContext } from './github-context.ts';
import { giveOutputs, saveForPost, writeReport, writeSummary } from './runner-files.ts';
import { inputNames, readSettings, secretInputs, type SettingsRead } from './settings.ts';

/** The main step of the Action: runs the check, and says what came of it in every way that GitHub has. */
export async function main(): Promise<void> {
  const cancel = cancelOnSignals();
  const inputs = Object.fromEntries(inputNames.map((name) => [name, core.getInput(name)]));
  const redactor = maskSecrets();
  // A commit message may hold anything, and what is recorded of a deploy is shown in Slack.
  const context = redactor.deep(githubContext(process.env, (file) => readFileSync(file, 'utf8')));
  const read = readSettings(inputs, context);
  if (!read.ok) {
    refuse(read, redactor);
    return;
  }
  const { settings } = read;
  const runs = await runCheck({ settings, redactor, watch: watchFor(settings, redactor), cancel });
  publish(runs, settings, redactor);
}

/** GitHub masks what comes from its secrets; what comes from elsewhere is masked here. */
export function maskSecrets(): Redactor {
  const secrets = secretInputs.map((name) => core.getInput(name)).filter((secret) => secret !== '');
  for (const secret of secrets) core.setSecret(secret);
  return createRedactor(secrets);
}

/** Shows requests where the runner was told to debug. */
export function tracing(redactor: Redactor): Watch['trace'] {
  return (line) => (core.isDebug() ? core.debug(redactor.text(line)) : undefined);
}

function refuse(read: Extract<SettingsRead, { ok: false }>, redactor: Redactor): void {
  const isMissing = core.getInput('drill-secret') === '';
  const problems = read.problems.map(({ input, message }) => {
    const hint = isMissing && input === 'drill-secret' ? ' A workflow of a fork does not get secrets.' : '';
    return { input, message: `${message}${hint}` };
  });
  const say = read.onFailure === 'warn' ? core.warning : core.error;
  for (const { input, message } of problems)
    say(redactor.text(`${input}: ${message}`), { title: `stormrelay: input ${input}` });
  giveOutputs({ result: 'failed' });
  writeSummary(redactor.text(inputSummary(problems)));
  if (read.onFailure === 'fail') process.exitCode = 1;
}

function watchFor({ relay }: CheckSettings, redactor: Redactor): Watch {
  const say = (line: string): void => core.info(oneLine(redactor.text(line)));
  // The drills that may still show as open are kept where the post step finds them, whatever becomes of this one.
  const open = new Set<string>();
  saveForPost('relay', relay);
  return {
    registered: (id) => {
      saveForPost('openDrills', [...open.add(id)]);
      say(`Drill ${id} at ${relay}`);
    },
    closed: (id) => {
      open.delete(id);
      saveForPost('openDrills', [...open]);
    },
    note: (sentence) => core.notice(redactor.text(sentence), { title: 'stormrelay: drill' }),
    hop: (hop) => say(hopLine(hop)),
    again: (number, pauseMs, why) => say(`Try ${number} in ${wordsOfMs(pauseMs)}: ${why}`),
    trace: tracing(redactor),
  };
}

function publish(runs: Runs, settings: CheckSettings, redactor: Redactor): void {
  const clean = redactor.deep(runs);
  const last = lastOf(clean);
  // What decides is never what was cleaned for showing.
  const { result } = lastOf(runs).verdict;
  const report = writeReport(redactor.text(JSON.stringify(reportOf(clean, settings), null, 2)));
  giveOutputs({ result, ...redactor.deep({ ...outputsOf(last), report }) });
  writeSummary(redactor.text(summaryOf(clean, settings)));
  const isTolerated = result === 'failed' && settings.onFailure === 'warn';
  const serious = isTolerated ? core.warning : core.error;
  const { problems, warnings } = last.verdict;
  for (const problem of problems) annotate(serious, problem, redactor);
  for (const warning of warnings) annotate(core.warning, warning, redactor);
  if (result === 'cancelled')
    core.warning(`The check was cancelled. ${afterCancel}`, {
      title: 'stormrelay: cancelled',
    });
  core.info(oneLine(redactor.text(`${headlineOf(last, settings)}.`)));
  if (result !== 'passed' && !isTolerated) process.exitCode = 1;
}

/** Says at the run what is wrong, and what to do, under the same headline as the summary. */
export function annotate(say: typeof core.error, problem: Problem, redactor: Redactor): void {
  const title = redactor.text(`stormrelay: ${oneLine(briefly(problem))}`);
  say(redactor.text(`${problem.cause}\nTo do: ${problem.advice}`), { title });
}

/** What the last try says, for the steps that follow: the outputs of the Action by name, empty where nothing is known. */
function outputsOf({ seen, verdict }: DrillRun): Readonly<Record<string, string>> {
  const hops = seen.report?.hops ?? [];
  const ack = verdict.hops.find(({ name }) => name === 'ack')?.ms;
  const taken = (kind: Provider): number | null | undefined => stepOf(seen, kind)?.taken?.acceptedMs;
  const text = (ms: number | null | undefined): string => (ms == null ? '' : String(Math.round(ms)));
  return {
    'ack-ms': text(seen.alerts.every(({ failure }) => failure === null) ? ack : null),
    'slack-ms': text(taken('slack')),
    'page-ms': text(taken('page')),
    'slack-permalink': hops.find(({ hop, link }) => hop === 'slack' && link !== null)?.link ?? '',
    'pagerduty-dedup-key': hops.find(({ hop, handle }) => hop === 'page' && handle !== null)?.handle ?? '',
  };
}
