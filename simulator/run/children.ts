import type { ChildProcess } from 'node:child_process';

/** The processes of this run that are still alive. */
const alive = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Makes sure that a child does not outlive this process, whatever ends it. */
export function track(child: ChildProcess): void {
  alive.add(child);
  child.once('exit', () => alive.delete(child));
}
