import { on } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { createReaderBy } from '../../../config/reader.ts';
import type { Entry } from '../../../domain/inbox/entry.ts';
import type { Reader } from '../../../ingest/reader.ts';
import { entriesIn } from '../../../pipeline/replay/entry-range.ts';
import { UsageError } from '../../complain.ts';
import { CapturedFile } from './captured-file.ts';
import { batchesAhead, type AheadTask, type FromAhead, type LeftOut, type ReadEntry } from './task.ts';

const batchSize = 200;

/** Reads everything that a task names, and tells it batch by batch, never further ahead than the other side keeps up. */
export async function readAll({ from, reader, bodies }: AheadTask, port: MessagePort): Promise<void> {
  const read = createReaderBy(reader);
  const complaints: string[] = [];
  const { entries, leftOut, close } = await opened(from, (line) => complaints.push(line));
  const taken = on(port, 'message')[Symbol.asyncIterator]();
  const tell = (message: FromAhead): void => port.postMessage(message);
  let batch: ReadEntry[] = [];
  let ahead = 0;
  const flush = async (): Promise<void> => {
    if (ahead >= batchesAhead) await taken.next();
    ahead += 1;
    tell({ kind: 'read', entries: batch, complaints: complaints.splice(0) });
    batch = [];
  };
  try {
    for await (const entry of entries) {
      batch.push(readOf(entry, read, bodies));
      if (batch.length >= batchSize) await flush();
    }
    await flush();
    tell({ kind: 'end', leftOut: leftOut() });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    tell({ kind: 'unreadable', why: error.message });
  } finally {
    await close();
  }
}

/** What was opened, as one stream of entries. */
interface Opened {
  readonly entries: AsyncGenerator<Entry>;
  readonly leftOut: () => LeftOut;
  readonly close: () => Promise<void>;
}

async function opened(from: AheadTask['from'], complain: (line: string) => void): Promise<Opened> {
  if (from.kind === 'file') {
    const file = new CapturedFile(from.path, complain);
    return { entries: file.entries(), leftOut: () => file.leftOut(), close: () => Promise.resolve() };
  }
  const { path, range } = from;
  const { openSqliteStore } = await import('../../../store/sqlite/open.ts');
  const store = await openSqliteStore({ path, holder: 'a reader', install: () => '', readOnly: true });
  const nothing = { broken: 0, duplicates: 0, late: 0 };
  return { entries: entriesIn(store, range), leftOut: () => nothing, close: () => store.close() };
}

function readOf(entry: Entry, read: Reader, bodies: boolean): ReadEntry {
  try {
    const reading = read(entry);
    return { entry: reading === null || bodies ? entry : { ...entry, body: '' }, reading };
  } catch (error) {
    return {
      entry,
      reading: { kind: 'failed', why: error instanceof Error ? error.message : String(error) },
    };
  }
}
