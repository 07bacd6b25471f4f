import type { Environment } from '../../config/document/variable.ts';
import { readerAround } from '../../config/load.ts';
import { createReaderBy, readerSettings } from '../../config/reader.ts';
import type { Settings } from '../../config/settings.ts';
import { emptyState, type BrainState } from '../../correlate/state/brain-state.ts';
import type { Entry } from '../../domain/inbox/entry.ts';
import type { PageKey } from '../../domain/sending/page-key.ts';
import type { Policy } from '../../domain/policy.ts';
import { counted } from '../../domain/text/figures.ts';
import type { Reader } from '../../ingest/reader.ts';
import { recorded } from '../../pipeline/replay/recorded.ts';
import type { Store } from '../../seams/store.ts';
import { UsageError } from '../complain.ts';
import { printError } from '../print.ts';
import { when } from '../reading-store.ts';
import { ownPolicy } from '../stand-in.ts';
import { ReadAhead } from './ahead/read-ahead.ts';
import type { AheadThread } from './ahead/start-thread.ts';
import type { LeftOut } from './ahead/task.ts';

/** What is replayed, and what with. */
export interface ReplaySource {
  readonly entries: () => AsyncGenerator<Entry>;
  /** The same state for whoever asks, under these rules where nothing among the entries tells of others. */
  readonly beginning: (rules: Policy) => BrainState;
  readonly read: Reader;
  /** Whether timers that came due stand among the entries. */
  readonly hasTimers: boolean;
  /** Of entries that hold what pagers answered: to which pages they answered besides, as `Replay` asks it. */
  readonly alsoTaken: (page: PageKey, at: number) => boolean;
  /** Virtual ms from which on it is told of. */
  readonly since: number;
  /** The rules as they are. */
  readonly present: Policy;
  /** How long time goes on after the last entry, ms, where nobody says otherwise. */
  readonly drainMs: number;
  /** What a reader has to know of it. Asked for at the end. */
  readonly notes: () => readonly string[];
}

/** Who reads what is replayed. */
interface Reads {
  /** Whether anybody asks for the bodies of what was read. */
  readonly bodies: boolean;
  readonly thread: AheadThread;
}

/**
 * Webhooks of a file, under the rules of this shell, else the default ones.
 * @param hosts Further ones that links may lead to.
 */
export function captured(
  path: string,
  hosts: readonly string[],
  { bodies, thread, environment }: Reads & { readonly environment: Environment },
): ReplaySource {
  const { sentry, secrets } = readerAround(environment);
  const reader = { sentry: { ...sentry, linkHosts: [...sentry.linkHosts, ...hosts] }, secrets };
  const ahead = new ReadAhead(
    { from: { kind: 'file', path }, reader, bodies },
    createReaderBy(reader),
    printError,
    thread,
  );
  const present = ownPolicy();
  return {
    entries: () => ahead.entries(),
    beginning: (policy) => emptyState({ install: 'replay', now: 0, cursor: 0, policy, pagesWanted: [] }),
    read: ahead.read,
    hasTimers: false,
    alsoTaken: () => true,
    since: -Infinity,
    present,
    drainMs: 15 * 60_000,
    notes: () => leftOutLines(ahead.leftOut()),
  };
}

/** The inbox of this relay, told of from virtual ms `since` on. @throws UsageError when nothing was applied yet. */
export async function recordedSince(
  store: Store,
  settings: Settings,
  { since, bodies, thread }: Reads & { readonly since: number },
): Promise<ReplaySource> {
  const rows = await store.loadBrain();
  if (rows === null) throw new UsageError('This relay has applied nothing yet.');
  const inbox = await recorded(store, rows.meta, since);
  const { range, beginning, alsoTaken } = inbox;
  const reader = readerSettings(settings);
  const from = { kind: 'store', path: settings.storePath, range } as const;
  const ahead = new ReadAhead({ from, reader, bodies }, createReaderBy(reader), printError, thread);
  return {
    entries: () => ahead.entries(),
    beginning,
    read: ahead.read,
    hasTimers: true,
    alsoTaken,
    since,
    present: rows.meta.policy,
    drainMs: 0,
    notes: () => beginningLines(inbox),
  };
}

function beginningLines({
  from,
  unreadable,
  goneBefore,
}: Pick<Awaited<ReturnType<typeof recorded>>, 'from' | 'unreadable' | 'goneBefore'>): readonly string[] {
  if (from !== null) return [`Began with what the relay knew at ${when(from.at)}, after entry ${from.seq}.`];
  const others =
    unreadable === 0
      ? []
      : [
          `What the relay knew earlier was kept ${unreadable === 1 ? 'once' : `${unreadable} times`} by another version of it, and is not used: this replay began with the first entry.`,
        ];
  if (goneBefore === null) return others;
  return [
    ...others,
    `Entries before ${when(goneBefore)} are gone. What was open then, or usual, is not known here: what belongs to it may be told otherwise than it was.`,
  ];
}

function leftOutLines({ broken, duplicates, late }: LeftOut): readonly string[] {
  return [
    ...(broken === 0
      ? []
      : [`${counted(broken, 'line')} could not be read, and ${broken === 1 ? 'was' : 'were'} left out.`]),
    ...(duplicates === 0
      ? []
      : [
          `${counted(duplicates, 'line')} told the same once more, and ${duplicates === 1 ? 'was' : 'were'} left out.`,
        ]),
    ...(late === 0
      ? []
      : [
          `${counted(late, 'line')} came after newer ones, and ${late === 1 ? 'counts' : 'count'} as of their time.`,
        ]),
  ];
}
