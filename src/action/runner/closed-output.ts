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
