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
