import { createReaderBy } from '../../config/edges.ts';
import { emptyState } from '../../correlate/state/brain-state.ts';
import { counted } from '../../domain/text/figures.ts';
import { OutcomeBook } from '../../pipeline/replay/outcome.ts';
import { Replay, type ReplayListener } from '../../pipeline/replay/replay.ts';
import { UsageError } from '../complain.ts';
import { print, printError, printLines } from '../print.ts';
import { standInPolicy } from '../stand-in.ts';
import { CapturedFile, type LeftOut } from './captured-file.ts';
import { DecisionLines } from './decision-lines.ts';
import { outcomeLines } from './outcome-lines.ts';
import { spanOf } from './span.ts';

/** What `replay` is told. */
export interface ReplayOptions {
  readonly from?: string;
  readonly json?: boolean;
  readonly host: readonly string[];
  readonly drain: string;
}

/**
 * `stormrelay replay`: what the relay would have made of webhooks that somebody kept, in their time, by the production
 * code. It needs no store, and sends nothing.
 */
export async function replay(options: ReplayOptions): Promise<void> {
  const { from, json = false } = options;
  if (from === undefined) throw new UsageError('Name what to replay: --from FILE.ndjson');
  const file = new CapturedFile(from);
  const book = new OutcomeBook();
  const lines: string[] = [];
  const listener = json ? both(book, new DecisionLines((line) => lines.push(line))) : book;
  const run = new Replay({
    state: emptyState({ install: 'replay', now: 0, cursor: 0, policy: standInPolicy(), pagesWanted: [] }),
    read: createReaderBy({ sentry: { linkHosts: [...options.host], org: null, tags: null } }),
    listener,
  });
  const drainMs = spanOf('--drain', options.drain);
  for await (const entry of file.entries()) {
    run.take(entry);
    if (lines.length >= linesAtOnce && !(await printLines(lines.splice(0)))) return;
  }
  run.pass(run.state.meta.now + drainMs);
  if (lines.length > 0 && !(await printLines(lines))) return;
  if (!json) for (const line of outcomeLines(book.outcome())) print(line);
  for (const line of leftOutLines(file.leftOut())) printError(line);
}

const linesAtOnce = 500;

function both(first: ReplayListener, second: ReplayListener): ReplayListener {
  return {
    applied: (step) => {
      first.applied(step);
      second.applied(step);
    },
    told: (told) => {
      first.told(told);
      second.told(told);
    },
  };
}

function leftOutLines({ broken, duplicates, late }: LeftOut): readonly string[] {
  return [
    ...(broken === 0 ? [] : [`${counted(broken, 'line')} could not be read, and were left out.`]),
    ...(duplicates === 0
      ? []
      : [`${counted(duplicates, 'line')} told the same once more, and were left out.`]),
    ...(late === 0 ? [] : [`${counted(late, 'line')} came after newer ones, and count as of their time.`]),
  ];
}
