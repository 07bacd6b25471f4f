import { statSync } from 'node:fs';
import { StoreGone } from '../../../seams/store.ts';

/**
 * Watches that a file and its log are those that were opened. SQLite writes on into a file that was deleted or replaced
 * (sqlite.org/howtocorrupt.html#unlink), and whoever opens the path next finds nothing of it: what was answered would be lost.
 * @returns Throws StoreGone once one of them is another.
 */
export function watchIdentity(path: string): () => void {
  const known = new Map<string, string>();
  return () => {
    for (const file of [path, `${path}-wal`]) {
      const before = known.get(file);
      const now = identityOf(file);
      // The log comes with the first write.
      if (before === undefined && now !== null) known.set(file, now);
      else if (before !== undefined && before !== now) throw new StoreGone(goneMessage(path, file, now));
    }
  };
}

function identityOf(file: string): string | null {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}/${stat.ino}`;
}

function goneMessage(path: string, file: string, now: string | null): string {
  return (
    `${file} was ${now === null ? 'deleted' : 'replaced'} while the relay had the store ${path} open: ` +
    'what is written now would be lost at the next start, so nothing more is taken and the relay ends. ' +
    'Put the right file in its place, and start it again.'
  );
}
