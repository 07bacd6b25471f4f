import type { Log } from '../seams/log.ts';

const levels: readonly (keyof Log)[] = ['debug', 'info', 'warn', 'error'];

/** A line of the log on its way to the thread that writes it. */
export interface Line {
  readonly level: keyof Log;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log whose lines are written by another thread; those below its level stay here. */
export function sentLines(level: keyof Log | 'silent', tell: (line: Line) => void): Log {
  const least = level === 'silent' ? levels.length : levels.indexOf(level);
  const at = (of: keyof Log) => (fields: Line['fields'], message: string) => {
    if (levels.indexOf(of) >= least) tell({ level: of, fields: copyable(fields), message });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** What cannot be copied into another thread is told as text. */
function copyable(fields: Line['fields']): Line['fields'] {
  try {
    return structuredClone(fields);
  } catch {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  }
}
