import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { epoch, webhookOf } from '../../../bench/correlation/bodies.ts';
import { drive, type Run } from '../../../bench/correlation/drive.ts';
import { families } from '../../../bench/correlation/families/all.ts';
import { recipeOf, type OutageKind } from '../../../bench/correlation/kinds.ts';
import { streamOf, type Stream } from '../../../bench/correlation/stream.ts';
import { CapturedFile } from '../../../src/cli/replay/ahead/captured-file.ts';
import { emptyState } from '../../../src/correlate/state/brain-state.ts';
import { createReader } from '../../../src/ingest/reader.ts';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import { OutcomeBook } from '../../../src/pipeline/replay/outcome.ts';
import { Replay, type ReplayStep } from '../../../src/pipeline/replay/replay.ts';
import { policy } from '../../make.ts';

/** The stream as somebody would have captured it. */
function fileOf({ happenings, seed }: Stream): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-captured-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'captured.ndjson');
  const lines = happenings.map((happening, number) => {
    const { resource, body } = webhookOf(happening, seed, number);
    return JSON.stringify({ at: epoch + Math.round(happening.at * 1000) + 600, resource, body });
  });
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** Its replay out of that file: the incident that counted each line, and what came of it. */
async function replayed(stream: Stream) {
  const incidents: (string | null)[] = [];
  const book = new OutcomeBook();
  const replay = new Replay({
    state: emptyState({ install: 'bench', now: 0, cursor: 0, policy, pagesWanted: [] }),
    read: createReader({ sentry: createSentrySource({ allowedHosts: [] }) }),
    listener: {
      applied: (step: ReplayStep) => {
        book.applied(step);
        if (step.entry.source !== 'sentry') return;
        const disposition = step.batch.dispositions[0]?.disposition;
        incidents.push(disposition?.kind === 'counted' ? disposition.incident : null);
      },
      told: (told) => book.told(told),
    },
  });
  const complaints: string[] = [];
  const file = new CapturedFile(fileOf(stream), (line) => complaints.push(line));
  for await (const entry of file.entries()) replay.take(entry);
  expect(complaints).toEqual([]);
  replay.pass(epoch + stream.ends * 1000);
  return { incidents, outcome: book.outcome(), state: replay.state };
}

/** Incidents by the line that opened them: their numbers count timers, and those are others' in a file. */
function byFirst(incidents: readonly (string | null)[]): readonly number[] {
  return incidents.map((incident) => incidents.indexOf(incident));
}

it.each(['two', 'one-cold'] as const satisfies OutageKind[])(
  'a captured stream is decided on as the same stream in process, entry by entry and page by page (%s)',
  async (kind) => {
    const stream = streamOf(recipeOf(families[3]!, kind, 101));
    const inProcess = drive(stream.seed, stream.happenings, { until: stream.ends });
    const fromFile = await replayed(stream);
    expect(fromFile.incidents).toHaveLength(stream.happenings.length);
    expect(byFirst(fromFile.incidents)).toEqual(byFirst(inProcess.incidents));
    const rootsOf = ({ incidents, state }: Pick<Run, 'incidents' | 'state'>) =>
      byFirst(incidents.map((id) => (id === null ? null : (state.incidents.get(id)?.parent ?? id))));
    expect(rootsOf(fromFile)).toEqual(rootsOf(inProcess));
    const first = (incident: string, among: readonly (string | null)[]) => among.indexOf(incident);
    expect(inProcess.pages.length).toBeGreaterThan(0);
    expect(
      fromFile.outcome.pages.map(({ at, incident, page }) => [
        (at - epoch) / 1000,
        first(incident, fromFile.incidents),
        page.woken,
      ]),
    ).toEqual(
      inProcess.pages.map(({ at, incident, reason }) => [at, first(incident, inProcess.incidents), reason]),
    );
  },
);
