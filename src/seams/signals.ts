/**
 * Aborts when the process is asked to end. GitHub sends SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills
 * (docs.github.com, "Workflow cancellation reference"); a terminal that is closed sends SIGHUP. A second signal
 * changes nothing: the drill is being ended.
 */
export function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/**
 * Lets the process go on when nobody reads its output any more (`… | head -1`): what it began has still to be ended,
 * and an error that nobody listens to would end the process first.
 */
export function bearClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
